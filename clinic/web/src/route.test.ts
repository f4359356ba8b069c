import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { address, readRoute } from "./route.ts";

describe("places within the page", () => {
  test("every place has an address that leads back to it", () => {
    for (const route of [
      { view: "overview" },
      { view: "patient", id: "a/b?c" },
      { view: "sessions" },
      { view: "admin" },
    ] as const) {
      assert.deepEqual(readRoute(address(route)), route);
    }
  });

  test("an address that leads nowhere is the first page", () => {
    for (const hash of ["", "#", "#/patient", "#/patient/%E0%A4%A", "#/nothing"]) {
      assert.deepEqual(readRoute(hash), { view: "overview" });
    }
  });
});
