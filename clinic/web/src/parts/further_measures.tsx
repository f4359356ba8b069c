import { useId, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { words } from "../words.ts";
import type { Measure } from "./measures.ts";
import { PatientWord } from "./patient_text.tsx";
import { usePrinting } from "./printing.ts";

const say = words.score;

/** The measures that are not looked at first: named here, drawn when somebody asks; all on paper. */
export function FurtherMeasures({
  measures,
  draw,
}: {
  measures: Measure[];
  draw: (measure: Measure) => ComponentChildren;
}) {
  const [open, setOpen] = useState(false);
  const printing = usePrinting();
  const id = useId();
  if (measures.length === 0) return null;
  if (printing) return <>{measures.map(draw)}</>;
  return (
    <>
      <div class="card further">
        <button
          type="button"
          class="link"
          data-testid="measures-more"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? say.fewer : say.more(measures.length)}
        </button>
        {!open && (
          <p class="muted small">
            <PatientWord text={measures.map((each) => each.title).join(", ")} letters={400} />
          </p>
        )}
      </div>
      <div id={id} hidden={!open}>
        {open && measures.map(draw)}
      </div>
    </>
  );
}
