import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { words } from "../words.ts";

/** A table that may be wider than its place: it moves sideways, and says so where it does. */
export function Scroll({ children }: { children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const look = () => setCut(current.scrollWidth > current.clientWidth + 1);
    look();
    const watch = new ResizeObserver(look);
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return (
    <>
      {isCut && (
        <p class="muted small screen-only" data-testid="scroll-hint" aria-hidden="true">
          {words.score.goesOn} <span>→</span>
        </p>
      )}
      <div class="scroll" ref={box}>
        {children}
      </div>
    </>
  );
}
