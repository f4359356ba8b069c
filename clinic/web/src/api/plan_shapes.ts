// The patient's way through the protocol, consents and the safety plan, as docs/api.md gives them.
import { flag, list, number, object, orElse, orNull, text } from "./decode.ts";
import type { Decode, Shape } from "./decode.ts";

const visitForm = object({
  questionnaire: text,
  title: text,
  safety: orElse(flag, false),
  state: text,
  response: orNull(text),
  outOfWindow: orElse(flag, false),
  // The answer lacks some that the form needs; it is still asked.
  partly: orElse(flag, false),
});
export type VisitForm = Shape<typeof visitForm>;

const visit = object({
  visit: text,
  session: number,
  title: text,
  phase: text,
  opens: orNull(text),
  due: orNull(text),
  closes: orNull(text),
  state: text,
  ended: orElse(flag, false),
  forms: list(visitForm),
  clinicForms: orElse(list(text), []),
});
export type Visit = Shape<typeof visit>;

export const gate = object({
  gate: text,
  open: flag,
  reason: orNull(text),
  missing: orElse(list(text), []),
});
export type Gate = Shape<typeof gate>;

/** What has become of a condition since the dose. */
export const gateSince = object({ gate: text, open: flag, text });
export type GateSince = Shape<typeof gateSince>;

const session = object({
  number,
  date: text,
  cancelled: flag,
  // The days it had before, oldest first.
  moves: orElse(list(object({ from: text, to: text, at: text })), []),
  mayBeRecorded: flag,
  gates: list(gate),
  // When its dose began: the gates are as they stood then.
  gatesAt: orElse(orNull(text), null),
  gatesSince: orElse(list(gateSince), []),
});
export type DosingSession = Shape<typeof session>;

const appointment = object({
  number,
  title: text,
  // With the offset of the clinic's clocks.
  start: text,
  minutes: orNull(number),
  with: orNull(text),
  where: orNull(text),
  note: orNull(text),
  cancelled: flag,
  next: flag,
});
export type Appointment = Shape<typeof appointment>;

const missed = object({
  visit: text,
  session: number,
  since: text,
  safety: orElse(flag, false),
  forms: list(text),
  task: orNull(text),
});
export type Missed = Shape<typeof missed>;

const decision = object({
  eligible: flag,
  class: text,
  reason: text,
  by: orNull(text),
  second: orNull(text),
  // The self-check that it is about.
  response: orNull(text),
  needsSecond: orElse(flag, false),
  // The patient has answered anew since, so that it holds no longer.
  outdated: orElse(flag, false),
  at: text,
});
export type Decision = Shape<typeof decision>;

const followed = object({
  id: text,
  protocol: text,
  title: text,
  phase: text,
  zone: text,
  start: text,
  today: text,
  decision: orNull(decision),
  visits: list(visit),
  sessions: list(session),
  appointments: orElse(list(appointment), []),
  missed: list(missed),
});
export type Plan = Shape<typeof followed>;

const faulty = object({ fault: text });

/** A plan that cannot be followed is told apart from none: somebody has to mend it. */
export const plan: Decode<Plan | { fault: string }> = (from, place) =>
  typeof from === "object" && from !== null && "fault" in from
    ? faulty(from, place)
    : followed(from, place);

export const consent = object({
  id: text,
  event: text,
  purpose: text,
  authored: orNull(text),
  received: orNull(text),
  document: text,
  // As its text is headed; older ones do not say.
  title: orNull(text),
  version: text,
  sha256: orNull(text),
  template: orElse(flag, false),
  name: orNull(text),
  data: orNull(text),
  contactName: orNull(text),
  contactPhone: orNull(text),
  countersignedBy: orNull(text),
  countersigned: orNull(text),
});
export type Consent = Shape<typeof consent>;

export const safetyPlan = object({
  id: text,
  authored: orNull(text),
  sections: list(object({ code: text, heading: text, text })),
});
export type SafetyPlan = Shape<typeof safetyPlan>;

/** What may be asked of the plan; `do` names it. */
export type PlanChange =
  | { do: "begin"; start?: string }
  | { do: "session"; date: string }
  | { do: "move"; session: number; date: string }
  | { do: "cancel"; session: number }
  | { do: "prepared"; session: number; at: string }
  | { do: "ready"; session: number }
  | {
      do: "appoint";
      appointment?: number;
      title: string;
      date: string;
      time: string;
      minutes: number | null;
      with: string;
      where: string;
      note: string;
    }
  | { do: "cancel-appointment"; appointment: number }
  | { do: "decide"; eligible: boolean; class: string; reason: string; response: string | null };
