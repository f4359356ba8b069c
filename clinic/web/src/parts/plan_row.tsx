import type { ComponentChildren } from "preact";
import { FormProblem } from "./states.tsx";

interface ActionProps {
  testId: string;
  /** Says which row it is about. */
  label: string;
  text: string;
  disabled?: boolean;
  onClick: () => void;
}

/** One thing that can be done about a row. */
export function RowAction({ testId, label, text, disabled = false, onClick }: ActionProps) {
  return (
    <button
      type="button"
      class="link"
      data-testid={testId}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      {text}
    </button>
  );
}

interface Props {
  name: string;
  /** What became of it, in a word; then there is nothing to do about it any more. */
  ended: string | null;
  /** What sets it apart from the others, in a word. */
  mark?: string | null;
  /** What is known about it. */
  children?: ComponentChildren;
  actions: ComponentChildren;
  /** The form of the action that was chosen, in the place of all of them. */
  form: ComponentChildren | null;
  problem: { id: string; text: string | null };
}

/** What stands in a line of the plan's lists: a name, what is known, and what can be done about it. */
export function PlanRow(props: Props) {
  const { name, ended, mark = null, children, actions, form, problem } = props;
  return (
    <>
      <strong>{name}</strong>
      {ended !== null && <span class="muted"> · {ended}</span>}
      {mark !== null && <span class="accent"> · {mark}</span>}
      {children}
      {ended === null && (
        <div class="row-actions screen-only">{form ?? <div class="buttons">{actions}</div>}</div>
      )}
      <FormProblem id={problem.id} text={problem.text} />
    </>
  );
}
