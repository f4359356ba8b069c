import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Client } from "../api/client.ts";
import type { Live } from "../api/live.ts";
import type { OpenTask } from "../api/care_shapes.ts";
import type { PatientRow, User } from "../api/shapes.ts";
import type { Resource } from "./resource.ts";
import type { Drafts } from "./drafts.ts";
import { usePrinting } from "./printing.ts";
import type { Now } from "../words.ts";

/** What every view of a signed-in clinician shares. */
export interface Clinic {
  client: Client;
  live: Live;
  user: User;
  name: string;
  /** What the clinic itself has to see to, as it was at the sign-in. */
  notices: string[];
  drafts: Drafts;
  /** The patient list, fetched once for the list and for names in announcements. */
  patients: Resource<PatientRow[]>;
  /** Open tasks for the staff, of all own patients. */
  tasks: Resource<OpenTask[]>;
  /** Says a short sentence to eyes and to a screen reader. */
  announce: (sentence: string) => void;
  signOut: () => void;
}

export const ClinicContext = createContext<Clinic | null>(null);

export function useClinic(): Clinic {
  const clinic = useContext(ClinicContext);
  if (!clinic) throw new Error("a view outside of a session");
  return clinic;
}

const tickMs = 20_000;

/** The clinic's time, moving on often enough for ages in minutes. */
export function useNow(): Now {
  const { client } = useClinic();
  const onPaper = usePrinting();
  const [now, setNow] = useState(() => client.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(client.now()), tickMs);
    return () => clearInterval(timer);
  }, [client]);
  // A view that was drawn because something arrived must not show an age from before that.
  return { ms: Math.max(now, client.now()), onPaper };
}

export function isClinician(user: User): boolean {
  return user.role !== "admin";
}
