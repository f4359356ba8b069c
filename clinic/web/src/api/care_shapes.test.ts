import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openTasks, staffTasks } from "./care_shapes.ts";
import { ShapeError } from "./decode.ts";
import { dosing } from "./dosing_shapes.ts";
import { plan } from "./plan_shapes.ts";
import { questionnaires } from "./shapes.ts";

describe("what the clinic records", () => {
  test("a plan that cannot be followed is told apart from one that can", () => {
    assert.deepEqual(plan({ fault: "Not known here." }, "plan"), { fault: "Not known here." });
    assert.throws(() => plan({ id: "p" }, "plan"), ShapeError);
  });

  test("facts stay what they are, and one of no kind that is known is left out", () => {
    const entry = { id: "e", step: "arrival", at: "2026-03-01T09:00:00Z" };
    const session = { session: 1, date: "2026-03-01" };
    const facts = { companion: false, pulse: 72, symptoms: "none", odd: { a: 1 } };
    const read = dosing(
      { limits: {}, sessions: [{ ...session, entries: [{ ...entry, facts }] }] },
      "dosing",
    );
    assert.deepEqual(
      [...(read.sessions[0]?.entries[0]?.facts ?? [])],
      [
        ["companion", false],
        ["pulse", 72],
        ["symptoms", "none"],
      ],
    );
  });

  test("the task of a flag is shown with the flag, and nowhere a second time", () => {
    const task = { id: "a", about: "missed-visit", title: "Ask after", open: true };
    const ofFlag = { ...task, id: "b", about: "contact" };
    const patient = { id: "p", name: "Ada" };
    assert.deepEqual(
      staffTasks([ofFlag, task], "tasks").map(({ id }) => id),
      ["a"],
    );
    const open = openTasks(
      [
        { ...ofFlag, patient },
        { ...task, patient },
      ],
      "tasks",
    );
    assert.deepEqual(
      open.map(({ id }) => id),
      ["a"],
    );
  });

  test("a form whose items take no number is still a form that can be assigned", () => {
    const items = [{ label: "1", text: "x", min: null, max: null }];
    const [form] = questionnaires([{ id: "a", title: "A", forClinic: true, items }], "list");
    assert.equal(form?.items[0]?.min, null);
  });
});
