// Arithmetic over the points of one score: what changed, what to say about it, where lines go.
import type { Score, ScorePoint } from "../api/shapes.ts";
import { placed } from "./clock.ts";
import { change, fullDay, readInstant, score as scoreWords, words } from "../words.ts";

export interface Scored {
  point: ScorePoint;
  value: number;
}

export function scored(points: readonly ScorePoint[]): Scored[] {
  return points.flatMap((point) => (point.value === null ? [] : [{ point, value: point.value }]));
}

/** The newest point of all, scored or not: what is shown first must not be older than it looks. */
export function newest(points: readonly ScorePoint[]): ScorePoint | null {
  return points.at(-1) ?? null;
}

/** The newest point that has a number. */
export function newestScored(points: readonly ScorePoint[]): ScorePoint | null {
  return scored(points).at(-1)?.point ?? null;
}

/** The newest point where it has neither a number nor a result: what was scored before is older. */
export function newestUnscored(points: readonly ScorePoint[]): ScorePoint | null {
  const last = newest(points);
  return last !== null && last.value === null && last.band === null ? last : null;
}

/** A screener gives a result in words at each point and never a number. */
export function isScreener(score: Score): boolean {
  return (
    score.points.length > 0 &&
    score.points.every((point) => point.value === null) &&
    score.points.some((point) => point.band !== null)
  );
}

export interface Changes {
  latest: Scored;
  fromFirst: { by: number; first: number } | null;
  /** The first is the baseline that the server names, or merely the first one. */
  isBaseline: boolean;
  sinceLast: number | null;
  /** The baseline of each session, the newest session first, where there are several. */
  sessions: { session: number; baseline: number }[];
}

/** What stood before each session, as the points of its course say it; the newest first. */
function baselinesOf(points: readonly ScorePoint[]): Changes["sessions"] {
  const found = new Map<number, number>();
  for (const { change: by } of points) {
    if (by && by.session !== null && by.baseline !== null) found.set(by.session, by.baseline);
  }
  return [...found]
    .map(([session, baseline]) => ({ session, baseline }))
    .sort((a, b) => b.session - a.session);
}

/** Points come oldest first; one without a value is no score and no zero. */
export function changes(points: readonly ScorePoint[]): Changes | null {
  const with_ = scored(points);
  const latest = with_.at(-1);
  const first = with_[0];
  if (!latest || !first) return null;
  const before = with_.at(-2);
  const { difference = null, baseline = null } = latest.point.change ?? {};
  if (difference !== null && baseline !== null) {
    return {
      latest,
      fromFirst: { by: difference, first: baseline },
      isBaseline: true,
      sinceLast: before ? latest.value - before.value : null,
      sessions: baselinesOf(points),
    };
  }
  return {
    latest,
    isBaseline: false,
    sessions: [],
    // With two points both changes are the same number; it is said once.
    fromFirst: with_.length > 2 ? { by: latest.value - first.value, first: first.value } : null,
    sinceLast: before ? latest.value - before.value : null,
  };
}

export function changeWords(found: Changes): string[] {
  const out: string[] = [];
  // One number against the newest baseline would hide how it began.
  if (found.sessions.length > 1) {
    for (const { session, baseline } of found.sessions)
      out.push(words.score.beforeSession(session, baseline, found.latest.value));
  } else if (found.fromFirst) {
    const from = found.isBaseline ? words.score.fromBaseline : words.score.from;
    out.push(from(change(found.fromFirst.by), found.fromFirst.first));
  }
  if (found.sinceLast !== null) out.push(words.score.since(change(found.sinceLast)));
  return out;
}

export function spoken(
  score: Score,
  sessions: readonly { number: number; seconds: number }[] = [],
): string {
  const values = scored(score.points);
  const found = changes(score.points);
  const first = values[0];
  if (!found || !first) return words.score.spokenNone(score.title);
  const numbers = values.map((each) => each.value);
  const unscored = newestUnscored(score.points);
  return words.score.spoken({
    title: score.title,
    n: values.length,
    from: fullDay(first.point.authored),
    to: fullDay(found.latest.point.authored),
    latest: scoreWords(found.latest.value, found.latest.point.band),
    max: score.max,
    low: Math.min(...numbers),
    high: Math.max(...numbers),
    changes: changeWords(found)
      .map((each) => each[0]?.toUpperCase() + each.slice(1).replace(" → ", " to ") + ".")
      .join(" "),
    noNumber: score.points.length - values.length,
    unscored: unscored === null ? null : fullDay(unscored.authored),
    sessions: sessions.map((each) => ({
      number: each.number,
      day: fullDay(new Date(each.seconds * 1000).toISOString()),
    })),
  });
}

export interface Plot {
  /** Seconds, rising, as the chart wants them. */
  times: number[];
  values: (number | null)[];
  points: ScorePoint[];
}

/** Points whose time cannot be read stay in the table and are left out of the drawing. */
export function plot(points: readonly ScorePoint[]): Plot {
  const timed = points
    .flatMap((point) => {
      const ms = readInstant(placed(point));
      return ms === null ? [] : [{ point, ms }];
    })
    .sort((a, b) => a.ms - b.ms);
  return {
    times: timed.map((each) => each.ms / 1000),
    values: timed.map((each) => each.point.value),
    points: timed.map((each) => each.point),
  };
}

const sparkSpanMin = 14;

/** The corners of a small trend line in a box; null when there is nothing to connect. */
export function sparkPath(
  values: readonly (number | null)[],
  width: number,
  height: number,
): string | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const drawn = known.length === 1 ? [known[0] as number, known[0] as number] : known;
  const pad = 3;
  // A point or two up or down must not look like a cliff: the box is never less than this many high.
  const span = Math.max(sparkSpanMin, Math.max(...drawn) - Math.min(...drawn));
  const middle = (Math.max(...drawn) + Math.min(...drawn)) / 2;
  return drawn
    .map((value, index) => {
      const x = pad + (index / (drawn.length - 1)) * (width - 2 * pad);
      const y = height / 2 - ((value - middle) / span) * (height - 2 * pad);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}
