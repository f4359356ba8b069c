// What the clinic adds to the patient's own answers: change since the baseline, missing data, staff
// tasks and what the self-check amounts to, as docs/api.md gives them.
import { flag, list, number, object, orElse, orNull, text } from "./decode.ts";
import type { Decode, Shape } from "./decode.ts";

export const pointChange = object({
  session: orNull(number),
  baseline: orNull(number),
  difference: orNull(number),
  response: orNull(flag),
  remission: orNull(flag),
  change: orElse(text, "not-applicable"),
  alsoFlagged: orElse(flag, false),
  relapse: orElse(flag, false),
});
export type PointChange = Shape<typeof pointChange>;

export const baseline = object({
  session: orNull(number),
  sessionDate: orNull(text),
  value: number,
  response: orNull(text),
  authored: orNull(text),
});
export type Baseline = Shape<typeof baseline>;

const missingForm = object({
  visit: text,
  visitTitle: text,
  session: number,
  questionnaire: text,
  title: text,
  forClinic: orElse(flag, false),
  safety: orElse(flag, false),
  due: orNull(text),
  closes: orNull(text),
  state: text,
});
export type MissingForm = Shape<typeof missingForm>;

export const missing = object({
  forms: orElse(list(missingForm), []),
  late: orElse(
    list(
      object({ visit: text, session: number, questionnaire: text, title: text, response: text }),
    ),
    [],
  ),
  totals: orElse(
    list(
      object({
        response: text,
        questionnaire: text,
        title: text,
        authored: orNull(text),
        reason: text,
      }),
    ),
    [],
  ),
});
export type Missing = Shape<typeof missing>;

const taskFields = {
  id: text,
  about: text,
  title: text,
  urgent: orElse(flag, false),
  visit: orNull(text),
  session: orNull(number),
  sessionDate: orNull(text),
  forms: orElse(list(object({ questionnaire: text, title: text })), []),
  created: orNull(text),
  open: flag,
  closed: orNull(text),
  closedBy: orNull(text),
  note: orNull(text),
  reason: orNull(text),
};
export const staffTask = object(taskFields);
export type StaffTask = Shape<typeof staffTask>;

/** Each flag has a task of its own; the flag's card is where it is shown and ended. */
function besideFlags<T extends { about: string }>(decode: Decode<T[]>): Decode<T[]> {
  return (from, place) => decode(from, place).filter((task) => task.about !== "contact");
}
export const staffTasks = besideFlags(list(staffTask));

/** The open tasks of all patients of a clinician. */
export const openTasks = besideFlags(
  list(object({ ...taskFields, patient: object({ id: text, name: text }) })),
);
export type OpenTask = Shape<typeof openTasks>[number];

const finding = object({
  rule: text,
  class: text,
  sameDay: orElse(flag, false),
  item: orNull(text),
  label: orNull(text),
  text: orNull(text),
  answer: orNull(text),
  declined: orElse(flag, false),
  unanswered: orElse(flag, false),
  source: orNull(text),
  evidence: orNull(text),
});
export type Finding = Shape<typeof finding>;

const medicine = object({
  text,
  medicine: orNull(text),
  class: text,
  rule: orNull(text),
  source: orNull(text),
});
export type FoundMedicine = Shape<typeof medicine>;

const decided = object({
  eligible: flag,
  class: text,
  reason: text,
  by: orNull(text),
  second: orNull(text),
  needsSecond: orElse(flag, false),
  at: text,
});
export type Decided = Shape<typeof decided>;

// A self-check that was answered anew before anybody decided about it.
const earlierCheck = object({
  response: text,
  authored: text,
  result: text,
  findings: orElse(list(finding), []),
  medicines: orElse(list(medicine), []),
});
export type EarlierCheck = Shape<typeof earlierCheck>;

export const eligibility = object({
  rules: orNull(text),
  response: orNull(text),
  authored: orNull(text),
  result: orNull(text),
  wording: orNull(text),
  sameDay: orElse(flag, false),
  findings: orElse(list(finding), []),
  medicines: orElse(list(medicine), []),
  earlier: orElse(list(earlierCheck), []),
  decisions: orElse(list(decided), []),
});
export type SelfCheck = Shape<typeof eligibility>;
