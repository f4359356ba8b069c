import type { Effects } from "../api/effect_shapes.ts";

/** The effect that a response reports, in the patient's words; null where it reports none. */
export function effectOf(effects: Effects | null, response: string | null): string | null {
  if (response === null) return null;
  return effects?.reports.find((report) => report.response === response)?.term ?? null;
}
