import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Client } from "../api/client.ts";
import { Live } from "../api/live.ts";
import type { LiveState } from "../api/live.ts";
import type { OpenTask } from "../api/care_shapes.ts";
import type { PatientRow, User } from "../api/shapes.ts";
import { ClinicContext, isClinician } from "../parts/clinic.ts";
import type { Clinic } from "../parts/clinic.ts";
import type { Drafts } from "../parts/drafts.ts";
import { IdleNotice } from "../parts/idle_notice.tsx";
import { watchKeys } from "../parts/keys.ts";
import { PatientList } from "../parts/patient_list.tsx";
import { PatientWord } from "../parts/patient_text.tsx";
import { useResource } from "../parts/resource.ts";
import { Guard } from "../parts/states.tsx";
import { address, useRoute } from "../route.ts";
import type { Route } from "../route.ts";
import { moment, onScreen, words } from "../words.ts";
import { Admin } from "./admin.tsx";
import { DosingView } from "./dosing.tsx";
import { Overview } from "./overview.tsx";
import { Patient } from "./patient.tsx";
import { Sessions } from "./sessions.tsx";

const announcementMs = 8_000;
const noPatients: PatientRow[] = [];
const noTasks: OpenTask[] = [];

interface Props {
  client: Client;
  user: User;
  clinicName: string;
  notices: string[];
  drafts: Drafts;
  /** Ends the session: `idle` when nobody was there any more. */
  leave: (why: "asked" | "idle") => void;
}

function LiveLine({ live, client, all }: { live: Live; client: Client; all: () => void }) {
  const [state, setState] = useState<LiveState>({ kind: "off" });
  useEffect(() => live.onState(setState), [live]);
  if (state.kind !== "interrupted") return null;
  const since = moment(new Date(state.sinceMs).toISOString(), onScreen(client.now()));
  return (
    <p class="live-line" role="status" data-testid="live-line">
      {words.live.interrupted(since)}
      <button type="button" class="link" data-testid="live-refresh" onClick={all}>
        {words.live.refresh}
      </button>
    </p>
  );
}

function Menu({
  user,
  clinic,
  route,
  signOut,
}: {
  user: User;
  clinic: string;
  route: Route;
  signOut: () => void;
}) {
  const [keys, setKeys] = useState(true);
  useEffect(() => (keys ? watchKeys() : undefined), [keys]);
  const link = (to: Route, name: string, testId: string) => (
    <a
      href={address(to)}
      data-testid={testId}
      aria-current={route.view === to.view ? "page" : undefined}
    >
      {name}
    </a>
  );
  return (
    <footer class="menu">
      <p>
        <strong>{user.name}</strong>
        <span class="muted"> {clinic}</span>
      </p>
      <div class="menu-links">
        {isClinician(user) && link({ view: "overview" }, words.nav.overview, "nav-overview")}
        {!isClinician(user) && link({ view: "admin" }, words.nav.devices, "nav-devices")}
        {link({ view: "sessions" }, words.nav.sessions, "nav-sessions")}
        {isClinician(user) && (
          <button
            type="button"
            class="link"
            data-testid="nav-keys"
            aria-pressed={keys}
            aria-label={words.nav.keysLabel}
            title={words.nav.keysLabel}
            onClick={() => setKeys(!keys)}
          >
            {keys ? words.nav.keysOn : words.nav.keysOff}
          </button>
        )}
        <button type="button" class="link" data-testid="sign-out" onClick={signOut}>
          {words.nav.signOut}
        </button>
      </div>
    </footer>
  );
}

function Content({ route, user }: { route: Route; user: User }) {
  if (route.view === "sessions") return <Sessions />;
  if (!isClinician(user)) return <Admin />;
  if (route.view === "dosing") return <DosingView key={route.id} id={route.id} />;
  if (route.view === "patient") return <Patient key={route.id} id={route.id} />;
  return <Overview />;
}

export function SignedIn({ client, user, clinicName, notices, drafts, leave }: Props) {
  const route = useRoute();
  const [announcement, setAnnouncement] = useState("");
  const clear = useRef<ReturnType<typeof setTimeout>>();
  const live = useMemo(() => new Live(() => void client.me().catch(() => undefined)), [client]);
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);

  const announce = useCallback((sentence: string) => {
    clearTimeout(clear.current);
    setAnnouncement(sentence);
    clear.current = setTimeout(() => setAnnouncement(""), announcementMs);
  }, []);

  const load = useCallback(
    () => (isClinician(user) ? client.patients() : Promise.resolve(noPatients)),
    [client, user],
  );
  const patients = useResource("patients", load, live, () => true);
  const loadTasks = useCallback(
    () => (isClinician(user) ? client.tasks() : Promise.resolve(noTasks)),
    [client, user],
  );
  const tasks = useResource("tasks", loadTasks, live, () => true);
  const rows = useRef(patients.value);
  rows.current = patients.value;
  useEffect(
    () =>
      live.onChange((change) => {
        const name =
          change === "everything"
            ? undefined
            : rows.current?.find((row) => row.id === change.patient)?.name;
        announce(name === undefined ? words.live.updated : words.live.arrived(name));
      }),
    [live, announce],
  );

  // The window's title carries a number and no name: it is seen in task bars and by bystanders.
  const flags = patients.value?.reduce((sum, row) => sum + row.openFlags, 0) ?? 0;
  useEffect(() => {
    document.title = flags > 0 ? `(${flags}) ${words.product}` : words.product;
    return () => {
      document.title = words.product;
    };
  }, [flags]);

  const signOut = useCallback(() => leave("asked"), [leave]);
  const clinic = useMemo<Clinic>(
    () => ({
      client,
      live,
      user,
      name: clinicName,
      notices,
      drafts,
      patients,
      tasks,
      announce,
      signOut,
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the resources are new on each draw
    [
      client,
      live,
      user,
      clinicName,
      notices,
      drafts,
      patients.value,
      patients.problem,
      tasks.value,
      tasks.problem,
      announce,
      signOut,
    ],
  );
  const wide = route.view === "overview" || !isClinician(user);

  return (
    <ClinicContext.Provider value={clinic}>
      <a
        class="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>("#content h1")?.focus();
        }}
      >
        {words.nav.skip}
      </a>
      <div class={wide ? "app wide" : "app"}>
        {!wide && (
          <aside class="side">
            <Guard>
              <PatientList current={"id" in route ? route.id : null} />
            </Guard>
            <Menu user={user} clinic={clinicName} route={route} signOut={signOut} />
          </aside>
        )}
        <main id="content">
          <LiveLine live={live} client={client} all={() => live.refreshAll()} />
          <Guard key={JSON.stringify(route)}>
            <Content route={route} user={user} />
          </Guard>
          {wide && <Menu user={user} clinic={clinicName} route={route} signOut={signOut} />}
        </main>
      </div>
      <p class={announcement ? "announcement" : "sr"} role="status" data-testid="announcement">
        <PatientWord text={announcement} letters={300} />
      </p>
      <IdleNotice client={client} leave={leave} />
    </ClinicContext.Provider>
  );
}
