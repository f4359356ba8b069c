// Everything that happened to one patient as one row of lines, newest first. The lines repeat what
// the cards of the page say; nothing is concluded from them.
import type { PatientRecord } from "../api/shapes.ts";
import { fullDay, readInstant, score as scoreWords, words } from "../words.ts";
import { placed } from "./clock.ts";
import { currentSession, followedPlan, nameOfVisit } from "./plan.ts";

const say = words.timeline;

export type Kind = keyof typeof say.kinds;

export interface Line {
  key: string;
  kind: Kind;
  /** As the record has it: a day or an instant. */
  at: string;
  ms: number;
  title: string;
  /** Free text beside it, shown folded. */
  text: string | null;
}

type Draft = Omit<Line, "ms" | "at"> & { at: string | null };

function ofPlan(record: PatientRecord): Draft[] {
  const plan = followedPlan(record);
  if (!plan) return [];
  const today = readInstant(plan.today) ?? 0;
  const hasCome = (day: string) => (readInstant(day) ?? 0) <= today;
  const sessions = plan.sessions
    .filter((session) => !session.cancelled)
    .map((session): Draft => {
      const title = hasCome(session.date) ? say.held(session.number) : say.planned(session.number);
      const key = `session/${session.number}`;
      return { key, kind: "session", at: session.date, title, text: null };
    });
  const moves = plan.sessions.flatMap(({ number, moves: list }) =>
    list.map((move): Draft => {
      const title = say.moved(number, fullDay(move.from), fullDay(move.to));
      return { key: `move/${number}/${move.at}`, kind: "plan", at: move.at, title, text: null };
    }),
  );
  const visits = plan.visits
    // A visit that the next session replaced was never asked for: nothing happened on its day.
    .filter((visit) => visit.due !== null && hasCome(visit.due) && !visit.ended)
    .map(
      (visit): Draft => ({
        key: `visit/${visit.session}/${visit.visit}`,
        kind: "visit",
        at: visit.due,
        title: `${nameOfVisit(plan, visit)}: ${words.plan.visitState(visit.state)}`,
        text: null,
      }),
    );
  const decided: Draft[] = plan.decision
    ? [
        {
          key: "decision",
          kind: "decision",
          at: plan.decision.at,
          title: say.decided(plan.decision.eligible, plan.decision.class),
          text: plan.decision.reason,
        },
      ]
    : [];
  return [...sessions, ...moves, ...visits, ...decided];
}

function ofAnswers(record: PatientRecord): Draft[] {
  const scores = new Map(
    record.scores.flatMap((score) =>
      score.points.flatMap((point) =>
        point.response === null
          ? []
          : [[point.response, scoreWords(point.value, point.band)] as const],
      ),
    ),
  );
  return record.responses.map((response) => {
    const score = scores.get(response.id);
    const title = score === undefined ? response.title : `${response.title}: ${score}`;
    return { key: response.id, kind: "response", at: placed(response), title, text: null };
  });
}

function ofFlags(record: PatientRecord): Draft[] {
  return record.flags.flatMap((flag) => {
    const helpNow = flag.cause === "help-now";
    const name = helpNow ? words.flag.helpNow : (flag.title ?? flag.questionnaire ?? "");
    const raised: Draft = {
      key: `flag/${flag.id}`,
      kind: "flag",
      at: flag.authored,
      title: helpNow ? name : say.flagRaised(name),
      text: null,
    };
    if (flag.acknowledged === null) return [raised];
    const noted: Draft = {
      key: `note/${flag.id}`,
      kind: "note",
      at: flag.acknowledged,
      title: say.noted(name),
      text: flag.note,
    };
    return [raised, noted];
  });
}

export function timeline(record: PatientRecord): Line[] {
  const drafts: Draft[] = [
    ...ofPlan(record),
    ...ofAnswers(record),
    ...ofFlags(record),
    ...record.journal.map((entry): Draft => {
      const { id, text } = entry;
      return { key: id, kind: "journal", at: placed(entry), title: say.shared, text };
    }),
    ...record.consents.map((consent): Draft => {
      const { purpose, event } = words.consents;
      const title = say.consent(purpose(consent.purpose), event(consent.event));
      return { key: consent.id, kind: "consent", at: consent.authored, title, text: null };
    }),
  ];
  return drafts
    .flatMap((draft): Line[] => {
      const ms = readInstant(draft.at);
      // What has no time stands in its own card; a line between two others would be a guess.
      return draft.at === null || ms === null ? [] : [{ ...draft, at: draft.at, ms }];
    })
    .sort((a, b) => b.ms - a.ms);
}

/** "Integration, 9 days after session 1": where the patient stands, for the heading. */
export function standing(record: PatientRecord): string[] {
  const plan = followedPlan(record);
  if (!plan) return [];
  const current = currentSession(plan);
  const since = current
    ? words.plan.daysText(current.days, current.session.number)
    : words.plan.noSession;
  return [words.plan.phase(plan.phase), since];
}
