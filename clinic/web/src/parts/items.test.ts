import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AnsweredItem } from "../api/answer_shapes.ts";
import type { Answers } from "../api/shapes.ts";
import { itemRows, unreadLabels } from "./items.ts";

function item(linkId: string, changes: Partial<AnsweredItem>): AnsweredItem {
  return {
    linkId,
    label: linkId,
    text: "",
    answer: "x",
    declined: false,
    value: 1,
    previous: 1,
    danger: false,
    ...changes,
  };
}

function answersOf(items: AnsweredItem[], unread: string[] | null = null): Answers {
  return {
    id: "r",
    questionnaire: "q",
    title: "Q",
    version: null,
    authored: null,
    received: null,
    clockAhead: false,
    status: null,
    author: null,
    unread,
    items,
  };
}

function rows(items: AnsweredItem[]) {
  const found = itemRows(answersOf(items));
  return {
    shown: found.shown.map((each) => each.linkId),
    unchanged: found.unchanged.map((each) => each.linkId),
  };
}

describe("which answers are shown first", () => {
  test("the first response is shown whole and in its own order", () => {
    const items = [item("1", { previous: null }), item("2", { previous: null, danger: true })];
    assert.deepEqual(rows(items), { shown: ["1", "2"], unchanged: [] });
  });

  test("danger comes before change, change before what has no number", () => {
    const items = [
      item("same", {}),
      item("words", { value: null, previous: null }),
      item("changed", { value: 2 }),
      item("danger", { value: 1, danger: true }),
    ];
    assert.deepEqual(rows(items), { shown: ["danger", "changed", "words"], unchanged: ["same"] });
  });

  test("a declined answer is never folded away", () => {
    const items = [item("a", {}), item("b", { value: null, previous: 1, declined: true })];
    assert.deepEqual(rows(items), { shown: ["b"], unchanged: ["a"] });
  });
});

describe("answers that do not fit their questionnaire", () => {
  test("they are called as on the page, and by their linkId where they are not there", () => {
    const items = [item("phq9-2", { label: "2" }), item("phq9-3", { label: "3" })];
    assert.deepEqual(unreadLabels(answersOf(items, ["phq9-2", "other"])), ["2", "other"]);
    assert.deepEqual(unreadLabels(answersOf(items)), []);
  });
});
