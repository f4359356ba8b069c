import { words } from "../words.ts";

/**
 * How urgent a safety flag is, as a word in a shape: filled with a sign for the highest, a thick
 * line for the next, a thin one for the lowest. Colour is never the only difference.
 */
export function TierPill({ tier, text }: { tier: number; text: string }) {
  const step = Math.min(3, Math.max(1, tier));
  return (
    <span class={`tier tier-${step}`} data-testid="tier" data-tier={tier}>
      {step === 3 && <span aria-hidden="true">▲ </span>}
      {text}
    </span>
  );
}

/** The word for a flag: the patient's own button says that somebody is in danger now. */
export const tierWord = (tier: number, helpNow: boolean): string =>
  helpNow ? words.flag.inDanger : words.flag.urgency(tier);
