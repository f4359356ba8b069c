// How counts, changes and codes read in a sentence; every list of words is made with these.

/**
 * The language of the page's own words. Dates and numbers follow it and never the browser: one
 * without a setting writes 3/5 for the fifth of March, beside which nobody can tell what is meant.
 */
const language = "en-GB";

const numbers = new Intl.NumberFormat(language);

export function number(value: number): string {
  return numbers.format(value);
}

export function dateFormat(how: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, how);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** "−10", "+3", "no change"; the minus is a minus sign, not a hyphen. */
export function change(by: number): string {
  if (by === 0) return "no change";
  return by > 0 ? `+${number(by)}` : `−${number(Math.abs(by))}`;
}

/** A code of the server as words: "moderately-severe" becomes "moderately severe". */
export function code(text: string): string {
  return text.replaceAll("-", " ").replaceAll("_", " ");
}

/** The words of a code that is known, and the code itself as words otherwise. */
export function known(words: ReadonlyMap<string, string>, text: string): string {
  return words.get(text) ?? code(text);
}
