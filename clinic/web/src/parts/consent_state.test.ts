import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Consent } from "../api/plan_shapes.ts";
import { currentConsents, earlierConsents } from "./consent_state.ts";

function consent(id: string, purpose: string, event: string, received: string): Consent {
  return {
    id,
    event,
    purpose,
    authored: null,
    received,
    title: null,
    document: "study",
    version: "1.0.0",
    sha256: null,
    template: false,
    name: null,
    data: null,
    contactName: null,
    contactPhone: null,
    countersignedBy: null,
    countersigned: null,
  };
}

const ids = (consents: Consent[]) => consents.map((each) => each.id);
const early = "2026-03-01T08:00:00Z";
const late = "2026-03-02T08:00:00Z";

describe("the consent that stands", () => {
  test("it is the newest of each purpose; of what came together the later in the list", () => {
    const all = [
      consent("read", "participation", "read", early),
      consent("signed", "participation", "signed", early),
      consent("contact", "contact-person", "signed", early),
    ];
    assert.deepEqual(ids(currentConsents(all)), ["contact", "signed"]);
    assert.deepEqual(ids(earlierConsents(all)), ["read"]);
  });

  test("a withdrawal from a phone whose clock is behind still stands", () => {
    const signed = { ...consent("signed", "participation", "signed", early), authored: late };
    const gone = { ...consent("gone", "participation", "withdrawn", late), authored: early };
    assert.deepEqual(ids(currentConsents([gone, signed])), ["gone"]);
  });
});
