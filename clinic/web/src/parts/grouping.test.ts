import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { PatientRow } from "../api/shapes.ts";
import { group, matching, tellApart } from "./grouping.ts";

function row(name: string, changes: Partial<PatientRow> = {}): PatientRow {
  return {
    id: name,
    name,
    birthDate: null,
    openFlags: 0,
    highestTier: null,
    oldestFlag: null,
    topFlag: null,
    overdue: 0,
    due: 0,
    lastReceived: null,
    spark: [],
    latest: null,
    sinceBaseline: null,
    pendingDevices: 0,
    stoppedDevices: 0,
    ...changes,
  };
}

const names = (rows: PatientRow[]) => rows.map((each) => each.name);

describe("the list of patients", () => {
  test("flags come first, then what is due or waits, and the server's order is kept", () => {
    const groups = group([
      row("b", { openFlags: 2 }),
      row("a", { openFlags: 1, overdue: 1 }),
      row("d", { overdue: 1 }),
      row("c", { pendingDevices: 1 }),
      row("e"),
      row("f", { stoppedDevices: 2 }),
    ]);
    assert.deepEqual(names(groups.now), ["b", "a", "f"]);
    assert.deepEqual(names(groups.due), ["d", "c"]);
    assert.deepEqual(names(groups.rest), ["e"]);
  });

  test("who has an urgent task of the staff comes first of those who are due", () => {
    const groups = group(
      [row("a", { overdue: 2 }), row("b"), row("c"), row("d", { openFlags: 1 })],
      new Map([
        ["b", { open: 3, urgent: 0 }],
        ["c", { open: 1, urgent: 1 }],
        ["d", { open: 1, urgent: 1 }],
      ]),
    );
    assert.deepEqual(names(groups.now), ["d"]);
    assert.deepEqual(names(groups.due), ["c", "a", "b"]);
  });

  test("search takes every word, in any order, without case or accents", () => {
    const rows = [row("José Núñez"), row("Ada Rowe")];
    assert.deepEqual(names(matching(rows, "nunez jose")), ["José Núñez"]);
    assert.deepEqual(names(matching(rows, "  ")), ["José Núñez", "Ada Rowe"]);
    assert.deepEqual(names(matching(rows, "ada x")), []);
  });

  test("who has another's name is told apart by the birth date, and by the number where that is no help", () => {
    const born = (id: string, name: string, birthDate: string | null) =>
      row(name, { id, birthDate });
    const told = tellApart([
      born("1", "Ada  Rowe", "1985-04-02"),
      born("2", "ada rowe ", "1990-01-31"),
      born("3", "Jonas Weil", "1985-04-02"),
    ]);
    assert.deepEqual([...told.keys()], ["1", "2"]);
    assert.deepEqual(told.get("1"), { birthDate: "1985-04-02", number: null });
    const twins = tellApart([
      born("1", "Ada Rowe", "1985-04-02"),
      born("2", "Ada Rowe", "1985-04-02"),
      born("3", "Ada Rowe", null),
    ]);
    assert.deepEqual(
      [...twins.values()].map((each) => each.number),
      ["1", "2", "3"],
    );
  });
});
