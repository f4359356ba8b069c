// Turns text from a phone into pieces that can be shown without surprises: characters that a reader
// cannot see but that change how text reads (bidirectional controls, zero-width and other invisible
// characters) become visible symbols. Nothing is removed, so that what was written stays true.

export type Piece = { kind: "text"; text: string } | { kind: "sign"; text: string; name: string };

const names: Record<number, string> = {
  0x00ad: "SHY",
  0x034f: "CGJ",
  0x061c: "ALM",
  0x115f: "FILLER",
  0x1160: "FILLER",
  0x180e: "MVS",
  0x200b: "ZWSP",
  0x200c: "ZWNJ",
  0x200d: "ZWJ",
  0x200e: "LRM",
  0x200f: "RLM",
  0x2028: "LS",
  0x2029: "PS",
  0x202a: "LRE",
  0x202b: "RLE",
  0x202c: "PDF",
  0x202d: "LRO",
  0x202e: "RLO",
  0x2060: "WJ",
  0x2066: "LRI",
  0x2067: "RLI",
  0x2068: "FSI",
  0x2069: "PDI",
  0x2800: "BLANK",
  0x3164: "FILLER",
  0xfeff: "BOM",
  0xffa0: "FILLER",
};

const marksInARowMax = 8;

// Format characters that do show a glyph of their own (Arabic number signs and their kin).
const drawn = "[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u{110BD}\\u{110CD}]";
const invisible =
  "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\u115F\\u1160\\u2800\\u3164\\uFFA0]|\\u034F|\\u17B4|\\u17B5";
const hidden = new RegExp(
  `\\p{M}{${marksInARowMax + 1},}|(?![\\n\\t]|${drawn})(?:${invisible})`,
  "gu",
);
// A joiner may follow a picture, its variation selector or its skin tone.
const pictograph = /(?:\p{Extended_Pictographic}|\uFE0F|\p{Emoji_Modifier})$/u;
const pictographNext = /^\p{Extended_Pictographic}/u;
// Scripts that never join: a joiner between their letters only hides something.
const joiningLetter = /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{L}$/u;
const joiningLetterNext = /^\p{L}/u;

export function pieces(raw: string): Piece[] {
  const text = raw.replaceAll("\r\n", "\n");
  const out: Piece[] = [];
  let from = 0;
  const say = (piece: Piece) => {
    const last = out.at(-1);
    if (piece.kind === "text" && last?.kind === "text") last.text += piece.text;
    else if (piece.text !== "") out.push({ ...piece });
  };
  for (const match of text.matchAll(hidden)) {
    const start = match.index;
    const found = match[0];
    say({ kind: "text", text: text.slice(from, start) });
    from = start + found.length;
    const point = found.codePointAt(0) ?? 0;
    const isStack = /^\p{M}+$/u.test(found) && [...found].length > marksInARowMax;
    if (isStack) {
      // A pile of accents paints over its neighbours; the first few are kept.
      const marks = [...found];
      say({ kind: "text", text: marks.slice(0, marksInARowMax).join("") });
      const rest = marks.length - marksInARowMax;
      say({ kind: "sign", text: `[+${rest} marks]`, name: `${rest} more combining marks` });
    } else if (
      belongs(point, text.slice(Math.max(0, start - 4), start), text.slice(from, from + 4))
    ) {
      say({ kind: "text", text: found });
    } else {
      say(sign(point));
    }
  }
  say({ kind: "text", text: text.slice(from) });
  return out;
}

/** The same as plain text, for names that screen readers are told. */
export function visibleText(raw: string): string {
  return pieces(raw)
    .map((piece) => piece.text)
    .join("");
}

/** Joiners are part of ordinary writing inside an emoji and between letters of joining scripts. */
function belongs(point: number, before: string, after: string): boolean {
  if (point === 0x200d && pictograph.test(before) && pictographNext.test(after)) return true;
  const joins = point === 0x200c || point === 0x200d;
  const letter = before.replace(/\p{M}+$/u, "");
  return joins && joiningLetter.test(letter) && joiningLetterNext.test(after);
}

function sign(point: number): Piece {
  const hex = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  if (point < 0x20) return { kind: "sign", text: String.fromCodePoint(0x2400 + point), name: hex };
  if (point === 0x7f) return { kind: "sign", text: "␡", name: hex };
  return { kind: "sign", text: `[${names[point] ?? hex}]`, name: hex };
}

const longLetters = 700;
const longLines = 14;

export interface Cut {
  shown: string;
  /** Characters of the whole text, as a person counts them, or null when nothing was cut. */
  length: number | null;
}

/** The beginning of a long text, cut between two code points and not inside a line of few words. */
export function cutLong(text: string, letters = longLetters, lines = longLines): Cut {
  const breaks = [...text.slice(0, letters * 2).matchAll(/\r\n|\n|\r/g)];
  const lineEnd = breaks.length >= lines ? (breaks[lines - 1]?.index ?? text.length) : text.length;
  const points = [...text.slice(0, Math.min(lineEnd, letters * 2 + 2))];
  const cut = lineEnd < text.length || points.length > letters;
  if (!cut) return { shown: text, length: null };
  return { shown: points.slice(0, letters).join("").trimEnd() + "…", length: [...text].length };
}
