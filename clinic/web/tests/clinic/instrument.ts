// Answers to a bundled questionnaire as FHIR items, built from its own data file.
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Question {
  linkId: string;
  type: string;
  text?: string;
  answerOption?: { valueCoding: object }[];
  item?: Question[];
}

/** The number of an option, yes or no, or a text; null is left out. */
export type Said = number | boolean | string | null;

function valueOf(question: Question, said: Said): object | null {
  if (typeof said === "boolean") return { valueBoolean: said };
  if (typeof said === "string") {
    return question.type === "date" ? { valueDate: said } : { valueString: said };
  }
  const option = said === null ? undefined : question.answerOption?.[said];
  return option ? { valueCoding: option.valueCoding } : null;
}

/** What is said to each answerable item, in order; items at the end may be left out. */
export function answered(questionnaire: string, choices: Said[]): object[] {
  const file = join(
    process.env.LANDFALL_WEB ?? ".",
    "../../shared/instruments",
    questionnaire,
    "1.0.0.json",
  );
  const form = JSON.parse(readFileSync(file, "utf8")) as { item: Question[] };
  const left = [...choices];
  const walk = (questions: Question[]): object[] =>
    questions.flatMap((question): object[] => {
      if (question.item) {
        const inside = walk(question.item);
        return inside.length > 0 ? [{ linkId: question.linkId, item: inside }] : [];
      }
      if (question.type === "display") return [];
      const value = valueOf(question, left.shift() ?? null);
      if (!value) return [];
      return [{ linkId: question.linkId, text: question.text, answer: [value] }];
    });
  return walk(form.item);
}
