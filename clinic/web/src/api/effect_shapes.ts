// Side effects as patients report them and adverse events as clinicians confirm them.
import { answeredItem } from "./answer_shapes.ts";
import { flag, list, number, object, orElse, orNull, text } from "./decode.ts";
import type { Shape } from "./decode.ts";

const sinceDose = object({ session: number, minutes: number, from: text });
export type SinceDose = Shape<typeof sinceDose>;

const report = object({
  response: text,
  questionnaire: text,
  title: text,
  authored: orNull(text),
  received: orNull(text),
  grade: orNull(number),
  tier: orNull(number),
  term: orNull(text),
  sinceDose: orNull(sinceDose),
  // Everything that was answered, as in the responses of the patient's page.
  items: orElse(list(answeredItem), []),
  events: orElse(list(text), []),
});
export type EffectReport = Shape<typeof report>;

const clock = object({ until: orNull(text), reported: orNull(text), state: text });

const event = object({
  id: text,
  report: orNull(text),
  session: orNull(number),
  acute: orElse(flag, false),
  term: text,
  words: orNull(text),
  onset: orNull(text),
  end: orNull(text),
  ongoing: orElse(flag, false),
  grade: number,
  serious: orElse(flag, false),
  criteria: orElse(list(text), []),
  causality: orNull(text),
  expectedness: orNull(text),
  action: orNull(text),
  outcome: orNull(text),
  aware: orNull(text),
  recorded: orNull(text),
  by: orNull(text),
  sinceDose: orNull(sinceDose),
  replaces: orNull(text),
  replacedBy: orNull(text),
  reason: orNull(text),
  clock: orNull(clock),
});
export type AdverseEvent = Shape<typeof event>;

const counts = object({
  reports: number,
  unconfirmed: number,
  events: number,
  serious: number,
  ongoing: number,
});
export type EffectCounts = Shape<typeof counts>;

export const effects = object({
  reports: list(report),
  events: list(event),
  counts: orNull(counts),
});
export type Effects = Shape<typeof effects>;

/** A confirmation, a correction or a later outcome; null members say "none". */
export interface NewEvent {
  report: string | null;
  session: number | null;
  term: string;
  words: string | null;
  onset: string | null;
  end: string | null;
  grade: number;
  criteria: string[];
  causality: string;
  expectedness: string;
  action: string | null;
  outcome: string;
  aware: string | null;
  reported: string | null;
  replaces: string | null;
  reason: string | null;
}
