import { words } from "../words.ts";
import { goTo } from "./fold.tsx";
import { PatientWord } from "./patient_text.tsx";
import type { WaitingLine } from "./waiting_lines.ts";

const say = words.waiting;
const linesMax = 6;

/** What waits and is neither a flag nor a task, each with the way to where it is dealt with. */
export function Waiting({ lines }: { lines: WaitingLine[] }) {
  const more = lines.length - linesMax;
  return (
    <section class="card" aria-labelledby="waiting" data-testid="waiting">
      <h3 id="waiting">{say.title}</h3>
      <ul class="plain lines">
        {lines.slice(0, linesMax).map((line) => (
          <li key={line.key} class="row" data-testid="waiting-line">
            <PatientWord text={line.text} letters={300} />
            <button
              type="button"
              class="link screen-only"
              data-testid="waiting-go"
              aria-label={say.goLabel(line.text)}
              onClick={() => goTo(line.part, line.place)}
            >
              {say.go}
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="muted small">{say.more(more)}</p>}
    </section>
  );
}
