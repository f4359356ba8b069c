import { useMemo, useState } from "preact/hooks";
import type { Dosing } from "../api/dosing_shapes.ts";
import type { Effects } from "../api/effect_shapes.ts";
import type { PatientRecord } from "../api/shapes.ts";
import { moment, shortDay, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { PatientText, PatientWord } from "./patient_text.tsx";
import { timeline } from "./timeline.ts";

const say = words.timeline;
const firstLines = 8;
const isDay = /^\d{4}-\d{2}-\d{2}$/;

interface Props {
  record: PatientRecord;
  /** Null while they are not known. */
  effects: Effects | null;
  dosing: Dosing | null;
}

/** What happened, newest first; a session is a line across, so that before and after are seen. */
export function Timeline({ record, effects, dosing }: Props) {
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const now = useNow();
  const lines = useMemo(() => timeline(record, effects, dosing), [record, effects, dosing]);
  const shown = all ? lines : lines.slice(0, firstLines);
  const hidden = lines.length - shown.length;
  return (
    <section class="card" id="part-timeline" aria-labelledby="timeline" data-testid="timeline">
      <h2 id="timeline" tabIndex={-1}>
        {say.title}
      </h2>
      {lines.length === 0 && <p class="muted">{say.none}</p>}
      <ol class="plain timeline">
        {shown.map((line) => (
          <li
            key={line.key}
            class={line.kind === "session" ? "session-line" : undefined}
            data-testid="timeline-line"
            data-kind={line.kind}
          >
            <time class="muted">
              {isDay.test(line.at) ? shortDay(line.at, now) : moment(line.at, now)}
            </time>
            <span class="kind">{say.kinds[line.kind]}</span>
            <span class="what">
              <PatientWord text={line.title} />
              {line.text !== null && line.text !== "" && (
                <>
                  <button
                    type="button"
                    class="link screen-only"
                    data-testid="timeline-text"
                    aria-expanded={open === line.key}
                    aria-label={say.readLabel(moment(line.at, now))}
                    onClick={() => setOpen(open === line.key ? null : line.key)}
                  >
                    {open === line.key ? say.fold : say.read}
                  </button>
                  {open === line.key && <PatientText text={line.text} />}
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {hidden > 0 && (
        <button
          type="button"
          class="link screen-only"
          data-testid="timeline-more"
          onClick={() => setAll(true)}
        >
          {say.more(hidden)}
        </button>
      )}
    </section>
  );
}
