import { useMemo, useState } from "preact/hooks";
import type { Dosing } from "../api/dosing_shapes.ts";
import type { Effects } from "../api/effect_shapes.ts";
import type { PatientRecord } from "../api/shapes.ts";
import { moment, shortDay, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { More } from "./more.tsx";
import { PatientText, PatientWord } from "./patient_text.tsx";
import { usePrinting } from "./printing.ts";
import { newestLines, shortTitle, timeline } from "./timeline.ts";
import type { Line } from "./timeline.ts";

const say = words.timeline;
const firstLines = 8;
// A title has parts from a phone, so it has a limit; no visit comes near it.
const lettersMax = 2_000;
const isDay = /^\d{4}-\d{2}-\d{2}$/;

interface LineProps {
  line: Line;
  isOpen: boolean;
  toggle: () => void;
}

function TimelineLine({ line, isOpen, toggle }: LineProps) {
  const now = useNow();
  const whole = usePrinting() || isOpen;
  const short = shortTitle(line.title);
  const hasText = line.text !== null && line.text !== "";
  return (
    <li
      class={line.kind === "session" ? "session-line" : undefined}
      data-testid="timeline-line"
      data-kind={line.kind}
    >
      <time class="muted">
        {isDay.test(line.at) ? shortDay(line.at, now) : moment(line.at, now)}
      </time>
      <span class="kind">{say.kinds[line.kind]}</span>
      <span class="what">
        <PatientWord text={whole ? line.title : short} letters={lettersMax} />
        {(hasText || short !== line.title) && (
          <>
            {" "}
            <button
              type="button"
              class="link screen-only"
              data-testid="timeline-text"
              aria-expanded={isOpen}
              aria-label={(hasText ? say.readLabel : say.allLabel)(moment(line.at, now))}
              onClick={toggle}
            >
              {isOpen ? say.fold : hasText ? say.read : say.all}
            </button>
            {isOpen && line.text !== null && <PatientText text={line.text} />}
          </>
        )}
      </span>
    </li>
  );
}

interface Props {
  record: PatientRecord;
  /** Null while they are not known. */
  effects: Effects | null;
  dosing: Dosing | null;
}

/**
 * What happened, newest first; a session is a line across, so that before and after are seen, and it is
 * there whatever is folded.
 */
export function Timeline({ record, effects, dosing }: Props) {
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const lines = useMemo(() => timeline(record, effects, dosing), [record, effects, dosing]);
  const rows = newestLines(lines, all ? lines.length : firstLines);
  const hidden = rows.reduce((sum, row) => sum + ("hidden" in row ? row.hidden : 0), 0);
  return (
    <section class="card" id="part-timeline" aria-labelledby="timeline" data-testid="timeline">
      <h2 id="timeline" tabIndex={-1}>
        {say.title}
      </h2>
      {lines.length === 0 && <p class="muted">{say.none}</p>}
      <ol class="plain timeline">
        {rows.map((row, at) =>
          !("hidden" in row) ? (
            <TimelineLine
              key={row.key}
              line={row}
              isOpen={open === row.key}
              toggle={() => setOpen(open === row.key ? null : row.key)}
            />
          ) : (
            // What is older than every line shown is said by the button alone.
            at < rows.length - 1 && (
              <li key={row.key} class="gap-line muted small">
                {say.between(row.hidden)}
              </li>
            )
          ),
        )}
      </ol>
      {hidden > 0 && (
        <More text={say.more(hidden)} testId="timeline-more" show={() => setAll(true)} />
      )}
    </section>
  );
}
