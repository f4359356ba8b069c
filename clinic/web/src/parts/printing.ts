import { useEffect, useState } from "preact/hooks";

// One answer for all parts: a part that first appears on paper must know it from its first line.
let printing = false;
const listeners = new Set<(printing: boolean) => void>();

function tell(now: boolean): void {
  if (now === printing) return;
  printing = now;
  for (const listener of [...listeners]) listener(now);
}

const media = matchMedia("print");
media.addEventListener("change", () => tell(media.matches));
addEventListener("beforeprint", () => tell(true));
addEventListener("afterprint", () => tell(false));

/** True while the page is laid out for paper: what is folded on the screen is open on paper. */
export function usePrinting(): boolean {
  const [now, setNow] = useState(printing);
  useEffect(() => {
    setNow(printing);
    listeners.add(setNow);
    return () => {
      listeners.delete(setNow);
    };
  }, []);
  return now;
}
