// What the plan says about today: which session counts, how far away it is, what was missed.
import type { DosingSession, Plan, Visit } from "../api/plan_shapes.ts";
import type { PatientRecord } from "../api/shapes.ts";
import { daysBetween, readInstant } from "../words.ts";

export function followedPlan(record: PatientRecord): Plan | null {
  return record.plan && !("fault" in record.plan) ? record.plan : null;
}

export function heldSessions(plan: Plan | null): DosingSession[] {
  return (plan?.sessions ?? []).filter((session) => !session.cancelled);
}

/** Days from `date` to `today`, both days of the clinic's calendar; below 0 before it. */
export function daysSince(date: string, today: string): number | null {
  const from = readInstant(date);
  const to = readInstant(today);
  return from === null || to === null ? null : daysBetween(from, to);
}

export interface SessionFromToday {
  session: DosingSession;
  /** Days since it; below 0 before it. */
  days: number;
}

/**
 * The session that today is about, and the next one where that is another. Who is in preparation comes
 * towards the next one, whatever they had before; otherwise it is the one that they come from.
 */
export function sessionsAround(plan: Plan): {
  current: SessionFromToday | null;
  next: SessionFromToday | null;
} {
  const known = heldSessions(plan).flatMap((session) => {
    const days = daysSince(session.date, plan.today);
    return days === null ? [] : [{ session, days }];
  });
  const [past = null] = known.filter((each) => each.days >= 0).sort((a, b) => a.days - b.days);
  const [next = null] = known.filter((each) => each.days < 0).sort((a, b) => b.days - a.days);
  const prepares = plan.phase === "preparation" || plan.phase === "screening";
  const current = past === null || (prepares && next !== null) ? next : past;
  return { current, next: next === current ? null : next };
}

/** Where a session stands in the plan's card. */
export const placeOfSession = (number: number): string => `session-${number}`;

export function titleOfVisit(plan: Plan, visit: { visit: string; session: number }): string {
  const found = plan.visits.find(
    (each) => each.visit === visit.visit && each.session === visit.session,
  );
  return found ? nameOfVisit(plan, found) : visit.visit;
}

/** A session whose gates name the forms that they wait for by title, and not by id. */
export function withFormTitles(plan: Plan, session: DosingSession): DosingSession {
  const titles = new Map(
    plan.visits.flatMap((visit) => visit.forms.map((form) => [form.questionnaire, form.title])),
  );
  const gates = session.gates.map((gate) => ({
    ...gate,
    missing: gate.missing.map((form) => titles.get(form) ?? form),
  }));
  return { ...session, gates };
}

/** Several sessions have visits of the same title; then the number is part of the name. */
export function nameOfVisit(plan: Plan, visit: Visit): string {
  const several = plan.sessions.length > 1 && visit.session > 0;
  return several ? `${visit.title} (${visit.session})` : visit.title;
}
