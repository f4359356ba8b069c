import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SelfCheck } from "../api/care_shapes.ts";
import type { Dosing } from "../api/dosing_shapes.ts";
import type { Consent, DosingSession, Plan } from "../api/plan_shapes.ts";
import type { PatientRecord } from "../api/shapes.ts";
import { onScreen } from "../words.ts";
import { waitingLines } from "./waiting_lines.ts";

const today = "2026-03-11";
const now = onScreen(Date.parse("2026-03-11T09:00:00Z"));

function session(date: string, shut: readonly string[], number = 1): DosingSession {
  const gates = ["eligibility", "consent", "preparation"].map((gate) => {
    const open = !shut.includes(gate);
    return { gate, open, reason: open ? null : "Not yet.", missing: [] };
  });
  const mayBeRecorded = shut.length === 0;
  return {
    number,
    date,
    cancelled: false,
    moves: [],
    gatesAt: null,
    gatesSince: [],
    mayBeRecorded,
    gates,
  };
}

const decided = {
  eligible: true,
  class: "B",
  reason: "Talked through.",
  by: "Dr Lin",
  second: null,
  response: "check",
  needsSecond: false,
  outdated: false,
  at: "2026-03-01T10:00:00Z",
};

function planOf(sessions: DosingSession[], more: Partial<Plan> = {}): Plan {
  return {
    id: "plan",
    protocol: "p",
    title: "t",
    phase: "preparation",
    zone: "Europe/London",
    start: "2026-02-01",
    today,
    decision: null,
    visits: [],
    sessions,
    appointments: [],
    missed: [],
    ...more,
  };
}

function recordOf(plan: Plan | null, consents: Partial<Consent>[] = []): PatientRecord {
  const record = { plan, consents, staffTasks: [], missing: null };
  return record as unknown as PatientRecord;
}

const checkOf = (response: string | null): SelfCheck => ({
  rules: "1.0.0",
  response,
  authored: response === null ? null : "2026-03-02T10:00:00Z",
  result: response === null ? null : "B",
  wording: null,
  sameDay: false,
  findings: [],
  medicines: [],
  earlier: [],
  decisions: [],
});

const nothing = { effects: null, dosing: null, check: null };

const textsOf = (record: PatientRecord, loaded: Partial<typeof nothing> | object = {}) =>
  waitingLines(record, { ...nothing, ...loaded }, now).map((line) => line.text);

describe("what waits for the clinic: a session", () => {
  test("of the next seven days says which conditions are not met, and leads to it", () => {
    const lines = waitingLines(
      recordOf(planOf([session("2026-03-14", ["consent", "preparation"])])),
      nothing,
      now,
    );
    assert.deepEqual(
      lines.map(({ text, part, place }) => ({ text, part, place })),
      [
        {
          text: "Session 1 in 3 days, 14 March. Not met: Consent signed, Preparation held in time",
          part: "plan",
          place: "session-1",
        },
      ],
    );
  });

  for (const [date, name] of [
    ["2026-03-11", "today"],
    ["2026-03-12", "tomorrow"],
    ["2026-03-18", "in 7 days"],
  ] as const) {
    test(`${name} is near enough`, () => {
      const [text] = textsOf(recordOf(planOf([session(date, ["consent"])])));
      assert.ok(text?.startsWith(`Session 1 ${name}, `), text);
    });
  }

  test("that is later, over, cancelled or has everything is not told", () => {
    for (const each of [
      session("2026-03-19", ["consent"]),
      session("2026-03-10", ["consent"]),
      { ...session("2026-03-12", ["consent"]), cancelled: true },
      session("2026-03-12", []),
    ]) {
      assert.deepEqual(textsOf(recordOf(planOf([each]))), []);
    }
  });

  test("whose dose has begun waits for nothing any more", () => {
    const dosing = { sessions: [{ session: 1, started: "2026-03-11T08:00:00Z" }] };
    const record = recordOf(planOf([session(today, ["preparation"])]));
    assert.deepEqual(textsOf(record, { dosing: dosing as unknown as Dosing }), []);
  });
});

describe("what waits for the clinic: a consent", () => {
  const signed: Partial<Consent> = {
    id: "signed",
    purpose: "participation",
    event: "signed",
    authored: "2026-03-05T10:00:00Z",
    received: "2026-03-05T10:01:00Z",
    countersigned: null,
  };

  test("that is signed and not countersigned", () => {
    assert.deepEqual(textsOf(recordOf(null, [signed])), [
      "Consent signed 5 March and not countersigned",
    ]);
  });

  test("that is countersigned, was taken back or is for another purpose does not", () => {
    const withdrawn = { ...signed, id: "w", event: "withdrawn", received: "2026-03-06T10:00:00Z" };
    for (const consents of [
      [{ ...signed, countersigned: "2026-03-06T10:00:00Z" }],
      [signed, withdrawn],
      [{ ...signed, purpose: "contact-person" }],
    ]) {
      assert.deepEqual(textsOf(recordOf(null, consents)), []);
    }
  });
});

describe("what waits for the clinic: the decision about a self-check", () => {
  const of = (plan: Plan | null, response: string | null = "check") =>
    textsOf(recordOf(plan), { check: checkOf(response) });

  test("that nobody has made, with or without a plan", () => {
    const undecided = ["Self-check of 2 March: nobody has decided yet"];
    assert.deepEqual(of(planOf([])), undecided);
    assert.deepEqual(of(null), undecided);
    assert.deepEqual(of(planOf([]), null), []);
  });

  test("that waits for the second person", () => {
    const decision = { ...decided, class: "A", needsSecond: true };
    assert.deepEqual(of(planOf([], { decision })), [
      "Eligibility: the decision of class A waits for a second person",
    ]);
  });

  test("that is about an older self-check, unless the clinic's rules say that it still holds", () => {
    const newer = ["Self-check of 2 March: it came after the decision"];
    const decision = { ...decided, response: "older" };
    assert.deepEqual(of(planOf([], { decision: decided })), []);
    assert.deepEqual(of(planOf([], { decision })), newer);
    const later = (shut: readonly string[]) => planOf([session("2026-05-01", shut)], { decision });
    assert.deepEqual(of(later([])), []);
    assert.deepEqual(of(later(["eligibility"])), newer);
    // A correction has the id of what it corrects.
    assert.deepEqual(
      of(planOf([session("2026-05-01", ["eligibility"])], { decision: decided })),
      newer,
    );
  });
});

describe("what waits for the clinic: a safety form that nobody answered", () => {
  const form = { visit: "D1", visitTitle: "The day after", session: 1, questionnaire: "asq" };
  const shown = { title: "ASQ", forClinic: false, safety: true, due: null, closes: null };
  const with_ = (tasks: object[]) => {
    const missing = { forms: [{ ...form, ...shown, state: "closed" }], late: [], totals: [] };
    return { ...recordOf(null), missing, staffTasks: tasks } as unknown as PatientRecord;
  };
  const task = { visit: "D1", session: 1, forms: [{ questionnaire: "asq", title: "ASQ" }] };

  test("is told by the task that asks after it, while that is open and once somebody closed it", () => {
    assert.equal(textsOf(with_([])).length, 1);
    assert.deepEqual(textsOf(with_([{ ...task, open: true, closedBy: null }])), []);
    assert.deepEqual(textsOf(with_([{ ...task, open: false, closedBy: "Dr Lin" }])), []);
  });

  test("waits again where its task ended by itself: nobody asked", () => {
    assert.equal(textsOf(with_([{ ...task, open: false, closedBy: null }])).length, 1);
  });
});
