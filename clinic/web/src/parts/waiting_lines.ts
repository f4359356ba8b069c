// What waits for the clinic and is neither a flag nor a task, in the order in which it presses: a
// session that is near and may not begin yet, decisions and signatures that are owed, and then reports
// of side effects that nobody has confirmed and safety forms that nobody answered.
import type { SelfCheck } from "../api/care_shapes.ts";
import type { Dosing } from "../api/dosing_shapes.ts";
import type { Effects } from "../api/effect_shapes.ts";
import type { Plan } from "../api/plan_shapes.ts";
import type { PatientRecord } from "../api/shapes.ts";
import { shortDay, words } from "../words.ts";
import type { Now } from "../words.ts";
import { consentToCountersign } from "./consent_state.ts";
import { daysSince, followedPlan, heldSessions, placeOfSession, titleOfVisit } from "./plan.ts";

const say = words.waiting;
const nearDays = 7;

export interface WaitingLine {
  key: string;
  text: string;
  /** The part of the page where it is dealt with, and the place in it where that is not the top. */
  part: string;
  place?: string;
}

/** What the page fetches beside the record; null while it is not known. */
export interface Loaded {
  effects: Effects | null;
  dosing: Dosing | null;
  check: SelfCheck | null;
}

function nearSessions(plan: Plan | null, dosing: Dosing | null, now: Now): WaitingLine[] {
  const begun = new Set(
    (dosing?.sessions ?? []).filter((day) => day.started !== null).map((day) => day.session),
  );
  return heldSessions(plan).flatMap((session): WaitingLine[] => {
    const { number, date } = session;
    const since = plan && daysSince(date, plan.today);
    const shut = session.gates.filter((gate) => !gate.open);
    const isNear = since !== null && since <= 0 && since >= -nearDays;
    if (!isNear || shut.length === 0 || begun.has(number)) return [];
    const names = shut.map((gate) => words.session.gate(gate.gate)).join(", ");
    const text = say.session(number, -since, shortDay(date, now), names);
    return [{ key: `session/${number}`, text, part: "plan", place: placeOfSession(number) }];
  });
}

/**
 * Whether the decision leaves the newest self-check open. The gate of a session that comes says it by
 * the clinic's rules, which let a decision stand when a newer self-check found nothing more.
 */
function isOutdated(plan: Plan, decision: NonNullable<Plan["decision"]>, response: string) {
  const next = heldSessions(plan).find((session) => session.date >= plan.today);
  const gate = next?.gates.find((each) => each.gate === "eligibility");
  return gate && decision.eligible ? !gate.open : decision.response !== response;
}

function decisionOwed(plan: Plan | null, check: SelfCheck | null, now: Now): WaitingLine[] {
  const line = (text: string): WaitingLine[] => [{ key: "decision", text, part: "eligibility" }];
  const decision = plan?.decision ?? null;
  if (decision?.needsSecond) return line(say.second(decision.class));
  if (check === null || check.response === null) return [];
  const day = shortDay(check.authored, now);
  if (plan === null || decision === null) return line(say.undecided(day));
  return isOutdated(plan, decision, check.response) ? line(say.newerCheck(day)) : [];
}

function countersignatureOwed(record: PatientRecord, now: Now): WaitingLine[] {
  const consent = consentToCountersign(record.consents);
  if (!consent) return [];
  const text = say.countersign(shortDay(consent.authored, now));
  return [{ key: `consent/${consent.id}`, text, part: "consents" }];
}

function unconfirmedReports(effects: Effects | null): WaitingLine[] {
  return (effects?.reports ?? [])
    .filter((report) => report.grade !== null && report.events.length === 0)
    .map((report) => ({
      key: report.response,
      text: say.effect(report.term ?? report.title),
      part: "effects",
    }));
}

/**
 * A missed form that a task asks after is told by the task; one that somebody closed was asked after,
 * and its note says what came of it. Of a task that ended by itself nobody knows that.
 */
function unansweredForms(record: PatientRecord, plan: Plan | null): WaitingLine[] {
  const asked = new Set(
    record.staffTasks
      .filter((task) => task.open || task.closedBy !== null)
      .flatMap((task) =>
        task.forms.map((form) => `${task.session}/${task.visit}/${form.questionnaire}`),
      ),
  );
  return (record.missing?.forms ?? []).flatMap((form): WaitingLine[] => {
    const key = `${form.session}/${form.visit}/${form.questionnaire}`;
    if (!form.safety || form.state !== "closed" || asked.has(key)) return [];
    const visit = plan ? titleOfVisit(plan, form) : form.visitTitle;
    return [{ key, text: say.form(form.title, visit), part: "missing" }];
  });
}

export function waitingLines(record: PatientRecord, loaded: Loaded, now: Now): WaitingLine[] {
  const plan = followedPlan(record);
  return [
    ...nearSessions(plan, loaded.dosing, now),
    ...decisionOwed(plan, loaded.check, now),
    ...countersignatureOwed(record, now),
    ...unconfirmedReports(loaded.effects),
    ...unansweredForms(record, plan),
  ];
}
