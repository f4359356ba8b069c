import { useId } from "preact/hooks";
import type { ComponentChildren } from "preact";

interface Props {
  label: string;
  hint?: string | null;
  /** Gives the control; it takes the id it is handed, so that the label leads to it. */
  children: (id: string, hintId: string | undefined) => ComponentChildren;
}

/** A control with its label above it, and what it needs said below. */
export function Labelled({ label, hint = null, children }: Props) {
  const id = useId();
  const hintId = hint === null ? undefined : `${id}-hint`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id, hintId)}
      {hint !== null && (
        <p class="hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}
