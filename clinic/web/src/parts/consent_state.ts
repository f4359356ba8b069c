// Which consent stands: the newest event of each purpose. The server lists them as they were made.
import type { Consent } from "../api/plan_shapes.ts";
import { readInstant } from "../words.ts";

/** Events in one moment keep the server's order; the later of them is the newer one. */
function newestFirst(consents: readonly Consent[]): Consent[] {
  return consents
    .map((consent, place) => ({ consent, place, ms: readInstant(consent.authored) ?? 0 }))
    .sort((a, b) => b.ms - a.ms || b.place - a.place)
    .map((each) => each.consent);
}

export function currentConsents(consents: readonly Consent[]): Consent[] {
  const seen = new Set<string>();
  return newestFirst(consents).filter(({ purpose }) => {
    const first = !seen.has(purpose);
    seen.add(purpose);
    return first;
  });
}

export function earlierConsents(consents: readonly Consent[]): Consent[] {
  const current = new Set(currentConsents(consents));
  return newestFirst(consents).filter((consent) => !current.has(consent));
}
