import type { DosingEntry, Fact } from "../api/dosing_shapes.ts";
import { fullDay, moment, number, readInstant, words } from "../words.ts";
import type { Now } from "../words.ts";
import { useNow } from "./clinic.ts";
import { PatientText, PatientWord } from "./patient_text.tsx";

const say = words.dosing;
const measured = ["systolic", "diastolic", "pulse", "spo2", "temperature", "qtcF", "intensity"];
const longLetters = 60;

function FactValue({ fact, all, now }: { fact: Fact; all: readonly DosingEntry[]; now: Now }) {
  if (typeof fact === "boolean") return <>{fact ? say.yes : say.no}</>;
  if (typeof fact === "number") return <>{number(fact)}</>;
  const other = all.find((entry) => entry.id === fact);
  if (other) return <>{moment(other.at, now)}</>;
  if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(fact) && readInstant(fact) !== null) {
    return <>{fact.length > 10 ? moment(fact, now) : fullDay(fact)}</>;
  }
  return fact.length > longLetters || fact.includes("\n") ? (
    <PatientText text={fact} />
  ) : (
    <PatientWord text={say.choice(fact) === fact.replaceAll("-", " ") ? fact : say.choice(fact)} />
  );
}

interface Props {
  entries: readonly DosingEntry[];
  /** All of the session, to name one that another points to. */
  all: readonly DosingEntry[];
  correct: (entry: DosingEntry) => void;
}

/** The entries of one step. What was corrected stays readable, and says so. */
export function DosingEntries({ entries, all, correct }: Props) {
  const now = useNow();
  return (
    <ul class="plain dosing-entries">
      {entries.map((entry) => (
        <li
          key={entry.id}
          data-testid="dosing-entry"
          data-step={entry.step}
          class={entry.correctedBy === null ? undefined : "corrected"}
        >
          <p class="muted small">
            <PatientWord text={say.by(entry.by ?? "", moment(entry.at, now))} />
            {entry.correctedBy !== null && ` · ${say.corrected}`}
            {entry.reason !== null && (
              <>
                {" · "}
                <PatientWord text={say.correction(entry.reason)} letters={400} />
              </>
            )}
          </p>
          <dl class="facts">
            {[...entry.facts].map(([name, fact]) => (
              <div key={name} class={entry.stops.includes(name) ? "stop-fact" : undefined}>
                <dt>{say.fact(name)}</dt>
                <dd>
                  {entry.stops.includes(name) && (
                    <span class="care">
                      <span aria-hidden="true">■ </span>
                      {say.stops}{" "}
                    </span>
                  )}
                  <FactValue fact={fact} all={all} now={now} />
                </dd>
              </div>
            ))}
          </dl>
          {entry.correctedBy === null && (
            <button
              type="button"
              class="link screen-only"
              data-testid="dosing-correct"
              aria-label={say.correctLabel(say.step(entry.step), moment(entry.at, now))}
              onClick={() => correct(entry)}
            >
              {say.correct}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The readings of the day as one table; a value outside the limits has a sign and words. */
export function Readings({ entries, correct }: Omit<Props, "all">) {
  const now = useNow();
  const used = measured.filter((name) => entries.some((entry) => entry.facts.has(name)));
  if (entries.length === 0) return null;
  return (
    <div class="scroll">
      <table class="readings" data-testid="dosing-readings">
        <caption class="sr">{say.vitalsChart}</caption>
        <thead>
          <tr>
            <th scope="col">{say.at}</th>
            {used.map((name) => (
              <th scope="col" class="number" key={name}>
                {say.label(say.fact(name), say.unit(name))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr
              key={entry.id}
              data-testid="dosing-reading"
              class={entry.correctedBy === null ? undefined : "corrected"}
            >
              <th scope="row">
                {moment(entry.at, now)}
                <span class="muted small block">
                  {say.choice(String(entry.facts.get("series") ?? ""))}
                  {entry.correctedBy !== null && ` · ${say.corrected}`}
                </span>
                {entry.facts.has("minute") && (
                  <span class="muted small block">
                    {say.minute(Number(entry.facts.get("minute")))}
                  </span>
                )}
                {entry.correctedBy === null && (
                  <button
                    type="button"
                    class="link screen-only"
                    aria-label={say.correctLabel(say.step(entry.step), moment(entry.at, now))}
                    onClick={() => correct(entry)}
                  >
                    {say.correct}
                  </button>
                )}
              </th>
              {used.map((name) => (
                <td class="number" key={name}>
                  {entry.outOfLimits.includes(name) ? (
                    <strong class="care" data-testid="dosing-outside">
                      <span aria-hidden="true">▲ </span>
                      {String(entry.facts.get(name) ?? "")}
                      <span class="block small">{say.outside}</span>
                    </strong>
                  ) : (
                    String(entry.facts.get(name) ?? "")
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
