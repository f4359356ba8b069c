// Everything that happened to one patient as one row of lines, newest first. The lines repeat what
// the cards of the page say; nothing is concluded from them.
import type { Dosing } from "../api/dosing_shapes.ts";
import type { AdverseEvent, Effects } from "../api/effect_shapes.ts";
import type { Plan, Visit } from "../api/plan_shapes.ts";
import type { PatientRecord } from "../api/shapes.ts";
import { fullDay, readInstant, score as scoreWords, words } from "../words.ts";
import { placed } from "./clock.ts";
import { effectOf } from "./effects.ts";
import { placeInLine } from "./measures.ts";
import { followedPlan, nameOfVisit, sessionsAround } from "./plan.ts";

const say = words.timeline;
const partsApart = " · ";

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
  return [...sessions, ...moves, ...decided];
}

/** What each response says in one line: its measure and the score, or the effect it reports. */
function titlesOf(record: PatientRecord, effects: Effects | null): Map<string, string> {
  const scores = new Map(
    record.scores.flatMap((score) =>
      score.points.flatMap((point) =>
        point.response === null
          ? []
          : [[point.response, scoreWords(point.value, point.band)] as const],
      ),
    ),
  );
  const terms = new Map(
    (effects?.reports ?? []).map((report) => [report.response, report.term] as const),
  );
  return new Map(
    record.responses.map((response) => {
      const more = scores.get(response.id) ?? terms.get(response.id) ?? null;
      return [response.id, more === null ? response.title : `${response.title}: ${more}`];
    }),
  );
}

/** The visit that each response belongs to. */
function visitsOf(plan: Plan | null): Map<string, Visit> {
  return new Map(
    (plan?.visits ?? []).flatMap((visit) =>
      visit.forms.flatMap((form) =>
        // What came too late for the visit stands by itself.
        form.response === null || form.outOfWindow ? [] : [[form.response, visit] as const],
      ),
    ),
  );
}

const keyOf = (visit: Visit): string => `visit/${visit.session}/${visit.visit}`;

/**
 * The answers, those of one visit and day as one line under the name of the visit; and the visits that
 * nobody answered. `newestFirst` as the record has them, so the first line of a visit has its state.
 */
function ofAnswers(record: PatientRecord, effects: Effects | null): Draft[] {
  const plan = followedPlan(record);
  const titles = titlesOf(record, effects);
  const visits = visitsOf(plan);
  const lines = new Map<string, Draft>();
  const answers = new Map<string, { place: number; title: string }[]>();
  const told = new Set<string>();
  for (const response of record.responses) {
    const title = titles.get(response.id) ?? response.title;
    const visit = visits.get(response.id);
    if (!plan || !visit) {
      const at = placed(response);
      lines.set(response.id, { key: response.id, kind: "response", at, title, text: null });
      continue;
    }
    const key = `${keyOf(visit)}/${(response.authored ?? "").slice(0, 10)}`;
    const place = placeInLine(response.questionnaire) * 2 + Number(title === response.title);
    answers.set(key, [...(answers.get(key) ?? []), { place, title }]);
    const line = lines.get(key);
    if (line) {
      // The newest come first, so the line ends up at the time of the first answer.
      line.at = placed(response);
      continue;
    }
    const name = nameOfVisit(plan, visit);
    const state = told.has(keyOf(visit)) ? name : `${name}: ${words.plan.visitState(visit.state)}`;
    told.add(keyOf(visit));
    const at = placed(response);
    lines.set(key, { key, kind: "visit", at, title: state, text: null });
  }
  // A long line is cut, so the screener comes first, then the main measures, then what has a number.
  for (const [key, list] of answers) {
    list.sort((a, b) => a.place - b.place);
    const line = lines.get(key);
    if (line) line.title = [line.title, ...list.map((answer) => answer.title)].join(partsApart);
  }
  const today = readInstant(plan?.today ?? null) ?? 0;
  const silent = (plan?.visits ?? [])
    // A visit that the next session replaced was never asked for: nothing happened on its day.
    .filter((visit) => !visit.ended && !told.has(keyOf(visit)))
    .filter((visit) => visit.due !== null && (readInstant(visit.due) ?? 0) <= today)
    .map((visit): Draft => {
      const name = plan ? nameOfVisit(plan, visit) : visit.title;
      const title = `${name}: ${words.plan.visitState(visit.state)}`;
      return { key: keyOf(visit), kind: "visit", at: visit.due, title, text: null };
    });
  return [...lines.values(), ...silent];
}

/** Confirmed adverse events, each on the day it began, as its newest version has it. */
function ofEvents(effects: Effects | null): Draft[] {
  const at = (event: AdverseEvent) => event.onset ?? event.aware ?? event.recorded;
  return (effects?.events ?? [])
    .filter((event) => event.replacedBy === null)
    .map((event): Draft => {
      const title = say.event(event.term, event.grade, event.serious);
      return { key: `event/${event.id}`, kind: "effect", at: at(event), title, text: null };
    });
}

/** When a dose began and ended, and when the patient went home. */
function ofDosing(dosing: Dosing | null): Draft[] {
  return (dosing?.sessions ?? []).flatMap(({ session, started, stopped, discharged }) =>
    (
      [
        [started, say.doseStarted(session)],
        [stopped, say.doseStopped(session)],
        [discharged, say.discharged(session)],
      ] as const
    ).flatMap(([at, title]): Draft[] =>
      at === null ? [] : [{ key: `dosing/${title}`, kind: "dosing", at, title, text: null }],
    ),
  );
}

function ofFlags(record: PatientRecord, effects: Effects | null): Draft[] {
  return record.flags.flatMap((flag) => {
    const helpNow = flag.cause === "help-now";
    const title = flag.title ?? flag.questionnaire ?? "";
    const effect = effectOf(effects, flag.response);
    const name = helpNow ? words.flag.helpNow : say.ofEffect(title, effect);
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

export function timeline(
  record: PatientRecord,
  effects: Effects | null = null,
  dosing: Dosing | null = null,
): Line[] {
  const drafts: Draft[] = [
    ...ofPlan(record),
    ...ofAnswers(record, effects),
    ...ofEvents(effects),
    ...ofDosing(dosing),
    ...ofFlags(record, effects),
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

const lineLetters = 120;

/** What a line says at first: whole parts of it, as many as there is room for, and how many follow. */
export function shortTitle(title: string): string {
  const [first = "", ...parts] = title.split(partsApart);
  let short = first;
  for (const [at, part] of parts.entries()) {
    const next = short + partsApart + part;
    if (next.length > lineLetters) return short + partsApart + say.andMore(parts.length - at);
    short = next;
  }
  return short;
}

/** So many older lines that are not shown, where they would stand. */
export interface Gap {
  key: string;
  hidden: number;
}

/**
 * The first lines, and every session with its dose however old they are: before and after them is what a
 * reader looks for.
 */
export function newestLines(lines: readonly Line[], first: number): (Line | Gap)[] {
  const rows: (Line | Gap)[] = [];
  for (const [at, line] of lines.entries()) {
    const last = rows.at(-1);
    if (at < first || ["session", "dosing"].includes(line.kind)) rows.push(line);
    else if (last && "hidden" in last) last.hidden += 1;
    else rows.push({ key: `before/${line.key}`, hidden: 1 });
  }
  return rows;
}

/** "Integration, 9 days after session 1": where the patient stands, for the heading. */
export function standing(record: PatientRecord): string[] {
  const plan = followedPlan(record);
  if (!plan) return [];
  const { current, next } = sessionsAround(plan);
  const sessions = [current, next].flatMap((each) =>
    each === null ? [] : [words.plan.daysText(each.days, each.session.number)],
  );
  if (sessions.length === 0) sessions.push(words.plan.noSession);
  return [words.plan.phase(plan.phase), ...sessions];
}
