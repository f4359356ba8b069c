// Which card of the page shows what was answered: scored ones have a chart, the self-check stands
// with the decision, and forms without a score share one card.
import type { Answers, PatientRecord, Score } from "../api/shapes.ts";
import { readInstant } from "../words.ts";
import { followedPlan, heldSessions } from "./plan.ts";
import type { SessionMark } from "./score_chart.tsx";

export interface Measure {
  questionnaire: string;
  title: string;
  score: Score | null;
  responses: Answers[];
}

export interface Measures {
  /** What is looked at first: the main measures, and those that something is flagged in. */
  main: Measure[];
  /** Every other one with a score or a result. */
  further: Measure[];
  forms: Measure[];
  selfCheck: Answers[];
}

export const selfCheckForm = "eligibility";
const mainMeasures = ["phq-9", "gad-7", "who-5", "madrs"];
const screeners = ["asq", "cssrs-screener"];
/** Where a reader looks for it among others; the same for all that are not a main measure. */
export function placeOf(questionnaire: string): number {
  const at = mainMeasures.indexOf(questionnaire);
  return at < 0 ? mainMeasures.length : at;
}
/** In a line of several answers those about suicide come before all. */
export function placeInLine(questionnaire: string): number {
  return screeners.includes(questionnaire) ? -1 : placeOf(questionnaire);
}
const rank = ({ questionnaire }: Measure): number => placeOf(questionnaire);

/** In the server's order, but for the main ones: they stand where a reader looks for them. */
export function measures(record: PatientRecord): Measures {
  const found = new Map<string, Measure>();
  for (const score of record.scores) {
    const { questionnaire, title } = score;
    found.set(questionnaire, { questionnaire, title, score, responses: [] });
  }
  for (const response of record.responses) {
    const { questionnaire, title } = response;
    const measure = found.get(questionnaire) ?? {
      questionnaire,
      title,
      score: null,
      responses: [],
    };
    measure.responses.push(response);
    found.set(questionnaire, measure);
  }
  const all = [...found.values()].filter((each) => each.questionnaire !== selfCheckForm);
  const isScored = (each: Measure) => each.score !== null && each.score.points.length > 0;
  const flagged = new Set(
    record.flags.filter((flag) => flag.status === "active").map((flag) => flag.questionnaire),
  );
  const isMain = ({ questionnaire, score }: Measure) =>
    mainMeasures.includes(questionnaire) ||
    flagged.has(questionnaire) ||
    (score !== null && (score.alsoFlagged || score.relapse));
  const scored = all.filter(isScored);
  return {
    main: scored.filter(isMain).sort((a, b) => rank(a) - rank(b)),
    further: scored.filter((each) => !isMain(each)),
    forms: all.filter((each) => !isScored(each)),
    selfCheck: found.get(selfCheckForm)?.responses ?? [],
  };
}

/** Sessions that have taken place, as lines across a chart. */
export function sessionMarks(record: PatientRecord): SessionMark[] {
  const plan = followedPlan(record);
  const today = plan ? readInstant(plan.today) : null;
  if (!plan || today === null) return [];
  return heldSessions(plan).flatMap((session) => {
    const ms = readInstant(session.date);
    return ms === null || ms > today ? [] : [{ number: session.number, seconds: ms / 1000 }];
  });
}
