import { Component } from "preact";
import type { ComponentChildren } from "preact";
import { words } from "../words.ts";

export function Loading() {
  return (
    <p class="muted loading" role="status">
      {words.loading}
    </p>
  );
}

export function Failed({ text, retry }: { text: string; retry?: () => void }) {
  return (
    <div class="problem" role="alert" data-testid="problem">
      <p>{text}</p>
      {retry && (
        <button type="button" data-testid="retry" onClick={() => retry()}>
          {words.retry}
        </button>
      )}
    </div>
  );
}

/** A sentence under a field or form; empty it keeps its place for screen readers. */
export function FormProblem({ id, text }: { id: string; text: string | null }) {
  return (
    <p id={id} class="form-problem" role="alert" data-testid="form-problem">
      {text}
    </p>
  );
}

/** One broken card must not take the flags beside it away. */
export class Guard extends Component<{ children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Failed text={words.broken} /> : this.props.children;
  }
}
