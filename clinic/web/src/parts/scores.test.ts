import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Score, ScorePoint } from "../api/shapes.ts";
import { changeWords, changes, plot, sparkPath, spoken } from "./scores.ts";

function point(value: number | null, authored: string): ScorePoint {
  return {
    id: authored,
    response: null,
    authored,
    received: authored,
    value,
    band: value === null ? null : "mild",
    prorated: false,
    differs: false,
    sentValue: null,
    clockAhead: false,
    pattern: null,
    change: null,
  };
}

const march = (day: number) => `2026-03-${String(day).padStart(2, "0")}T08:00:00Z`;

describe("what changed in a score", () => {
  test("nothing is said of a single score, and one thing of two", () => {
    assert.deepEqual(changes([]), null);
    const one = changes([point(9, march(1))]);
    assert.deepEqual(one && changeWords(one), []);
    const two = changes([point(9, march(1)), point(12, march(8))]);
    assert.deepEqual(two && changeWords(two), ["+3 since last"]);
  });

  test("three scores have a first and a last to compare with", () => {
    const found = changes([point(21, march(1)), point(8, march(8)), point(11, march(15))]);
    assert.deepEqual(found && changeWords(found), ["−10 from the first (21)", "+3 since last"]);
  });

  test("with two sessions the headline compares with what stood before each of them", () => {
    const against = (value: number, day: number, session: number, baseline: number) => ({
      ...point(value, march(day)),
      change: {
        session,
        baseline,
        difference: value - baseline,
        response: null,
        remission: null,
        change: "none",
        alsoFlagged: false,
        relapse: false,
      },
    });
    const first = against(19, 1, 1, 12);
    const one = changes([first]);
    assert.deepEqual(one && changeWords(one), ["+7 from the baseline (12)"]);
    const both = changes([first, against(17, 8, 1, 12), against(4, 15, 2, 17)]);
    assert.deepEqual(both && changeWords(both), [
      "before session 2: 17 → 4",
      "before session 1: 12 → 4",
      "−13 since last",
    ]);
  });

  test("a score that could not be made is skipped and is no zero", () => {
    const found = changes([point(21, march(1)), point(null, march(8)), point(11, march(15))]);
    assert.equal(found?.sinceLast, -10);
    assert.deepEqual(changes([point(null, march(1))]), null);
  });
});

describe("drawing a score", () => {
  test("points are drawn in the order of their times, gaps stay gaps", () => {
    const drawn = plot([
      point(3, march(9)),
      point(null, march(5)),
      point(1, march(1)),
      point(7, "?"),
    ]);
    assert.deepEqual(drawn.values, [1, null, 3]);
    assert.equal(drawn.times.length, 3);
  });

  test("a point of a clock that was ahead is drawn where it arrived", () => {
    const ahead = { ...point(5, "2040-01-01T08:00:00Z"), received: march(3), clockAhead: true };
    const drawn = plot([point(1, march(1)), ahead, point(3, march(9))]);
    assert.deepEqual(drawn.values, [1, 5, 3]);
    assert.equal(drawn.times[1], Date.parse(march(3)) / 1000);
  });

  test("a small change is a small slope and a large one fills the box", () => {
    const height = (path: string | null) => {
      const ys = (path ?? "").split(" ").map((pair) => Number(pair.split(",")[1]));
      return Math.max(...ys) - Math.min(...ys);
    };
    assert.ok(height(sparkPath([12, 11], 96, 28)) < 3);
    assert.ok(height(sparkPath([27, 0], 96, 28)) > 20);
    assert.equal(height(sparkPath([6], 96, 28)), 0);
    assert.equal(sparkPath([], 96, 28), null);
    assert.equal(sparkPath([null], 96, 28), null);
  });

  test("the spoken summary says how many, from when, the latest and the range", () => {
    const score: Score = {
      questionnaire: "phq-9",
      title: "PHQ-9",
      max: 27,
      bands: [],
      points: [point(21, march(1)), point(8, march(8)), point(11, march(15))],
      baseline: null,
      response: null,
      remission: null,
      change: null,
      alsoFlagged: false,
      relapse: false,
    };
    assert.match(
      spoken(score),
      /^PHQ-9: 3 scores, from .* to .*\. Latest 11, mild, out of 27\. Lowest 8, highest 21\. −10 from the first \(21\)\. \+3 since last\.$/,
    );
    assert.equal(spoken({ ...score, points: [] }), "PHQ-9: no scores yet.");
  });
});
