import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DosingSession, Plan } from "../api/plan_shapes.ts";
import { daysSince, sessionsAround, titleOfVisit, withFormTitles } from "./plan.ts";

function session(number: number, date: string, cancelled = false): DosingSession {
  return {
    number,
    date,
    cancelled,
    moves: [],
    gatesAt: null,
    gatesSince: [],
    mayBeRecorded: false,
    gates: [],
  };
}

function plan(today: string, sessions: DosingSession[], phase = "integration"): Plan {
  return {
    id: "p",
    protocol: "x",
    title: "X",
    phase,
    zone: "Europe/London",
    start: "2026-01-01",
    today,
    decision: null,
    visits: [],
    sessions,
    appointments: [],
    missed: [],
  };
}

const days = (today: string, sessions: DosingSession[]) => {
  const found = sessionsAround(plan(today, sessions)).current;
  return found && [found.session.number, found.days];
};

describe("where a patient stands", () => {
  test("days count on the calendar, over the night of summer time too", () => {
    assert.equal(daysSince("2026-03-28", "2026-03-30"), 2);
    assert.equal(daysSince("soon", "2026-03-30"), null);
  });

  test("the last session counts, before the first one the next, and never a cancelled one", () => {
    const two = [session(1, "2026-03-01"), session(2, "2026-03-20")];
    assert.deepEqual(days("2026-03-10", two), [1, 9]);
    assert.deepEqual(days("2026-03-20", two), [2, 0]);
    assert.deepEqual(days("2026-02-26", two), [1, -3]);
    assert.deepEqual(days("2026-03-25", [...two, session(3, "2026-03-24", true)]), [2, 5]);
    assert.equal(days("2026-03-25", []), null);
  });

  test("who prepares for another session is told of by that one, and not by the one before", () => {
    const two = [session(1, "2026-03-01"), session(2, "2026-03-20")];
    const named = (phase: string, sessions = two) => {
      const { current, next } = sessionsAround(plan("2026-03-16", sessions, phase));
      return [current, next].map((each) => each && [each.session.number, each.days]);
    };
    assert.deepEqual(named("preparation"), [[2, -4], null]);
    assert.deepEqual(named("screening"), [[2, -4], null]);
    // Beside the one they come from stands the one that comes.
    assert.deepEqual(named("integration"), [
      [1, 15],
      [2, -4],
    ]);
    // Without another one there is only what was.
    assert.deepEqual(named("preparation", two.slice(0, 1)), [[1, 15], null]);
    // On its day it is the session itself.
    const ready = sessionsAround(plan("2026-03-20", two, "session")).current;
    assert.deepEqual(ready && [ready.session.number, ready.days], [2, 0]);
  });

  test("with several sessions a visit's title says which one it is of", () => {
    const two = plan("2026-03-10", [session(1, "2026-03-01"), session(2, "2026-03-20")]);
    const visit = { title: "One week after", phase: "integration", opens: null, due: null };
    two.visits = [1, 2].map((number) => ({
      ...visit,
      visit: "W1",
      session: number,
      closes: null,
      state: "later",
      ended: false,
      forms: [],
      clinicForms: [],
    }));
    assert.equal(titleOfVisit(two, { visit: "W1", session: 2 }), "One week after (2)");
    two.sessions.pop();
    assert.equal(titleOfVisit(two, { visit: "W1", session: 1 }), "One week after");
  });

  test("the forms that a gate waits for have their titles, as far as the plan knows them", () => {
    const found = plan("2026-03-10", []);
    const form = { safety: true, state: "open", canBeAnswered: true, response: null };
    found.visits = [
      {
        visit: "D-1",
        session: 1,
        title: "The day before",
        phase: "preparation",
        opens: null,
        due: null,
        closes: null,
        state: "open",
        ended: false,
        forms: [
          { ...form, questionnaire: "asq", title: "ASQ", outOfWindow: false },
        ] as unknown as Plan["visits"][number]["forms"],
        clinicForms: [],
      },
    ];
    const gate = { gate: "day-before", open: false, reason: "A form is not answered." };
    const asked = { ...session(1, "2026-03-11"), gates: [{ ...gate, missing: ["asq", "other"] }] };
    assert.deepEqual(withFormTitles(found, asked).gates[0]?.missing, ["ASQ", "other"]);
  });

  test("a visit that the plan does not list keeps its code", () => {
    assert.equal(titleOfVisit(plan("2026-03-01", []), { visit: "W9", session: 1 }), "W9");
  });
});
