import { useEffect, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { words } from "../words.ts";
import { PatientWord } from "./patient_text.tsx";

const openers = new Map<string, () => void>();

/** Goes to a part of the page, or to a place in it, and opens the part where it is folded. */
export function goTo(id: string, place = id): void {
  openers.get(id)?.();
  // After the part has been drawn open.
  requestAnimationFrame(() => {
    const target = document.getElementById(place) ?? document.getElementById(id);
    target?.scrollIntoView({ block: "start" });
    target?.focus({ preventScroll: true });
  });
}

interface Props {
  /** Of the heading; goTo() leads to it. */
  id: string;
  title: string;
  testId: string;
  /** What the part says, in one line; stays on paper where the part is folded. */
  summary: string;
  /** There is nothing to open, and the line says so. */
  empty?: boolean;
  /** Something in it asks to be seen, such as a note that was begun. */
  startsOpen?: boolean;
  children: ComponentChildren;
}

/**
 * A part of the page that is looked at when it is asked for: one line, which opens in place. On paper
 * it is as it is on the screen, and says that it is folded.
 */
export function Fold(props: Props) {
  const { id, title, testId, summary, children } = props;
  const { empty = false, startsOpen = false } = props;
  const [open, setOpen] = useState(startsOpen);
  useEffect(() => {
    const opener = () => setOpen(true);
    openers.set(id, opener);
    return () => {
      if (openers.get(id) === opener) openers.delete(id);
    };
  }, [id]);
  return (
    <section
      class={open ? "card fold open" : "card fold"}
      id={`part-${id}`}
      aria-labelledby={id}
      data-testid={testId}
      data-open={open}
    >
      <div class="fold-head">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {summary !== "" && (
          <p class="muted" data-testid="fold-summary">
            <PatientWord text={summary} letters={300} />
          </p>
        )}
        {!open && !empty && <p class="print-only">{words.paper.folded}</p>}
        <button
          type="button"
          class="link screen-only"
          data-testid={`fold-${id}`}
          aria-expanded={open}
          aria-label={`${title}: ${open ? words.fold.close : words.fold.open}`}
          onClick={() => setOpen(!open)}
        >
          {open ? words.fold.close : words.fold.open}
        </button>
      </div>
      {open && <div class="fold-body">{children}</div>}
    </section>
  );
}
