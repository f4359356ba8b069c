import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

const css = readFileSync(join(process.env.LANDFALL_WEB ?? ".", "src/style/tokens.css"), "utf8");
const [light = "", dark = ""] = css.split("@media screen and (prefers-color-scheme: dark)");

function tokens(part: string): Map<string, string> {
  return new Map(
    [...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1] ?? "", m[2] ?? ""]),
  );
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

// Text on what it stands on, then lines of controls on what they stand on, as the style sheets use them.
const text: [string, string][] = [
  ["ink", "bg"],
  ["ink", "surface"],
  ["ink", "sunken"],
  ["muted", "bg"],
  ["muted", "surface"],
  ["muted", "sunken"],
  ["primary", "bg"],
  ["primary", "surface"],
  ["on-primary", "primary"],
  ["on-container", "container"],
  ["accent", "surface"],
  ["care", "surface"],
  ["care", "container"],
  ["care", "sunken"],
];
const lines: [string, string][] = [
  ["line", "surface"],
  ["line", "bg"],
  ["primary", "bg"],
  ["primary", "container"],
  ["care", "surface"],
];

describe("contrast of the colours", () => {
  for (const [name, part] of [
    ["light", light],
    ["dark", dark],
  ] as const) {
    test(`${name}: text at least 4.5 to 1, lines of controls at least 3 to 1`, () => {
      const known = tokens(part);
      assert.ok(known.size >= 13);
      for (const [pairs, least] of [
        [text, 4.5],
        [lines, 3],
      ] as const) {
        for (const [front, back] of pairs) {
          const ratio = contrast(known.get(front) ?? "", known.get(back) ?? "");
          assert.ok(ratio >= least, `${front} on ${back}: ${ratio.toFixed(2)}`);
        }
      }
    });
  }

  test("no style sheet but this one names a colour", () => {
    for (const name of ["base", "layout", "parts"]) {
      const sheet = readFileSync(
        join(process.env.LANDFALL_WEB ?? ".", `src/style/${name}.css`),
        "utf8",
      ).replace(/dialog::backdrop \{[^}]*\}/, "");
      assert.doesNotMatch(sheet, /#[0-9a-f]{3,8}\b|rgb\(|hsl\(/);
    }
  });
});
