import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ShapeError, list, number, object, orNull, text } from "./decode.ts";
import { patients } from "./shapes.ts";

describe("reading an answer", () => {
  const read = list(object({ id: text, value: orNull(number) }));

  test("known fields are taken, unknown ones are left alone, null and absent are one", () => {
    assert.deepEqual(read([{ id: "a", value: 1, more: true }, { id: "b" }], "x"), [
      { id: "a", value: 1 },
      { id: "b", value: null },
    ]);
  });

  test("the place of what does not fit is named", () => {
    const fails = (from: unknown, place: string) =>
      assert.throws(
        () => read(from, "list"),
        (error: unknown) => error instanceof ShapeError && error.place === place,
      );
    fails({}, "list");
    fails([{ id: 1 }], "list[0].id");
    fails([{ id: "a", value: "1" }], "list[0].value");
    fails([null], "list[0]");
    fails([[]], "list[0]");
  });

  test("a field is only what the answer itself holds, never what every object has", () => {
    assert.throws(() => object({ constructor: text })({}, "x"), ShapeError);
  });

  test("counts may come as numbers or as yes and no", () => {
    const row = {
      id: "a",
      name: "A",
      openFlags: true,
      overdue: 2,
      due: null,
      pendingDevices: false,
    };
    const [found] = patients([row], "patients");
    assert.deepEqual(
      [found?.openFlags, found?.overdue, found?.due, found?.pendingDevices],
      [1, 2, 0, 0],
    );
  });
});
