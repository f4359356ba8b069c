import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Field } from "./dosing_steps.ts";
import type { DosingEntry } from "../api/dosing_shapes.ts";
import { factsOf, newestOf, steps, stepsBeforeDose, typedOf } from "./dosing_steps.ts";
import { words } from "../words.ts";

const fields: Field[] = [
  { name: "willing", kind: "yes-no", required: true },
  { name: "temperature", kind: "number", step: "0.1" },
  { name: "grade", kind: "choice", options: ["1", "2"] },
  { name: "resolved", kind: "moment" },
  { name: "symptoms", kind: "long" },
];
const typed = (values: Record<string, string>) => new Map(Object.entries(values));

describe("facts of a dosing day", () => {
  test("a no is an answer and nothing at all is none", () => {
    assert.deepEqual(factsOf(fields, typed({ willing: "no" })), { facts: { willing: false } });
    assert.deepEqual(factsOf(fields, typed({})), { missing: "willing" });
    assert.deepEqual(factsOf(fields, typed({ willing: "  " })), { missing: "willing" });
  });

  test("numbers are numbers, with a comma too, and what is no number is asked for", () => {
    assert.deepEqual(factsOf(fields, typed({ willing: "yes", temperature: "36,6", grade: "2" })), {
      facts: { willing: true, temperature: 36.6, grade: 2 },
    });
    assert.deepEqual(factsOf(fields, typed({ willing: "yes", temperature: "warm" })), {
      missing: "temperature",
    });
  });

  test("a moment gets the reader's zone, and comes back as it was typed", () => {
    const read = factsOf(fields, typed({ willing: "yes", resolved: "2026-07-01T10:30" }));
    assert.ok("facts" in read);
    assert.equal(read.facts.resolved, "2026-07-01T10:30:00+01:00");
    const moment = fields[3];
    assert.ok(moment);
    assert.equal(typedOf(moment, read.facts.resolved), "2026-07-01T10:30");
  });

  test("every step and fact has words of its own", () => {
    for (const step of steps) {
      assert.notEqual(words.dosing.step(step.step), step.step);
      for (const field of step.fields) assert.notEqual(words.dosing.fact(field.name), field.name);
    }
  });
});

describe("what is to be saved before a dose", () => {
  const entry = (id: string, step: string, about: string | null = null): DosingEntry => ({
    id,
    step,
    at: "2026-03-01T10:00:00Z",
    recorded: null,
    by: null,
    corrects: null,
    correctedBy: null,
    reason: null,
    facts: new Map(about === null ? [] : [["prepared", about]]),
    stops: [],
    outOfLimits: [],
  });
  const told = (entries: DosingEntry[], missing: string[] = [], started: string | null = null) =>
    stepsBeforeDose({ missing, started, entries });

  test("ends with the dose drawn up and the second person's check", () => {
    assert.deepEqual(told([], ["arrival", "vitals"]), [
      "arrival",
      "vitals",
      "prepared",
      "second-check",
    ]);
    assert.deepEqual(told([entry("p", "prepared")]), ["second-check"]);
    assert.deepEqual(told([entry("p", "prepared"), entry("c", "second-check", "p")]), []);
  });

  test("asks for the check again when the dose was corrected after it", () => {
    const entries = [
      { ...entry("p", "prepared"), correctedBy: "q" },
      entry("c", "second-check", "p"),
      entry("q", "prepared"),
    ];
    assert.deepEqual(told(entries), ["second-check"]);
  });

  test("adds nothing once the dose has begun, and nothing twice", () => {
    assert.deepEqual(told([], [], "2026-03-01T11:00:00Z"), []);
    assert.deepEqual(told([], ["prepared", "second-check"]), ["prepared", "second-check"]);
  });
});

describe("an entry that another one names", () => {
  const entry = (id: string, correctedBy: string | null): DosingEntry => ({
    id,
    step: "prepared",
    at: "2026-03-01T10:00:00Z",
    recorded: null,
    by: null,
    corrects: null,
    correctedBy,
    reason: null,
    facts: new Map(),
    stops: [],
    outOfLimits: [],
  });

  test("is its newest correction, so that a correction begins with what stands", () => {
    const entries = [entry("a", "b"), entry("b", "c"), entry("c", null)];
    assert.equal(newestOf(entries, "a"), "c");
    assert.equal(newestOf(entries, "c"), "c");
    assert.equal(newestOf(entries, "z"), "z");
  });

  test("ends where two entries correct each other", () => {
    assert.equal(newestOf([entry("a", "b"), entry("b", "a")], "a"), "b");
  });
});
