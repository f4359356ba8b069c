import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cutLong, pieces, visibleText } from "./visible.ts";

describe("showing what a patient wrote", () => {
  test("ordinary text of any script is one untouched piece", () => {
    for (const text of [
      "Slept well, thanks.",
      "line one\nline two\ttab",
      "سأتصل بأخي غدًا",
      "می‌خواهم بنویسم",
      "क्‍ष",
      "👩‍👩‍👧 👍🏽 ❤️",
      "e\u0301a\u0308",
    ]) {
      assert.deepEqual(pieces(text), [{ kind: "text", text }]);
    }
  });

  test("bidirectional controls become symbols, and nothing is lost", () => {
    assert.deepEqual(pieces("safe\u202egnp.exe"), [
      { kind: "text", text: "safe" },
      { kind: "sign", text: "[RLO]", name: "U+202E" },
      { kind: "text", text: "gnp.exe" },
    ]);
    assert.equal(
      visibleText("\u2066\u2067\u2068\u2069\u200e\u200f\u061c"),
      "[LRI][RLI][FSI][PDI][LRM][RLM][ALM]",
    );
  });

  test("control characters become the pictures that stand for them", () => {
    assert.equal(visibleText("\u0000\u0007\u001b[31m\u007f\u0085"), "␀␇␛[31m␡[U+0085]");
    assert.equal(visibleText("a\r\nb\rc"), "a\nb␍c");
  });

  test("invisible characters of every block become symbols", () => {
    for (const hidden of [
      "\u200b",
      "\u2060",
      "\ufeff",
      "\u00ad",
      "\u3164",
      "\u2800",
      "\u{e0041}",
      "\u2028",
      "\ud800",
    ]) {
      const [before, sign, after] = pieces(`a${hidden}b`);
      assert.deepEqual([before?.text, sign?.kind, after?.text], ["a", "sign", "b"]);
    }
  });

  test("a joiner between Latin letters hides nothing", () => {
    assert.equal(visibleText("pass\u200dword"), "pass[ZWJ]word");
    assert.equal(visibleText("pass\u200cword"), "pass[ZWNJ]word");
  });

  test("a pile of accents keeps the first eight", () => {
    assert.equal(visibleText(`Z${"\u0301".repeat(60)}`), `Z${"\u0301".repeat(8)}[+52 marks]`);
  });

  test("an empty text has no pieces", () => {
    assert.deepEqual(pieces(""), []);
  });
});

describe("folding a long text", () => {
  test("a text at the limit stays whole and one letter more is cut", () => {
    assert.deepEqual(cutLong("x".repeat(10), 10, 5), { shown: "x".repeat(10), length: null });
    assert.deepEqual(cutLong("x".repeat(11), 10, 5), { shown: `${"x".repeat(10)}…`, length: 11 });
  });

  test("many short lines are cut by lines", () => {
    assert.deepEqual(cutLong("a\nb\nc\nd", 100, 2), { shown: "a\nb…", length: 7 });
  });

  test("no letter is cut in two", () => {
    assert.equal(cutLong("👍".repeat(6), 5, 5).shown, `${"👍".repeat(5)}…`);
  });
});
