// Every sentence the page says, in one place, so that a second language is a second file. Plain
// words; what was answered is repeated and never interpreted.

import { change, code, dateFormat, known, number, plural } from "./language.ts";
import { clinicWords } from "./words_clinic.ts";
import { dosingWords } from "./words_dosing.ts";
import { planWords } from "./words_plan.ts";

export { change, code, number, plural };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What the reader's clock says, and whether they read on paper: there "today" would soon be wrong. */
export interface Now {
  ms: number;
  onPaper: boolean;
}

export const onScreen = (ms: number): Now => ({ ms, onPaper: false });

/** Instants as written by phones may be anything that FHIR allows; what cannot be read is null. */
export function readInstant(text: string | null): number | null {
  if (text === null) return null;
  // A date without a time is a day on the clinic's calendar, not midnight in Greenwich.
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const ms = day
    ? new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3])).getTime()
    : Date.parse(text);
  return Number.isFinite(ms) ? ms : null;
}

const shortDayParts = { day: "numeric", month: "long" } as const;
const timeParts = { hour: "2-digit", minute: "2-digit" } as const;
const formats = {
  day: dateFormat({ ...shortDayParts, year: "numeric" }),
  shortDay: dateFormat(shortDayParts),
  time: dateFormat(timeParts),
} as const;
/** Of an instant that was moved by the offset of another clock. */
const there = {
  shortDay: dateFormat({ ...shortDayParts, timeZone: "UTC" }),
  time: dateFormat({ ...timeParts, timeZone: "UTC" }),
} as const;

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** Whole calendar days from `fromMs` to `toMs` where the reader sits; summer time does not count. */
export function daysBetween(fromMs: number, toMs: number): number {
  return Math.round((startOfDay(toMs) - startOfDay(fromMs)) / dayMs);
}

function day(ms: number, now: Now): string {
  const sameYear = !now.onPaper && new Date(ms).getFullYear() === new Date(now.ms).getFullYear();
  return (sameYear ? formats.shortDay : formats.day).format(ms);
}

/** "today 08:12", "yesterday 21:15", "11 March 21:15" */
export function moment(text: string | null, now: Now): string {
  const ms = readInstant(text);
  if (ms === null) return text ?? "time not known";
  const days = now.onPaper ? Number.NaN : daysBetween(ms, now.ms);
  const name = days === 0 ? "today" : days === 1 ? "yesterday" : day(ms, now);
  return `${name} ${formats.time.format(ms)}`;
}

/** The time of day alone, "13:40", beside a day that stands there already. */
export function clock(text: string | null): string {
  const ms = readInstant(text);
  return ms === null ? (text ?? "time not known") : formats.time.format(ms);
}

/**
 * Where the clock that wrote an instant stood elsewhere than the reader's, what it showed there:
 * "23 March 07:30". The order of answers is that of the instants; their day is the patient's.
 */
export function momentThere(text: string | null): string | null {
  const ms = readInstant(text);
  const offset = /([+-])(\d{2}):(\d{2})$/.exec(text ?? "");
  if (ms === null || !offset) return null;
  const ahead = (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  if (ahead === -new Date(ms).getTimezoneOffset()) return null;
  const shown = ms + ahead * minuteMs;
  return `${there.shortDay.format(shown)} ${there.time.format(shown)}`;
}

/** "4 March 2026 09:30" as the clock showed it whose offset the instant has, wherever the reader is. */
export function onTheirClock(text: string): string {
  const local = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})/.exec(text)?.[1];
  return (local === undefined ? null : typedDay(local)) ?? text;
}

export function fullDay(text: string | null): string {
  const ms = readInstant(text);
  return ms === null ? (text ?? "not known") : formats.day.format(ms);
}

export function shortDay(text: string | null, now: Now): string {
  const ms = readInstant(text);
  return ms === null ? (text ?? "not known") : day(ms, now);
}

/** A patient's answer as it came; but a day, or a day and time, in words as everywhere else. */
export function answerText(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}|$)/.test(text) || readInstant(text) === null) return text;
  return text.includes("T") ? onTheirClock(text) : fullDay(text);
}

/** What an input of day, or of day and time, holds: "4 December 2026 10:30"; null while it is empty. */
export function typedDay(text: string): string | null {
  const ms = text === "" ? null : readInstant(text);
  if (ms === null) return null;
  const name = formats.day.format(ms);
  return text.includes("T") ? `${name} ${formats.time.format(ms)}` : name;
}

/** How long ago, as short as a list needs it: "now", "8 min", "2 h", "3 days". */
export function age(text: string | null, now: Now): string {
  const ms = readInstant(text);
  if (ms === null) return "age not known";
  const past = now.ms - ms;
  if (past < minuteMs) return "now";
  if (past < hourMs) return `${Math.floor(past / minuteMs)} min`;
  if (past < 2 * dayMs) return `${Math.floor(past / hourMs)} h`;
  return `${Math.floor(past / dayMs)} days`;
}

/** "8 minutes ago" */
export function ago(text: string | null, now: Now): string {
  const ms = readInstant(text);
  if (ms === null) return "at an unknown time";
  if (now.onPaper) return moment(text, now);
  const past = now.ms - ms;
  if (past < minuteMs) return "just now";
  if (past < hourMs) return `${plural(Math.floor(past / minuteMs), "minute")} ago`;
  if (past < 2 * dayMs) return `${plural(Math.floor(past / hourMs), "hour")} ago`;
  return `${plural(Math.floor(past / dayMs), "day")} ago`;
}

// Results of screeners stand where others have a band; a hyphen is not always a space.
const bandWords = new Map([
  ["non-acute-positive", "non-acute positive"],
  ["acute-positive", "acute positive"],
]);
export const band = (text: string): string => known(bandWords, text);

/** A screener has a result and no number; where answers are missing there may be neither. */
export function score(value: number | null, result: string | null): string {
  if (value === null) return result === null ? "incomplete" : band(result);
  return result === null ? number(value) : `${number(value)}, ${band(result)}`;
}

const taskWords = new Map([
  ["requested", "not answered yet"],
  ["received", "on the phone"],
  ["accepted", "on the phone"],
  ["ready", "on the phone"],
  ["in-progress", "begun"],
  ["completed", "answered"],
  ["cancelled", "withdrawn"],
]);

export const taskStatus = (status: string): string => taskWords.get(status) ?? code(status);
export const taskIsOpen = (status: string): boolean =>
  ["requested", "received", "accepted", "ready", "in-progress"].includes(status);

const deviceWords = new Map([
  ["pending", "waiting to be confirmed"],
  ["active", "connected"],
  ["suspended", "stopped"],
  ["revoked", "removed"],
]);
export const deviceState = (state: string): string => deviceWords.get(state) ?? code(state);

const speaksOfMembers = new Set(["bad_request", "not_found", "version_conflict"]);

/** A sentence of the server that says what is wrong; its usual one only that something is. */
const isWhole = (sentence: string): boolean => sentence.includes("Nothing was stored");
const timeMembers = new Set(["at", "onset", "end", "aware", "reported"]);

/** Names a member of a request as its form does. */
export type LabelOf = (member: string) => string;

/**
 * What to say when a call failed. `what` is a short clause: "The note was not saved." A form that is
 * refused for one of its fields names it by `labelOf`.
 */
export function failure(problem: unknown, what: string, labelOf: LabelOf = code): string {
  const said = problem as {
    status?: number;
    code?: string;
    sentence?: string;
    retryAfterS?: number | null;
    expression?: string | null;
    further?: readonly { sentence: string }[];
  };
  if (problem instanceof Error && problem.name === "Unreachable") {
    return `${what} The clinic's server does not answer. Try again in a moment.`;
  }
  // Of one member of a request the server says itself what was not done, why, and what to do.
  const isOfMember = said.expression !== null && said.expression !== undefined;
  if (isOfMember && said.sentence && speaksOfMembers.has(said.code ?? "")) return said.sentence;
  switch (said.code) {
    case "too_many_requests":
    case "busy":
      return `${what} The server is busy. Try again in ${plural(said.retryAfterS ?? 30, "second")}.`;
    case "forbidden":
      return `${what} Your account may not do this.`;
    case "not_found":
    case "gone":
      return `${what} It is no longer there.`;
    case "version_conflict":
      return `${what} Somebody else was quicker. Look at it again.`;
    case "dose_recorded":
      return `${what} The dose of this session is recorded: its day stays, and it is not cancelled.`;
    case "invalid_fact":
      // The server says in words what no field says by itself.
      if (said.further?.[0]) return `${what} ${said.further[0].sentence}`;
      if (said.sentence && isWhole(said.sentence)) return `${what} ${said.sentence}`;
      return (
        `${what} One field is missing or cannot be so: ${labelOf(said.expression ?? "unknown")}.` +
        (timeMembers.has(said.expression ?? "") ? " Days and times must not lie ahead." : "")
      );
    case "second_person":
      return `${what} It needs a second person: somebody who did not record it signs in and does it.`;
    case "digits_differ":
      return `${what} The digits are not those of the phone. Look at the phone again.`;
    case "csrf":
    case "origin":
      return `${what} Reload the page and try again.`;
    default:
      return said.status !== undefined && said.status < 500
        ? `${what} The server refused it (${said.code ?? said.status}).`
        : `${what} Something went wrong on the server. Nothing was changed.`;
  }
}

export const words = {
  product: "Landfall",
  loading: "Loading",
  retry: "Try again",
  clockAhead: "the phone's clock was ahead",
  login: {
    title: "Sign in",
    intro: "For clinicians. Patients use the app on their phone.",
    email: "E-mail address",
    password: "Password",
    code: "Code from your authenticator app",
    codeHint: "Six digits. Each code works once.",
    submit: "Sign in",
    busy: "Signing in",
    failed:
      "Sign-in did not work. Check all three fields. If the code was used before, wait for the next one.",
    missing: "Fill in all three fields.",
    wait: (s: number) => `Too many tries. Wait ${plural(s, "second")}, then try again.`,
    what: "You are not signed in.",
  },
  ended: {
    expired:
      "Your session has ended. Sign in again to go on. A note you were writing is kept in this window.",
    idle: "You were signed out because nothing happened here for 15 minutes. A note you were writing is kept in this window.",
    signedOut: "You are signed out.",
    untold:
      "The server could not be told that you signed out. Close the browser, so that nobody else goes on in your name.",
  },
  idle: {
    title: "Are you still there?",
    text: (s: number) =>
      `Nothing has happened on this page for a while. You will be signed out in ${plural(s, "second")}.`,
    stay: "Stay signed in",
    leave: "Sign out now",
  },
  live: {
    interrupted: (since: string) =>
      `Live updates stopped at ${since}. What you see may be older. Trying again.`,
    refresh: "Refresh now",
    arrived: (name: string) => `New from ${name}.`,
    updated: "The list was updated.",
  },
  nav: {
    skip: "Skip to the content",
    patients: "Patients",
    search: "Search patients ( / )",
    searchLabel: "Search patients",
    overview: "All patients",
    sessions: "Signed in on",
    signOut: "Sign out",
    keysOn: "Keys on",
    keysOff: "Keys off",
    keysLabel: "Keyboard shortcuts: / search, j and k move, Enter opens",
    devices: "Devices",
  },
  overview: {
    title: "Who needs me now",
    now: "Needs you now",
    due: "Due and overdue",
    rest: "Everyone else",
    nobodyNow: "No open safety flag.",
    apart: (born: string | null, id: string | null) =>
      (born === null ? "no birth date" : `born ${born}`) +
      (id === null ? "" : `, number … ${id.slice(-6)}`),
    nobody: "You have no patients yet. They are added by the clinic's administrator.",
    noMatch: "Nobody of that name.",
    matches: (n: number) => plural(n, "patient"),
    flags: (n: number, age_: string) => `${n === 1 ? "flag" : `${n} flags`} ${age_}`,
    flag: "flag",
    flagFor: (about: string | null, age_: string) => (about === null ? age_ : `${about}, ${age_}`),
    about: (title: string, label: string | null, effect: string | null) =>
      `${title}${label ? ` item ${label}` : ""}${effect === null ? "" : `, ${effect}`}`,
    moreFlags: (n: number) => (n === 1 ? "and 1 more flag" : `and ${n} more flags`),
    overdue: (n: number) => (n === 1 ? "1 overdue" : `${n} overdue`),
    dueCount: (n: number) => (n === 1 ? "1 due" : `${n} due`),
    pending: (n: number) =>
      n === 1 ? "a phone waits to be confirmed" : `${n} phones wait to be confirmed`,
    stopped: "a pairing code was used twice",
    nothingYet: "nothing received yet",
    received: (ago_: string) => `received ${ago_}`,
    sinceLast: (by: string) => (by === "no change" ? by : `${by} since last`),
    sinceBaseline: (by: string) => `${by} since baseline`,
    noBaseline: "no baseline",
    unscored: "no score",
    lastScore: (value: number, what: string) => `last score ${number(value)}: ${what}`,
    ofMeasure: (measure: string, what: string) => `${measure}: ${what}`,
    columns: { name: "Patient", trend: "Over time", latest: "Latest", received: "Last received" },
    what: "The list could not be loaded.",
  },
  patient: {
    what: "This patient's page could not be loaded.",
    born: (day_: string) => `born ${day_}`,
    received: (ago_: string) => `last received ${ago_}`,
    never: "nothing received yet",
    print: "Print",
    now: "Now",
    noPhone: "no phone number",
    printed: (when: string, who: string, where: string) =>
      `Printed ${when} by ${who}, ${where}. Health information: keep it safe.`,
  },
  flag: {
    heading: "Open safety flags",
    title: (title: string, label: string | null, effect: string | null = null) =>
      `${title}${label ? ` item ${label}` : ""}${effect === null ? "" : `, ${effect}`}: `,
    caused: (title: string, cause: string) => `${title}, ${cause}: `,
    unreadable: "the answer cannot be read, so ask the patient",
    helpNow: "Help now: in danger",
    pressed: (when: string, received: string) => `Pressed ${when}, received ${received}.`,
    answered: (when: string, received: string) => `Answered ${when}, received ${received}.`,
    tier: (n: number, word: string) => `Tier ${n}: ${word}`,
    urgency: (n: number) => (n >= 3 ? "emergency" : n === 2 ? "urgent" : "contact"),
    inDanger: "in danger now",
    contactBy: (when: string) => `To be in touch by ${when}.`,
    patientPhone: "Patient's phone",
    noPhone: "no number recorded; the clinic's administrator adds it",
    contactPerson: "Contact person",
    readPlan: "Read it",
    noAnswer: "answer not given",
    unfinished: "The questionnaire was not sent to its end. This is the answer as it was given.",
    note: "Note: what you did or decided",
    noteHint:
      "Needed to acknowledge. Stays with the clinic; the patient sees only that it was seen.",
    acknowledge: "Acknowledge",
    busy: "Saving",
    missing: "Write a note first. A few words are enough.",
    tooLong: (n: number) => `The note is ${plural(n, "character")} too long.`,
    what: "The flag was not acknowledged. Your note is still here.",
    done: "The flag was acknowledged.",
    elsewhere: (who: string) =>
      `${who} acknowledged this flag while you were writing. Your note was not saved.`,
    discard: "Discard my note",
    somebody: "Somebody else",
    earlier: "Acknowledged flags",
    earlierCount: (n: number) => plural(n, "flag"),
    by: (who: string, when: string) => `Acknowledged by ${who}, ${when}`,
  },
  score: {
    heading: "Scores",
    none: "No questionnaire has been answered yet.",
    fromBaseline: (by: string, first: number) =>
      by === "no change" ? `same as the baseline (${first})` : `${by} from the baseline (${first})`,
    from: (by: string, first: number) =>
      by === "no change" ? `same as the first (${first})` : `${by} from the first (${first})`,
    beforeSession: (session: number, before: number, now: number) =>
      `before session ${session}: ${before} → ${now}`,
    since: (by: string) => (by === "no change" ? "no change since last" : `${by} since last`),
    table: "Table",
    chart: "Chart",
    date: "Answered",
    received: "Received",
    score: "Score",
    band: "Band",
    difference: "Change",
    show: "Answers",
    baselineFrom: "From baseline",
    ofBaseline: (baseline: number, session: number | null) =>
      session === null ? `of ${baseline}` : `of ${baseline}, session ${session}`,
    there: (when: string) => `${when} where it was answered`,
    showLabel: (when: string) => `Show the answers of ${when}`,
    prorated: "prorated, because answers are missing",
    differs: (sent: string) => `the phone had sent ${sent}`,
    pattern: (p: string) => `pattern: ${p}`,
    bands: (list: string) => `Bands from below: ${list}`,
    bandRange: (name: string, from: number, to: number) =>
      `${name} ${number(from)} to ${number(to)}`,
    goesOn: "The table goes on to the right.",
    unscoredOn: (when: string) => `No score, ${when}: answers are missing or do not fit`,
    lastScore: (last: string, when: string) => `last score ${last}, ${when}`,
    noBaseline: "no baseline",
    unscored: "no score, because answers are missing or do not fit",
    noScore: "no score",
    spokenNone: (title: string) => `${title}: no scores yet.`,
    spoken: (s: {
      title: string;
      n: number;
      from: string;
      to: string;
      latest: string;
      max: number | null;
      low: number;
      high: number;
      changes: string;
      noNumber: number;
      /** The day of the newest one where it has no score. */
      unscored: string | null;
      sessions: { number: number; day: string }[];
    }) =>
      `${s.title}: ${plural(s.n, "score")}, ${s.n === 1 ? `on ${s.to}` : `from ${s.from} to ${s.to}`}. ` +
      (s.unscored === null ? "" : `The newest, of ${s.unscored}, has no score. `) +
      `${s.unscored === null ? "Latest" : "Last score"} ${s.latest}${s.max === null ? "" : `, out of ${s.max}`}. ` +
      (s.n === 1 ? "" : `Lowest ${s.low}, highest ${s.high}. ${s.changes}`) +
      (s.noNumber === 0 ? "" : ` ${plural(s.noNumber, "answer")} without a number.`) +
      s.sessions.map((each) => ` Session ${each.number} on ${each.day}.`).join(""),
    noNumber: "no number",
    session: "session",
    sessionMark: (n: number) => `session ${n}`,
    screener: "This questionnaire has a result and no score.",
    otherForms: "Other forms",
    more: (n: number) => `More measures (${number(n)})`,
    fewer: "Fold the other measures",
    form: "Form",
  },
  items: {
    of: "Answers of",
    first: "first time answered",
    compared: "what changed since the one before",
    unchanged: (n: number) => (n === 1 ? "1 item unchanged" : `${n} items unchanged`),
    further: (n: number) => plural(n, "answer"),
    show: "show",
    hide: "hide",
    declined: "prefer not to say",
    empty: "not answered",
    was: (before: number, now: number) => `was ${before}, now ${now}`,
    amended: (status: string) => `status: ${status}`,
    unread: (labels: string) =>
      `Some answers do not fit the questionnaire: they are shown as they were sent, and there is no score. Ask the patient about ${labels}.`,
    danger: "raised a safety flag",
  },
  journal: {
    title: "Shared journal",
    short: "Journal",
    none: "Nothing shared. Private entries stay on the phone and are not seen here.",
    edited: "edited",
    more: (n: number) => `Show ${plural(n, "older entry", "older entries")}`,
  },
  fold: { open: "Show", close: "Fold" },
  longText: {
    all: (n: number) => `Show all (${plural(n, "character")})`,
    less: "Show less",
    empty: "(empty)",
  },
  assign: {
    title: "Assigned questionnaires",
    short: "Assign",
    none: "Nothing is assigned.",
    questionnaire: "Questionnaire",
    choose: "Choose one",
    due: "Due",
    submit: "Assign",
    busy: "Assigning",
    missing: "Choose a questionnaire and a day.",
    isOver: (day_: string) => `It was not assigned: ${day_} is over. Choose today or a later day.`,
    what: "It was not assigned.",
    done: (title: string, due: string) => `${title} is assigned, due ${due}.`,
    dueOn: (due: string) => `due ${due}`,
    overdue: (due: string) => `overdue since ${due}`,
    noDue: "no due day",
    earlier: (n: number) => `Show ${plural(n, "earlier one", "earlier ones")}`,
  },
  device: {
    title: "Phones",
    none: "No phone is paired.",
    unnamed: "Phone without a name",
    usedTwice:
      "Two phones used the same pairing code, so both were stopped. Ask the patient which phone is theirs, remove both here, and invite that phone again.",
    question: "Does the phone show these six digits?",
    confirm: "Yes, confirm",
    confirming: "Confirming",
    refuse: "No, refuse",
    digits: "Digits on the phone",
    remove: "Remove",
    removeLabel: (name: string) => `Remove ${name}`,
    sure: "It can no longer send or receive. What it sent stays here.",
    yes: "Remove this phone",
    keep: "Keep it",
    seen: (ago_: string) => `seen ${ago_}`,
    never: "not seen yet",
    confirmed: "The phone is confirmed.",
    removed: "The phone was removed.",
    whatConfirm: "The phone was not confirmed.",
    whatRemove: "The phone was not removed.",
  },
  sessions: {
    title: "Signed in on",
    intro:
      "Where your account is signed in. End what you do not recognise, then tell your administrator.",
    started: "Started",
    seen: "Last used",
    here: "this window",
    end: "End",
    endLabel: (when: string) => `End the session started ${when}`,
    what: "The sessions could not be loaded.",
    whatEnd: "The session was not ended.",
    done: "The session was ended.",
  },
  admin: {
    title: "Devices and accounts",
    intro: "Your account manages devices and accounts. It shows no clinical content.",
    devices: "Devices",
    accounts: "Accounts",
    device: "Device",
    patient: "Patient",
    state: "State",
    name: "Name",
    email: "E-mail address",
    role: "Role",
    none: "No device is paired.",
    what: "The devices could not be loaded.",
  },
  ...planWords,
  ...clinicWords,
  ...dosingWords,
  broken: "This part of the page broke. Nothing was changed. Reload the page.",
};
