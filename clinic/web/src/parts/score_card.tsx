import { useId, useMemo, useState } from "preact/hooks";
import type { EffectCounts } from "../api/effect_shapes.ts";
import type { Answers, Score, ScorePoint } from "../api/shapes.ts";
import { moment, score as scoreWords, words } from "../words.ts";
import { ChangeFacts } from "./change_facts.tsx";
import { useNow } from "./clinic.ts";
import { ItemAnswers } from "./item_answers.tsx";
import { PatientWord } from "./patient_text.tsx";
import { ScoreChart } from "./score_chart.tsx";
import type { SessionMark } from "./score_chart.tsx";
import { ScoreTable } from "./score_table.tsx";
import type { Changes } from "./scores.ts";
import { changes, changeWords, isScreener, newest, newestUnscored } from "./scores.ts";

interface Props {
  title: string;
  questionnaire: string;
  score: Score | null;
  responses: Answers[];
  sessions: readonly SessionMark[];
  effects: EffectCounts | null;
  /** The measure that is looked at first: its answers are open. */
  lead?: boolean;
}

/** A fetch brings an equal score as a new object; the chart is drawn again only when it differs. */
function useSame<T>(value: T): T {
  const text = JSON.stringify(value);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the text stands for the value
  return useMemo(() => value, [text]);
}

/** The newest answer before all: where it has no score, what was scored before it has its day. */
function Headline({ found, unscored }: { found: Changes | null; unscored: ScorePoint | null }) {
  const now = useNow();
  const latest = found && scoreWords(found.latest.value, found.latest.point.band);
  // "Since last" would be read as since the answer that has no score.
  const said = found ? changeWords(unscored ? { ...found, sinceLast: null } : found) : [];
  if (unscored && found && latest !== null)
    said.unshift(words.score.lastScore(latest, moment(found.latest.point.authored, now)));
  return (
    <>
      <strong>{unscored ? words.score.unscoredOn(moment(unscored.authored, now)) : latest}</strong>
      {said.map((each) => (
        <span key={each}> · {each}</span>
      ))}
    </>
  );
}

/** Everything about one questionnaire: the score over time and the answers behind it. */
export function ScoreCard(props: Props) {
  const { title, questionnaire, score: fetched, responses, sessions, effects } = props;
  const { lead = false } = props;
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const now = useNow();
  const id = useId();
  const score = useSame(fetched);
  const marks = useSame(sessions);
  const found = score && changes(score.points);
  const screener = score !== null && isScreener(score);
  const result = screener ? newest(score.points) : null;
  const unscored = score && newestUnscored(score.points);
  return (
    <section class="card score" data-testid={`score-${questionnaire}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>
          <PatientWord text={title} />
        </h2>
        {(found || unscored) && (
          <p class="muted summary" data-testid="score-summary">
            <Headline found={found} unscored={unscored} />
          </p>
        )}
        {result && (
          <p class="muted summary" data-testid="score-result">
            <strong>{scoreWords(null, result.band)}</strong> · {moment(result.authored, now)}
          </p>
        )}
        {score && score.points.length > 0 && !screener && (
          <button
            type="button"
            class="link screen-only"
            data-testid={`score-view-${questionnaire}`}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? words.score.chart : words.score.table}
            <span class="sr"> {title}</span>
          </button>
        )}
      </header>
      {score && score.points.length > 0 && (
        <>
          {screener || asTable ? (
            <ScoreTable score={score} pick={setChosen} />
          ) : (
            <ScoreChart score={score} marks={marks} pick={setChosen} />
          )}
        </>
      )}
      {score && !screener && <ChangeFacts score={score} effects={effects} />}
      <ItemAnswers responses={responses} chosen={chosen} choose={setChosen} folded={!lead} />
    </section>
  );
}
