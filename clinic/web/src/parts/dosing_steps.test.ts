import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Field } from "./dosing_steps.ts";
import type { DosingEntry } from "../api/dosing_shapes.ts";
import {
  byTime,
  factsOf,
  lacksBeside,
  newestOf,
  signOf,
  steps,
  stepsBeforeDose,
  typedOf,
  wrongWords,
} from "./dosing_steps.ts";
import { words } from "../words.ts";

const fields: Field[] = [
  { name: "willing", kind: "yes-no", required: true },
  { name: "temperature", kind: "number", low: 25, high: 45, places: 1 },
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
      wrong: "temperature",
    });
  });

  test("what is beyond what can be is told from what is missing", () => {
    const fieldsOf = (name: string) => steps.find((step) => step.step === name)?.fields ?? [];
    const wrong = (step: string, values: Record<string, string>) => {
      const read = factsOf(
        fieldsOf(step).map((field) => ({ ...field, required: false })),
        typed(values),
      );
      return "wrong" in read ? read.wrong : null;
    };
    assert.equal(wrong("vitals", { systolic: "1200" }), "systolic");
    assert.equal(wrong("vitals", { systolic: "300" }), null);
    assert.equal(wrong("vitals", { systolic: "120.5" }), "systolic");
    assert.equal(wrong("vitals", { minute: "-5" }), null);
    assert.equal(wrong("vitals", { temperature: "36.65" }), "temperature");
    assert.equal(wrong("vitals", { spo2: "0" }), null);
    assert.equal(wrong("prepared", { doseMg: "-3" }), "doseMg");
    assert.equal(wrong("prepared", { doseMg: "0" }), "doseMg");
    assert.equal(wrong("prepared", { doseMg: "0.001" }), null);
    assert.equal(wrong("prepared", { doseMg: "0.0001" }), "doseMg");
  });

  test("the words of a limit name the field as the form does", () => {
    const field = (step: string, name: string) =>
      steps.find((each) => each.step === step)?.fields.find((each) => each.name === name) ??
      assert.fail(name);
    assert.equal(
      wrongWords(field("vitals", "systolic")),
      "Systolic (mmHg): this must be a whole number from 30 to 300.",
    );
    assert.equal(
      wrongWords(field("prepared", "doseMg")),
      "Dose in mg of the salt named: this must be a number above 0 and up to 10,000, with up to 3 digits after the point.",
    );
    assert.equal(
      wrongWords(field("vitals", "temperature")),
      "Temperature (°C): this must be a number from 25 to 45, with up to 1 digit after the point.",
    );
  });

  test("a blood pressure has both numbers, and readings are of something", () => {
    assert.equal(lacksBeside("vitals", { systolic: 120 }), "diastolic");
    assert.equal(lacksBeside("vitals", { diastolic: 80 }), "systolic");
    assert.equal(lacksBeside("vitals", { minute: 2, intensity: 3 }), "anything");
    assert.equal(lacksBeside("vitals", { pulse: 70 }), null);
    assert.equal(lacksBeside("vitals", { systolic: 120, diastolic: 80 }), null);
    assert.equal(lacksBeside("recovery", {}), null);
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

describe("the entries of one part", () => {
  const entry = (id: string, at: string, facts: [string, boolean][] = []): DosingEntry => ({
    id,
    step: "vitals",
    at,
    recorded: null,
    by: null,
    corrects: null,
    correctedBy: null,
    reason: null,
    facts: new Map(facts),
    stops: facts.filter(([, yes]) => !yes).map(([name]) => name),
    outOfLimits: [],
  });

  test("readings stand in the order of their times, whatever the offset and the order of saving", () => {
    const entries = [
      entry("c", "2026-03-01T10:20:00Z"),
      entry("a", "2026-03-01T11:05:00+01:00"),
      entry("b", "2026-03-01T10:10:00Z"),
    ];
    assert.deepEqual(
      byTime(entries).map((each) => each.id),
      ["a", "b", "c"],
    );
  });

  test("a part is ticked off only when it is whole and nothing in it says no", () => {
    const at = "2026-03-01T10:00:00Z";
    assert.equal(signOf({ step: "arrival", entries: [], dischargeMissing: [], missing: [] }), "○");
    const stop = entry("a", at, [["companion", false]]);
    assert.equal(
      signOf({ step: "arrival", entries: [stop], dischargeMissing: [], missing: [] }),
      "■",
    );
    const part = entry("a", at, [["gait", true]]);
    assert.equal(
      signOf({ step: "recovery", entries: [part], dischargeMissing: ["mood"], missing: [] }),
      "◐",
    );
    assert.equal(
      signOf({ step: "recovery", entries: [part], dischargeMissing: [], missing: [] }),
      "✓",
    );
    // A go that does not hold, or one reading of two.
    const go = { step: "go-no-go", entries: [part], dischargeMissing: [] };
    assert.equal(signOf({ ...go, missing: ["go-no-go"] }), "◐");
    assert.equal(signOf({ ...go, missing: ["vitals"] }), "✓");
  });
});
