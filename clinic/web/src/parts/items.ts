import type { AnsweredItem } from "../api/answer_shapes.ts";
import type { Answers } from "../api/shapes.ts";

export interface ItemRows {
  /** Worth a look: changed, raised a flag, or without a number to compare. */
  shown: AnsweredItem[];
  unchanged: AnsweredItem[];
  /** Whether any item could be compared with an earlier response. */
  compared: boolean;
}

/**
 * `folded`: only what raised a flag is shown at first, where the answers are not what the reader came
 * for.
 */
export function itemRows(answers: Answers, folded = false): ItemRows {
  const compared = answers.items.some((item) => item.previous !== null);
  if (folded) {
    return {
      shown: answers.items.filter((item) => item.danger),
      unchanged: answers.items.filter((item) => !item.danger),
      compared,
    };
  }
  if (!compared) return { shown: answers.items, unchanged: [], compared };
  const same = (item: AnsweredItem) =>
    item.value !== null && item.value === item.previous && !item.danger && !item.declined;
  const worth = answers.items.filter((item) => !same(item));
  const weight = (item: AnsweredItem) =>
    item.danger ? 0 : item.value !== null && item.previous !== null ? 1 : 2;
  return {
    shown: worth
      .map((item, order) => ({ item, order }))
      .sort((a, b) => weight(a.item) - weight(b.item) || a.order - b.order)
      .map((each) => each.item),
    unchanged: answers.items.filter(same),
    compared,
  };
}

/** What a person calls the items whose answers do not fit the questionnaire. */
export function unreadLabels(answers: Answers): string[] {
  return (answers.unread ?? []).map(
    (linkId) => answers.items.find((item) => item.linkId === linkId)?.label ?? linkId,
  );
}
