import type { EffectCounts } from "../api/effect_shapes.ts";
import type { Score } from "../api/shapes.ts";
import { change, shortDay, words } from "../words.ts";
import type { Now } from "../words.ts";
import { useNow } from "./clinic.ts";
import { newestScored, newestUnscored } from "./scores.ts";

const say = words.changeFacts;

interface Props {
  score: Score;
  /** Null while they are not known. */
  effects: EffectCounts | null;
}

/** The days on which a score differed from its baseline by more than chance, this way or the other. */
function daysOf(score: Score, which: string, now: Now): string {
  const days = score.points.flatMap(({ authored, change: found }) => {
    const { difference = null, baseline = null } = found ?? {};
    if (found?.change !== which || difference === null || baseline === null) return [];
    return [say.dayOf(shortDay(authored, now), change(difference), baseline)];
  });
  if (days.length > 0) return days.join(", ");
  const isJudged = score.change !== "no-threshold" && score.change !== "not-applicable";
  return isJudged ? say.never : say.notApplicable;
}

/**
 * What changed since the baseline, by the server's rules. The same lines in the same manner whether
 * it is better, worse, unchanged or missing, with the side effects beside them.
 */
export function ChangeFacts({ score, effects }: Props) {
  const now = useNow();
  if (score.change === null) return null;
  const { baseline } = score;
  const scored = newestScored(score.points);
  const unscored = newestUnscored(score.points);
  const difference = scored?.change?.difference ?? null;
  const further = [score.alsoFlagged ? say.also : null, score.relapse ? say.relapse : null].filter(
    (each) => each !== null,
  );
  const facts: [string, string][] = [
    [
      say.baseline,
      baseline === null
        ? say.none
        : say.baselineOf(baseline.value, shortDay(baseline.authored, now), baseline.session),
    ],
    [
      say.since,
      difference === null || !scored
        ? say.notApplicable
        : say.onDay(change(difference), shortDay(scored.authored, now)),
    ],
    [say.change, [say.changeWord(score.change), ...further].join("; ")],
    [say.worseOn, daysOf(score, "reliable-worsening", now)],
    [say.betterOn, daysOf(score, "reliable-improvement", now)],
    [`${say.response} (${say.responseHint})`, say.yesNo(score.response)],
    [say.remission, say.yesNo(score.remission)],
  ];
  if (effects !== null) {
    facts.push([say.effects, say.effectCount(effects.reports, effects.events)]);
  }
  return (
    <>
      <dl class="facts change-facts" data-testid="score-change" aria-label={say.label(score.title)}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {scored !== null && unscored !== null && (
        <p class="small" data-testid="score-older">
          {say.unscored(shortDay(scored.authored, now), shortDay(unscored.authored, now))}
        </p>
      )}
    </>
  );
}
