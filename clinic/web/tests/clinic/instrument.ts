// Answers to a bundled questionnaire as FHIR items, built from its own data file.
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Question {
  linkId: string;
  text?: string;
  answerOption?: { valueCoding: object }[];
  item?: Question[];
}

/** One number for each answerable item, in order: the option that is chosen; null is left out. */
export function answered(questionnaire: string, choices: (number | null)[]): object[] {
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
      if (!question.answerOption) return [];
      const choice = left.shift();
      const option = choice === null || choice === undefined ? null : question.answerOption[choice];
      if (!option) return [];
      return [
        {
          linkId: question.linkId,
          text: question.text,
          answer: [{ valueCoding: option.valueCoding }],
        },
      ];
    });
  return walk(form.item);
}
