import type { Score, ScorePoint } from "../api/shapes.ts";
import {
  band,
  change,
  code,
  moment,
  momentThere,
  number,
  score as scoreWords,
  words,
} from "../words.ts";
import { useNow } from "./clinic.ts";
import { PatientWord } from "./patient_text.tsx";
import { Scroll } from "./scroll.tsx";

const say = words.score;

/** When it was answered by the reader's clock, and by the patient's where that one stood elsewhere. */
function Answered({ text }: { text: string | null }) {
  const now = useNow();
  const there = momentThere(text);
  return (
    <>
      {moment(text, now)}
      {there !== null && <span class="muted small block">{say.there(there)}</span>}
    </>
  );
}

/**
 * What changed since the baseline that counted on that day, and whether it is more than chance: the
 * same words and the same look whether better, worse, the same or missing.
 */
function FromBaseline({ point }: { point: ScorePoint }) {
  const found = point.change;
  // The result of a screener is compared with nothing.
  if (point.value === null)
    return point.band === null ? <span class="small">{say.noScore}</span> : null;
  if (found === null || found.difference === null || found.baseline === null)
    return <span class="small">{say.noBaseline}</span>;
  return (
    <>
      {change(found.difference)}{" "}
      <span class="muted">{say.ofBaseline(found.baseline, found.session)}</span>
      <span class="small block">{words.changeFacts.changeWord(found.change)}</span>
    </>
  );
}

/** The same scores as the chart, newest first, with what a drawing cannot say. */
export function ScoreTable({ score, pick }: { score: Score; pick: (response: string) => void }) {
  const now = useNow();
  let before: number | null = null;
  const rows = score.points
    .map((point) => {
      const by = point.value !== null && before !== null ? point.value - before : null;
      if (point.value !== null) before = point.value;
      return { point, by };
    })
    .reverse();
  return (
    <Scroll>
      <table class="points" data-testid={`score-table-${score.questionnaire}`}>
        <caption class="sr">{score.title}</caption>
        <thead>
          <tr>
            <th scope="col">{say.date}</th>
            <th scope="col">{say.received}</th>
            <th scope="col" class="number">
              {say.score}
            </th>
            <th scope="col">{say.band}</th>
            <th scope="col" class="number">
              {say.difference}
            </th>
            <th scope="col">{say.baselineFrom}</th>
            <td class="screen-only" />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ point, by }) => (
            <tr key={point.id} data-testid="score-row">
              <th scope="row">
                <Answered text={point.authored} />
              </th>
              <td class="muted">{moment(point.received, now)}</td>
              <td class="number">{point.value ?? "–"}</td>
              <td>
                {point.band !== null ? (
                  <PatientWord text={band(point.band)} />
                ) : (
                  point.value === null && say.unscored
                )}
                {point.prorated && <span class="muted"> {say.prorated}</span>}
                {point.differs && (
                  <span class="accent">
                    {" "}
                    {say.differs(point.sentValue === null ? say.noScore : number(point.sentValue))}
                  </span>
                )}
                {point.clockAhead && <span class="accent"> {words.clockAhead}</span>}
                {point.pattern !== null && point.pattern !== "none" && (
                  <span class="muted">
                    {" "}
                    <PatientWord text={say.pattern(code(point.pattern))} />
                  </span>
                )}
              </td>
              <td class="number">{by === null ? "" : change(by)}</td>
              <td data-testid="score-from-baseline">
                <FromBaseline point={point} />
              </td>
              <td class="screen-only">
                {point.response !== null && (
                  <button
                    type="button"
                    class="link"
                    aria-label={say.showLabel(
                      `${moment(point.authored, now)}: ${scoreWords(point.value, point.band)}`,
                    )}
                    onClick={() => pick(point.response as string)}
                  >
                    {say.show}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
