import { useEffect, useState } from "preact/hooks";

// The place within the page is kept behind the # of the address: the server knows one page only.
export type Route =
  | { view: "overview" }
  | { view: "patient"; id: string }
  | { view: "dosing"; id: string }
  | { view: "sessions" }
  | { view: "admin" };

export function readRoute(hash: string): Route {
  const [view, id] = hash.replace(/^#\/?/, "").split("/");
  if ((view === "patient" || view === "dosing") && id) {
    try {
      return { view, id: decodeURIComponent(id) };
    } catch {
      return { view: "overview" };
    }
  }
  if (view === "sessions" || view === "admin") return { view };
  return { view: "overview" };
}

export function address(route: Route): string {
  switch (route.view) {
    case "overview":
      return "#/";
    case "patient":
    case "dosing":
      return `#/${route.view}/${encodeURIComponent(route.id)}`;
    default:
      return `#/${route.view}`;
  }
}

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const change = () => setHash(location.hash);
    addEventListener("hashchange", change);
    return () => removeEventListener("hashchange", change);
  }, []);
  return readRoute(hash);
}
