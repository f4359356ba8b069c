// The words about what the clinic itself records: change, missing data, tasks, ratings, side effects.
import { code, known, plural } from "./language.ts";

// One word each for better, worse and neither, so that none of them stands out by its length.
const changes = new Map([
  ["reliable-worsening", "reliable worsening"],
  ["possible-worsening", "possible worsening"],
  ["reliable-improvement", "reliable improvement"],
  ["none", "no reliable change"],
  ["no-threshold", "no threshold known"],
  ["not-applicable", "not applicable"],
]);

const causalities = new Map([
  ["certain", "certain"],
  ["probable", "probable"],
  ["possible", "possible"],
  ["unlikely", "unlikely"],
  ["unrelated", "unrelated"],
  ["not-assessable", "not assessable"],
]);
const expectednesses = new Map([
  ["expected", "expected"],
  ["unexpected", "unexpected"],
  ["not-assessed", "not assessed"],
]);
const outcomes = new Map([
  ["resolved", "resolved"],
  ["recovering", "recovering"],
  ["ongoing", "ongoing"],
  ["resolved-with-sequelae", "resolved with lasting effects"],
  ["fatal", "fatal"],
  ["unknown", "unknown"],
]);
const criteria = new Map([
  ["death", "death"],
  ["life-threatening", "life-threatening"],
  ["hospital", "hospital stay, new or longer"],
  ["disability", "lasting disability"],
  ["congenital-anomaly", "congenital anomaly"],
  ["important", "otherwise medically important"],
]);
// CTCAE v5, general grades, in our own words.
const grades = [
  "mild, little or no effect",
  "moderate, limits some daily activities",
  "severe, hospital care or limits self-care",
  "life-threatening, urgent treatment",
  "death",
];

const minutesADay = 24 * 60;

const inDays = (days: number): string =>
  days === 0 ? "today" : days === 1 ? "tomorrow" : `in ${plural(days, "day")}`;

export const clinicWords = {
  paper: {
    left: (what: string) => `Not on this paper: ${what}.`,
    ofButton: (label: string) => label.replace(/^Show /, ""),
    folded: "Folded: more is not on this paper.",
    further: "the course and the answers of these measures",
  },
  changeFacts: {
    label: (title: string) => `${title}: change since the baseline`,
    onDay: (by: string, day: string) => `${by} on ${day}`,
    unscored: (scored: string, unscored: string) =>
      `All of this is about the score of ${scored}. The newest form, of ${unscored}, has no score.`,
    baseline: "Baseline",
    none: "none",
    baselineOf: (value: number, day: string, session: number | null) =>
      session === null ? `${value}, ${day}` : `${value}, ${day}, before session ${session}`,
    since: "Since the baseline",
    response: "Response",
    responseHint: "fell to half or below",
    remission: "Remission",
    change: "Change",
    changeWord: (change: string) => known(changes, change),
    worseOn: "Reliably worse on",
    betterOn: "Reliably better on",
    never: "no day",
    dayOf: (day: string, by: string, baseline: number) => `${day} (${by} of ${baseline})`,
    yesNo: (said: boolean | null) => (said === null ? "not applicable" : said ? "yes" : "no"),
    notApplicable: "not applicable",
    also: "the score by itself is in the range to look at",
    relapse: "relapse by the rule of this measure",
    effects: "Side effects",
    effectCount: (reports: number, events: number) =>
      `${plural(reports, "report")}, ${events} confirmed`,
  },
  missing: {
    title: "Missing data",
    short: "Missing",
    none: "Nothing is missing.",
    form: (title: string, visit: string) => `${title}, ${visit}`,
    state: (state: string, until: string) =>
      state === "closed" ? `window closed ${until}` : `overdue, window open until ${until}`,
    forClinic: "to be rated by the clinic",
    safety: "safety form",
    summary: (n: number, safety: number) =>
      safety === 0
        ? plural(n, "line")
        : `${plural(n, "line")}, ${plural(safety, "safety form")} among them`,
    late: (title: string, visit: string) => `${title}, ${visit}: answered outside the window`,
    total: (title: string, when: string, reason: string) =>
      `${title} of ${when}: ${reason === "prorated" ? "prorated total" : "no total, answers missing"}`,
    more: (n: number) => `Show ${n} more`,
  },
  rating: {
    title: "Record a rating",
    open: "Record rating",
    form: "Rating",
    choose: "Choose one",
    none: "No form of this clinic's protocols is rated by the clinic.",
    intro:
      "Item numbers only. Use the clinic's own licensed scale for the wording of items and anchors.",
    item: (label: string) => `Item ${label}`,
    notRated: "not rated",
    yesNo: (yes: boolean) => (yes ? "yes" : "no"),
    visit: "For the visit",
    noVisit: "no visit",
    at: "Rated at",
    rated: (n: number, of: number) => `${n} of ${of} items rated`,
    submit: "Save the rating",
    busy: "Saving",
    missing: "Rate at least one item.",
    whenMissing: "Say when it was rated.",
    partly: "Items that are not rated stay missing and are never counted as 0.",
    done: "The rating was saved.",
    what: "The rating was not saved. What you chose is still here.",
    cancel: "Not now",
    byClinician: (who: string) => `rated by ${who}`,
  },
  waiting: {
    title: "Waits for the clinic",
    session: (n: number, days: number, day: string, conditions: string) =>
      `Session ${n} ${inDays(days)}, ${day}. Not met: ${conditions}`,
    undecided: (day: string) => `Self-check of ${day}: nobody has decided yet`,
    newerCheck: (day: string) => `Self-check of ${day}: it came after the decision`,
    second: (letter: string) =>
      `Eligibility: the decision of class ${letter} waits for a second person`,
    countersign: (day: string) => `Consent signed ${day} and not countersigned`,
    effect: (term: string) => `Side effect not confirmed yet: ${term}`,
    form: (title: string, visit: string) => `Safety form not answered: ${title}, ${visit}`,
    go: "Go there",
    goLabel: (what: string) => `Go to: ${what}`,
    more: (n: number) => `and ${n} more`,
  },
  effects: {
    title: "Side effects",
    none: "Nothing has been reported.",
    what: "The side effects could not be loaded.",
    reports: "Reported by the patient",
    noTerm: "no effect named",
    grade: (n: number) => `grade ${n}`,
    gradeName: (n: number) => `${n}: ${grades[n - 1] ?? ""}`,
    ownWords: (n: number) => `grade ${n} by the patient's words`,
    since: (minutes: number, session: number, from: string) =>
      from === "day"
        ? minutes === 0
          ? `on the day of session ${session}`
          : `${plural(Math.round(minutes / minutesADay), "day")} after session ${session}`
        : minutes < 120
          ? `${plural(minutes, "minute")} after dose ${session}`
          : minutes < 2 * minutesADay
            ? `${plural(Math.floor(minutes / 60), "hour")} after dose ${session}`
            : `${plural(Math.floor(minutes / minutesADay), "day")} after dose ${session}`,
    unconfirmed: "not confirmed yet",
    confirmed: "confirmed",
    confirm: "Confirm as adverse event",
    confirmLabel: (term: string) => `Confirm ${term} as an adverse event`,
    add: "Record an adverse event",
    revise: "Correct or add to it",
    reviseLabel: (term: string) => `Correct or add to ${term}`,
    events: "Confirmed adverse events",
    serious: "serious",
    acute: "during the session",
    ongoing: "ongoing",
    facts: (causality: string, expectedness: string, outcome: string) =>
      `${known(causalities, causality)} · ${known(expectednesses, expectedness)} · ${known(outcomes, outcome)}`,
    by: (who: string, when: string) => `recorded by ${who}, ${when}`,
    replaced: (n: number) => `Show ${plural(n, "earlier version")}`,
    reason: (why: string) => `Reason of the change: ${why}`,
    clockRunning: (until: string) => `Tell the sponsor by ${until}`,
    clockOverdue: (until: string) => `The sponsor was to be told by ${until}`,
    clockReported: (when: string) => `The sponsor was told ${when}`,
    criteria: (list: readonly string[]) => list.map((each) => known(criteria, each)).join(", "),
  },
  event: {
    title: "Adverse event",
    titleOf: (term: string) => `Adverse event: ${term}`,
    answers: "What the patient answered",
    term: "Effect, in everyday words",
    words: "What the patient said, or what was seen",
    onset: "Began on",
    end: "Ended on",
    endHint: "Leave empty while it goes on.",
    grade: "Grade (CTCAE)",
    choose: "Choose one",
    causality: "Related to the dose",
    expectedness: "Expected",
    outcome: "Outcome",
    action: "What was done",
    seriousness: "Serious because of (leave all empty if it is not)",
    aware: "Clinic became aware",
    reported: "Sponsor told",
    reason: "Reason of the change",
    submit: "Save the adverse event",
    busy: "Saving",
    missing: "Fill in the effect, grade, relation, expectedness and outcome.",
    missingReason: "Say why the earlier version changes.",
    ahead: (label: string, when: string) => `${label}: ${when} lies ahead.`,
    order: (later: string, when: string, earlier: string, before: string) =>
      `${later} (${when}) lies before: ${earlier} (${before}).`,
    death: "Death goes with grade 5 and the outcome fatal, and only with them.",
    done: "The adverse event was saved.",
    what: "The adverse event was not saved. What you wrote is still here.",
    cancel: "Not now",
    causalities: [...causalities],
    expectednesses: [...expectednesses],
    outcomes: [...outcomes],
    criteria: [...criteria],
    grades: grades.map((name, at) => [String(at + 1), `${at + 1}: ${name}`] as const),
  },
  findings: {
    checks: (when: string) => `Self-checks, the newest of ${when}`,
    earlier: (when: string) => `Answered in the self-check of ${when}, and otherwise since`,
    earlierWhy: "Answering anew takes nothing back: it counts until it is decided.",
    result: (letter: string) => (letter === "none" ? "no answer needs review" : `class ${letter}`),
    classWord: (letter: string) => `class ${letter}`,
    sameDay: "to be looked at today",
    read: "What the patient read:",
    declined: "prefer not to say",
    unanswered: "not answered",
    rule: (rule: string, source: string) => (source === "" ? rule : `${rule}, ${source}`),
    medicine: (name: string | null) => (name === null ? "not in the list" : name),
    medicines: "Medicines named",
    medicineListed: "Medicine in the patient's list",
    medicineNamed: (written: string, name: string | null) =>
      name === null
        ? `${written} (not in the list of known medicines)`
        : written.toLowerCase() === name.toLowerCase()
          ? written
          : `${written} (${name})`,
    ofScore: "AUDIT-C score",
    aboveLimit: "above its limit",
    what: "The self-check could not be loaded.",
    decisions: (n: number) => `Show ${plural(n, "earlier decision")}`,
    code: (text: string) => code(text),
  },
};
