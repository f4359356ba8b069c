// Which consent stands: the newest event of each purpose. The order is that in which the clinic
// received them: a phone whose clock is wrong must not make a withdrawal look older than it is.
import type { Consent } from "../api/plan_shapes.ts";
import { readInstant } from "../words.ts";

/** What came together keeps the server's order, oldest first. */
function newestFirst(consents: readonly Consent[]): Consent[] {
  return consents
    .map((consent, place) => ({ consent, place, ms: readInstant(consent.received) ?? 0 }))
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

export const mayBeCountersigned = (consent: Consent): boolean =>
  consent.event === "signed" &&
  consent.purpose === "participation" &&
  consent.countersigned === null;

/** The signature that stands and has no name of the clinic under it. */
export function consentToCountersign(consents: readonly Consent[]): Consent | null {
  return currentConsents(consents).find(mayBeCountersigned) ?? null;
}

export function earlierConsents(consents: readonly Consent[]): Consent[] {
  const current = new Set(currentConsents(consents));
  return newestFirst(consents).filter((consent) => !current.has(consent));
}
