import { useRef, useState } from "preact/hooks";
import { words } from "../words.ts";
import { goTo } from "./fold.tsx";

export interface Part {
  /** Of its heading. */
  id: string;
  name: string;
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: -100, End: 100 };

/**
 * Buttons to the parts of a long page; the address behind # is already the place in the program. One
 * stop of the Tab key, because the flags come after it; the arrow keys move inside.
 */
export function Jump({
  parts,
  dosing,
}: {
  parts: Part[];
  /** Address of the dosing record; null where there is no plan. */
  dosing: string | null;
}) {
  const [chosen, setChosen] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const before = dosing === null ? 0 : 1;
  const last = parts.length + before - 1;
  const stop = Math.min(chosen, last);
  const move = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, stop + by));
    setChosen(next);
    box.current?.querySelectorAll<HTMLElement>("a, button")[next]?.focus();
  };
  return (
    <div
      class="jump screen-only"
      role="toolbar"
      aria-label={words.jump.label}
      ref={box}
      onKeyDown={move}
    >
      {dosing !== null && (
        <a
          href={dosing}
          class="jump-dosing"
          data-testid="dosing-open"
          tabIndex={stop === 0 ? 0 : -1}
          onFocus={() => setChosen(0)}
        >
          {words.dosing.open}
        </a>
      )}
      {parts.map((part, at) => (
        <button
          key={part.id}
          type="button"
          class="link"
          data-testid={`jump-${part.id}`}
          tabIndex={stop === at + before ? 0 : -1}
          onFocus={() => setChosen(at + before)}
          onClick={() => goTo(part.id)}
        >
          {part.name}
        </button>
      ))}
    </div>
  );
}
