import { words } from "../words.ts";

/** Buttons to the parts of a long page; the address behind # is already the place in the program. */
export function Jump({
  parts,
  dosing,
}: {
  parts: { id: string; name: string }[];
  /** Address of the dosing record; null where there is no plan. */
  dosing: string | null;
}) {
  return (
    <nav class="jump screen-only" aria-label={words.jump.label}>
      {dosing !== null && (
        <a href={dosing} class="jump-dosing" data-testid="dosing-open">
          {words.dosing.open}
        </a>
      )}
      {parts.map((part) => (
        <button
          key={part.id}
          type="button"
          class="link"
          data-testid={`jump-${part.id}`}
          onClick={() => {
            const title = document.getElementById(part.id);
            title?.scrollIntoView({ block: "start" });
            title?.focus({ preventScroll: true });
          }}
        >
          {part.name}
        </button>
      ))}
    </nav>
  );
}
