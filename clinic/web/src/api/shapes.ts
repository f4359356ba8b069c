// The answers of /review/api as docs/api.md describes them. Times are FHIR instants and stay text:
// they are shown, and compared only where the server has no order of its own.
import { answeredItem } from "./answer_shapes.ts";
import { count, flag, list, number, object, orElse, orNull, text } from "./decode.ts";
import type { Shape } from "./decode.ts";
import { baseline, missing, pointChange, staffTasks } from "./care_shapes.ts";
import { consent, plan, safetyPlan } from "./plan_shapes.ts";

export const user = object({ id: text, name: text, email: text, role: text });
export type User = Shape<typeof user>;

export const login = object({ csrf: text, user });
export const me = object({
  csrf: text,
  user,
  clinic: object({ name: text, notices: orElse(list(text), []) }),
});

export const sessions = list(
  object({ id: text, created: text, lastSeen: orNull(text), current: flag }),
);
export type Session = Shape<typeof sessions>[number];

const latest = object({
  questionnaire: text,
  title: orNull(text),
  value: orNull(number),
  band: orNull(text),
  change: orNull(number),
});

/** The change of the main measure, by the server's rules; a number that is not known is null. */
const sinceBaseline = object({
  questionnaire: text,
  title: text,
  value: orNull(number),
  baseline: orNull(number),
  difference: orNull(number),
});
export type SinceBaseline = Shape<typeof sinceBaseline>;

/** The flag that is to be looked at first: of the highest tier, the one that waited longest. */
const topFlag = object({
  tier: number,
  title: orNull(text),
  itemLabel: orNull(text),
  // What a report of a side effect calls it.
  effect: orElse(orNull(text), null),
  // Pressed "I am in danger now".
  helpNow: orElse(flag, false),
  received: orNull(text),
});

export const patients = list(
  object({
    id: text,
    name: text,
    birthDate: orNull(text),
    openFlags: count,
    highestTier: orNull(number),
    oldestFlag: orNull(text),
    topFlag: orNull(topFlag),
    overdue: count,
    due: count,
    lastReceived: orNull(text),
    spark: orElse(list(orNull(number)), []),
    latest: orNull(latest),
    sinceBaseline: orNull(sinceBaseline),
    pendingDevices: count,
    // Suspended, because a pairing code was used twice.
    stoppedDevices: count,
  }),
);
export type PatientRow = Shape<typeof patients>[number];

const safetyFlag = object({
  id: text,
  tier: orNull(number),
  questionnaire: orNull(text),
  title: orNull(text),
  itemLabel: orNull(text),
  item: orNull(text),
  itemText: orNull(text),
  answer: orNull(text),
  authored: orNull(text),
  received: orNull(text),
  status: text,
  acknowledged: orNull(text),
  acknowledgedBy: orNull(text),
  note: orNull(text),
  response: orNull(text),
  // What raised it where no answer did that could be read, such as a worsening since the baseline.
  cause: orNull(text),
  // The staff's task that goes with it: "stat", "urgent" or "routine", and until when.
  task: orNull(object({ id: text, priority: text, due: text })),
});
export type SafetyFlag = Shape<typeof safetyFlag>;

const point = object({
  id: text,
  response: orNull(text),
  authored: orNull(text),
  received: orNull(text),
  value: orNull(number),
  band: orNull(text),
  prorated: orElse(flag, false),
  // What the phone had counted, where the clinic counts otherwise; both are kept.
  differs: orElse(flag, false),
  sentValue: orNull(number),
  // Authored more than a day after it was received: ordered by its arrival.
  clockAhead: orElse(flag, false),
  pattern: orNull((from: unknown) => (from === null ? null : String(from))),
  change: orNull(pointChange),
});
export type ScorePoint = Shape<typeof point>;

const band = object({ code: text, from: number, to: number });
export type Band = Shape<typeof band>;

const score = object({
  questionnaire: text,
  title: text,
  max: orNull(number),
  bands: orElse(list(band), []),
  points: list(point),
  // These speak of the newest point with a total, by the server's rules.
  baseline: orNull(baseline),
  response: orNull(flag),
  remission: orNull(flag),
  change: orNull(text),
  alsoFlagged: orElse(flag, false),
  relapse: orElse(flag, false),
});
export type Score = Shape<typeof score>;

const response = object({
  id: text,
  questionnaire: text,
  title: text,
  version: orNull((from: unknown) => (from === null ? null : String(from))),
  authored: orNull(text),
  received: orNull(text),
  clockAhead: orElse(flag, false),
  status: orNull(text),
  author: orNull(text),
  // The linkIds of answers that do not fit the questionnaire; null where the clinic has not got it.
  unread: orNull(list(text)),
  items: list(answeredItem),
});
export type Answers = Shape<typeof response>;

const entry = object({
  id: text,
  authored: orNull(text),
  received: orNull(text),
  clockAhead: orElse(flag, false),
  text,
  edited: orElse(flag, false),
});
export type JournalEntry = Shape<typeof entry>;

const assignment = object({
  id: text,
  questionnaire: text,
  title: orNull(text),
  due: orNull(text),
  status: text,
  created: orNull(text),
});
export type Assignment = Shape<typeof assignment>;

const device = object({
  id: text,
  state: text,
  digits: orNull(text),
  name: orNull(text),
  created: orNull(text),
  lastSeen: orNull(text),
});
export type Device = Shape<typeof device>;

export const patient = object({
  patient: object({ id: text, name: text, birthDate: orNull(text), phone: orNull(text) }),
  lastReceived: orNull(text),
  flags: list(safetyFlag),
  scores: list(score),
  responses: list(response),
  journal: list(entry),
  assignments: list(assignment),
  devices: list(device),
  plan: orNull(plan),
  consents: orElse(list(consent), []),
  safetyPlan: orNull(safetyPlan),
  missing: orNull(missing),
  staffTasks: orElse(staffTasks, []),
});
export type PatientRecord = Shape<typeof patient>;

// An item that takes no number has no lowest and highest one.
const rated = object({
  label: text,
  text: orNull(text),
  min: orNull(number),
  max: orNull(number),
  // 0 is no and 1 is yes.
  yesNo: orElse(flag, false),
});
export type RatedItem = Shape<typeof rated>;

export const questionnaires = list(
  object({
    id: text,
    title: text,
    forClinic: orElse(flag, false),
    items: orElse(list(rated), []),
  }),
);
export type QuestionnaireName = Shape<typeof questionnaires>[number];

export const adminDevices = list(
  object({
    id: text,
    patient: text,
    state: text,
    digits: orNull(text),
    created: orNull(text),
    lastSeen: orNull(text),
  }),
);
export type AdminDevice = Shape<typeof adminDevices>[number];

export const users = list(user);

export const refusal = object({
  issue: list(
    object({
      diagnostics: orNull(text),
      expression: orElse(list(text), []),
      details: object({ coding: list(object({ system: orNull(text), code: text })), text }),
    }),
  ),
});
