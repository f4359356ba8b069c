// Days as the inputs of a form want them: of the reader's calendar, not of Greenwich.

const two = (n: number) => String(n).padStart(2, "0");

export function isoDay(ms: number): string {
  const day = new Date(ms);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

export function inDays(nowMs: number, days: number): string {
  const day = new Date(nowMs);
  return isoDay(day.setDate(day.getDate() + days));
}

/** "2026-03-12T08:30" for an input of day and time. */
export function isoMinute(ms: number): string {
  const day = new Date(ms);
  return `${isoDay(ms)}T${two(day.getHours())}:${two(day.getMinutes())}`;
}

/** What such an input holds as a FHIR instant in the reader's zone; null when it is none. */
export function instantOf(typed: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(typed)) return null;
  const at = new Date(typed);
  if (!Number.isFinite(at.getTime())) return null;
  const ahead = -at.getTimezoneOffset();
  const zone = `${ahead < 0 ? "-" : "+"}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
  return `${isoDay(at.getTime())}T${two(at.getHours())}:${two(at.getMinutes())}:00${zone}`;
}
