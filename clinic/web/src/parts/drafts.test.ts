import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Drafts } from "./drafts.ts";

describe("what is being typed", () => {
  test("it survives another sign-in of its owner and nobody else's", () => {
    const drafts = new Drafts();
    drafts.claim("lin");
    drafts.set("flag:1", "Called her");
    drafts.claim("lin");
    assert.equal(drafts.get("flag:1"), "Called her");
    drafts.claim("osei");
    assert.equal(drafts.get("flag:1"), "");
  });

  test("signing out forgets it, and an emptied field is no draft", () => {
    const drafts = new Drafts();
    drafts.claim("lin");
    drafts.set("a", "x");
    drafts.set("a", "");
    assert.equal(drafts.has("a"), false);
    drafts.set("a", "x");
    drafts.forget();
    assert.equal(drafts.has("a"), false);
  });
});
