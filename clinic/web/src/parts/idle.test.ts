import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { idleAfter, idleLimitMs, idleWarningMs } from "./idle.ts";

describe("nobody there", () => {
  test("the last minute is announced and the end is the end", () => {
    assert.deepEqual(idleAfter(0), { kind: "present" });
    assert.deepEqual(idleAfter(idleLimitMs - idleWarningMs - 1), { kind: "present" });
    assert.deepEqual(idleAfter(idleLimitMs - 5_000), { kind: "warning", leftMs: 5_000 });
    assert.deepEqual(idleAfter(idleLimitMs), { kind: "gone" });
  });
});
