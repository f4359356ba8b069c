import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { PatientRecord } from "../api/shapes.ts";
import { dosing } from "../api/dosing_shapes.ts";
import { effects } from "../api/effect_shapes.ts";
import { patient } from "../api/shapes.ts";
import { newestLines, shortTitle, timeline } from "./timeline.ts";
import type { Line } from "./timeline.ts";

function answers(id: string, title: string, authored: string) {
  return { id, questionnaire: title.toLowerCase(), title, authored, items: [] };
}

function form(questionnaire: string, response: string | null) {
  return { questionnaire, title: questionnaire.toUpperCase(), state: "done", response };
}

function record(): PatientRecord {
  const visit = { session: 1, phase: "integration", opens: null, closes: null };
  return patient(
    {
      patient: { id: "p", name: "P" },
      flags: [],
      scores: [
        {
          questionnaire: "phq-9",
          title: "PHQ-9",
          points: [{ id: "o", response: "r1", authored: "2026-03-08T09:00:00Z", value: 12 }],
        },
      ],
      responses: [
        answers("r3", "Side effects", "2026-03-09T10:00:00Z"),
        answers("r2", "ASQ", "2026-03-08T09:10:00Z"),
        answers("r1", "PHQ-9", "2026-03-08T09:00:00Z"),
      ],
      journal: [],
      assignments: [],
      devices: [],
      plan: {
        id: "c",
        protocol: "x",
        title: "X",
        phase: "integration",
        zone: "Europe/London",
        start: "2026-01-01",
        today: "2026-03-20",
        sessions: [
          { number: 1, date: "2026-03-01", cancelled: false, mayBeRecorded: true, gates: [] },
        ],
        visits: [
          {
            ...visit,
            visit: "W1",
            title: "One week after",
            due: "2026-03-08",
            state: "done",
            forms: [form("phq-9", "r1"), form("asq", "r2")],
          },
          {
            ...visit,
            visit: "D1",
            title: "The day after",
            due: "2026-03-02",
            state: "closed",
            forms: [form("asq", null)],
          },
        ],
        missed: [],
      },
    },
    "record",
  );
}

describe("the timeline", () => {
  test("the answers of one visit are one line, and a visit that nobody answered is another", () => {
    const lines = timeline(record()).map((line) => `${line.kind}: ${line.title}`);
    assert.deepEqual(lines, [
      "response: Side effects",
      "visit: One week after: done · ASQ · PHQ-9: 12",
      "visit: The day after: window closed, not complete",
      "session: Session 1",
    ]);
  });

  test("an effect has its name; events and the dose have lines of their own", () => {
    const found = effects(
      {
        reports: [{ response: "r3", questionnaire: "side-effects", title: "S", term: "Headache" }],
        events: [
          { id: "e1", term: "Nausea", grade: 1, onset: "2026-03-01", replacedBy: "e2" },
          { id: "e2", term: "Nausea", grade: 2, onset: "2026-03-01T13:00:00Z", serious: true },
        ],
      },
      "effects",
    );
    const day = { session: 1, date: "2026-03-01", started: "2026-03-01T12:30:00Z" };
    const record_ = dosing(
      { limits: {}, sessions: [{ ...day, discharged: "2026-03-01T15:00:00Z" }] },
      "dosing",
    );
    const lines = timeline(record(), found, record_).map((line) => `${line.kind}: ${line.title}`);
    assert.deepEqual(lines, [
      "response: Side effects: Headache",
      "visit: One week after: done · ASQ · PHQ-9: 12",
      "visit: The day after: window closed, not complete",
      "dosing: Went home after session 1",
      "effect: Nausea, grade 2, serious",
      "dosing: Dose 1 begun",
      "session: Session 1",
    ]);
  });
});

describe("a long line of a timeline", () => {
  test("ends between two answers and says how many follow", () => {
    const answer = "WHO-5: 60 of 100, well-being";
    const title = (n: number) =>
      ["One week after: done", ...Array<string>(n).fill(answer)].join(" · ");
    assert.equal(shortTitle(title(3)), title(3));
    assert.equal(shortTitle(title(7)), `${title(3)} · and 4 more`);
    assert.equal(shortTitle("Session 1"), "Session 1");
  });
});

describe("the newest lines of a timeline", () => {
  const lineOf = (key: string): Line => {
    const kind = key.startsWith("s") ? "session" : key.startsWith("d") ? "dosing" : "response";
    return { key, kind, at: "2026-03-01", ms: 0, title: key, text: null };
  };
  const told = (keys: string) =>
    newestLines(keys.split(" ").map(lineOf), 2)
      .map((each) => ("hidden" in each ? `(${each.hidden})` : each.key))
      .join(" ");

  test("are the first ones and every session with its dose, and how many lie between", () => {
    assert.equal(told("a b c d1 s1 e"), "a b (1) d1 s1 (1)");
    assert.equal(told("s2 a b c x s1 e f"), "s2 a (3) s1 (2)");
    assert.equal(told("a b s1 s0"), "a b s1 s0");
    assert.equal(told("a b c"), "a b (1)");
    assert.equal(told("a"), "a");
  });
});
