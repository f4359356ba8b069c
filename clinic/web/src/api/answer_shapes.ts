// One answered item, as the patient's page and the reports of side effects have it.
import { flag, number, object, orElse, orNull, text } from "./decode.ts";
import type { Shape } from "./decode.ts";

export const answeredItem = object({
  linkId: text,
  label: orNull(text),
  text: orNull(text),
  answer: orNull(text),
  declined: orElse(flag, false),
  value: orNull(number),
  previous: orNull(number),
  danger: orElse(flag, false),
});
export type AnsweredItem = Shape<typeof answeredItem>;
