// How counts, changes and codes read in a sentence; every list of words is made with these.

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}

/** "−10", "+3", "no change"; the minus is a minus sign, not a hyphen. */
export function change(by: number): string {
  if (by === 0) return "no change";
  return by > 0 ? `+${by.toLocaleString()}` : `−${Math.abs(by).toLocaleString()}`;
}

/** A code of the server as words: "moderately-severe" becomes "moderately severe". */
export function code(text: string): string {
  return text.replaceAll("-", " ").replaceAll("_", " ");
}

/** The words of a code that is known, and the code itself as words otherwise. */
export function known(words: ReadonlyMap<string, string>, text: string): string {
  return words.get(text) ?? code(text);
}
