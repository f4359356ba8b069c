import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Field } from "./dosing_steps.ts";
import { factsOf, steps, typedOf } from "./dosing_steps.ts";
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
