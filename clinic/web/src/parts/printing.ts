import { useEffect, useState } from "preact/hooks";

/** True while the page is laid out for paper: what is folded on the screen is open on paper. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const media = matchMedia("print");
    const begin = () => setPrinting(true);
    const end = () => setPrinting(false);
    const change = () => setPrinting(media.matches);
    media.addEventListener("change", change);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      media.removeEventListener("change", change);
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}
