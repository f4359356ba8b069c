import { useId, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { score as scoreWords, words } from "../words.ts";
import type { Measure } from "./measures.ts";
import { LeftOut } from "./more.tsx";
import { PatientWord } from "./patient_text.tsx";
import { newest } from "./scores.ts";

const say = words.score;

/** The newest result of a measure, for a line of several. */
function lineOf({ title, score }: Measure): string {
  const point = score ? newest(score.points) : null;
  return point === null ? title : `${title} ${scoreWords(point.value, point.band)}`;
}

/** The measures that are not looked at first: one line, drawn when somebody asks. */
export function FurtherMeasures({
  measures,
  draw,
}: {
  measures: Measure[];
  draw: (measure: Measure) => ComponentChildren;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (measures.length === 0) return null;
  return (
    <>
      <div class="card further">
        <button
          type="button"
          class="link screen-only"
          data-testid="measures-more"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? say.fewer : say.more(measures.length)}
        </button>
        {!open && (
          <>
            <p class="muted small" data-testid="measures-line">
              <PatientWord text={measures.map(lineOf).join(" · ")} letters={600} />
            </p>
            <LeftOut what={words.paper.further} />
          </>
        )}
      </div>
      <div id={id} class="score-grid" hidden={!open}>
        {open && measures.map(draw)}
      </div>
    </>
  );
}
