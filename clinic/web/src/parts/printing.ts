import { options } from "preact";
import { useEffect, useState } from "preact/hooks";

// One answer for all parts: a part that first appears on paper must know it from its first line.
let printing = false;
const listeners = new Set<(printing: boolean) => void>();

function tell(now: boolean): void {
  if (now === printing) return;
  printing = now;
  // The browser lays the paper out as soon as this returns, and does not wait for a later drawing.
  const usual = options.debounceRendering;
  options.debounceRendering = (draw) => draw();
  try {
    for (const listener of [...listeners]) listener(now);
  } finally {
    if (usual) options.debounceRendering = usual;
    else delete options.debounceRendering;
  }
}

const media = matchMedia("print");
media.addEventListener("change", () => tell(media.matches));
addEventListener("beforeprint", () => tell(true));
addEventListener("afterprint", () => tell(false));

/**
 * True while the page is laid out for paper. There days are written out, long texts are whole, and
 * what is folded on the screen stays folded with its line.
 */
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
