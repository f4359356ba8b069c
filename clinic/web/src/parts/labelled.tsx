import { useId } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { typedDay } from "../words.ts";

interface Props {
  label: string;
  hint?: string | null;
  /**
   * What an input of a day holds. It is said again in words: the input itself is the browser's, and
   * some browsers write the month first.
   */
  day?: string | null;
  /** Gives the control; it takes the id it is handed, so that the label leads to it. */
  children: (id: string, hintId: string | undefined) => ComponentChildren;
}

export function TypedDay({ value }: { value: string }) {
  const name = typedDay(value);
  return name === null ? null : (
    <p class="hint" data-testid="typed-day">
      {name}
    </p>
  );
}

/** A control with its label above it, and what it needs said below. */
export function Labelled({ label, hint = null, day = null, children }: Props) {
  const id = useId();
  const hintId = hint === null ? undefined : `${id}-hint`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id, hintId)}
      <TypedDay value={day ?? ""} />
      {hint !== null && (
        <p class="hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}
