// The routes of the double for what the clinic records itself: plan, decisions, tasks, ratings, dosing
// and adverse events. A body with another key than docs/api.md names is refused and complained of.
import { randomUUID } from "node:crypto";
import type { AdverseEvent, Decision, Plan } from "./care.ts";
import { gatesOf, planAround } from "./care.ts";
import { dosingJson, recordEntry } from "./dosing.ts";
import { Refused } from "./refused.ts";
import type { Patient, World } from "./world.ts";

export interface CareCall {
  method: string;
  route: string;
  body: unknown;
  by: string;
  world: World;
  patient: (id: string) => Patient;
  /** Writes down that a call is not one of docs/api.md, and refuses it. */
  complain: (what: string) => never;
}

export interface Answer {
  status: number;
  body: unknown;
}

const isoDay = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function onlyKeys(call: CareCall, allowed: readonly string[]): Record<string, unknown> {
  const body = call.body as Record<string, unknown>;
  for (const key of Object.keys(body)) {
    if (!allowed.includes(key)) call.complain(`key ${key} of ${call.method} ${call.route}`);
  }
  return body;
}

function planOf(patient: Patient): Plan {
  if (!patient.plan || "fault" in patient.plan) throw new Refused(404, "not_found");
  return patient.plan;
}

function decide(call: CareCall, patient: Patient): Answer {
  const {
    eligible,
    class: letter,
    reason,
  } = onlyKeys(call, ["do", "eligible", "class", "reason", "response"]);
  if (typeof eligible !== "boolean" || typeof letter !== "string" || typeof reason !== "string") {
    throw new Refused(400, "bad_request");
  }
  const plan = planOf(patient);
  const before = plan.decision;
  const second =
    before && before.by !== call.by && before.eligible === eligible && before.class === letter
      ? before.by
      : null;
  const decision: Decision = {
    eligible,
    class: letter,
    reason,
    by: call.by,
    second,
    response: patient.care.selfCheck.response,
    needsSecond: letter === "A" && eligible && second === null,
    at: new Date().toISOString(),
  };
  plan.decision = decision;
  patient.care.selfCheck.decisions.unshift(decision);
  return { status: 200, body: { id: plan.id, class: letter, needsSecond: decision.needsSecond } };
}

function changeAppointment(call: CareCall, plan: Plan): Answer {
  const texts = ["title", "with", "where", "note"];
  const body = onlyKeys(call, ["do", "appointment", "date", "time", "minutes", ...texts]);
  const known = plan.appointments.find((each) => each.number === body.appointment);
  if (body.appointment !== undefined && !known) throw new Refused(400, "bad_request");
  if (body.do === "cancel-appointment") {
    if (!known) throw new Refused(400, "bad_request");
    known.cancelled = true;
    known.next = false;
    return { status: 200, body: { id: plan.id, appointment: known.number } };
  }
  const clock = /^\d{2}:\d{2}$/;
  if (!isoDay.test(String(body.date)) || !clock.test(String(body.time)) || body.title === "")
    throw new Refused(400, "bad_request");
  const text = (name: string) => (body[name] === "" ? null : String(body[name]));
  const number = known?.number ?? plan.appointments.length + 1;
  const made = {
    number,
    title: String(body.title),
    start: `${String(body.date)}T${String(body.time)}:00Z`,
    minutes: body.minutes === null ? null : Number(body.minutes),
    with: text("with"),
    where: text("where"),
    note: text("note"),
    cancelled: false,
    next: plan.appointments.length === 0,
  };
  if (known) Object.assign(known, made);
  else plan.appointments.push(made);
  return { status: 200, body: { id: plan.id, appointment: number } };
}

function changePlan(call: CareCall, patient: Patient): Answer {
  const { do: what } = call.body as Record<string, unknown>;
  if (what === "decide") return decide(call, patient);
  if (what === "begin") {
    const { start } = onlyKeys(call, ["do", "protocol", "start", "zone"]);
    const plan = planAround(call.world.nowMs, 0, { gates: [], phase: "screening" });
    plan.sessions = [];
    if (typeof start === "string") plan.start = start;
    patient.plan = plan;
    return { status: 200, body: { id: plan.id } };
  }
  const plan = planOf(patient);
  if (what === "appoint" || what === "cancel-appointment") return changeAppointment(call, plan);
  const body = onlyKeys(call, ["do", "session", "date", "at"]);
  const session = plan.sessions.find((each) => each.number === body.session);
  if (what === "session") {
    if (!isoDay.test(String(body.date)) || String(body.date) < plan.start) {
      throw new Refused(400, "bad_request");
    }
    const number = plan.sessions.length + 1;
    const gates = gatesOf([]);
    const date = String(body.date);
    plan.sessions.push({ number, date, cancelled: false, mayBeRecorded: false, gates });
    return { status: 200, body: { id: plan.id, session: number } };
  }
  if (!session) throw new Refused(400, "bad_request");
  if (what === "move") {
    if (!isoDay.test(String(body.date))) throw new Refused(400, "bad_request");
    session.date = String(body.date);
  } else if (what === "cancel") {
    session.cancelled = true;
    session.gates = [];
  } else if (what === "prepared") {
    if (!instant.test(String(body.at))) throw new Refused(400, "bad_request");
    session.gates = session.gates.map((gate) =>
      gate.gate === "preparation" ? { ...gate, open: true, reason: null } : gate,
    );
  } else if (what !== "ready") throw new Refused(400, "bad_request");
  return { status: 200, body: { id: plan.id, session: session.number } };
}

const rated: Record<string, { items: number; max: number }> = {
  madrs: { items: 10, max: 6 },
  "cssrs-screener": { items: 7, max: 1 },
};

/** The triage of the C-SSRS screener, by what was answered yes. */
function triage(answers: readonly (number | null)[]): string {
  const isYes = (item: number) => answers[item - 1] === 1;
  if (isYes(4) || isYes(5) || isYes(7)) return "high";
  if (isYes(3) || isYes(6)) return "moderate";
  return isYes(1) || isYes(2) ? "low" : "none";
}

function rate(call: CareCall, patient: Patient): Answer {
  const body = onlyKeys(call, ["questionnaire", "answers", "at", "visit", "session"]);
  const answers = body.answers as (number | null)[];
  const questionnaire = String(body.questionnaire);
  const form = rated[questionnaire];
  if (!form) throw new Refused(404, "not_found");
  const isAnswer = (each: number | null) =>
    each === null || (Number.isInteger(each) && each >= 0 && each <= form.max);
  if (answers.length > form.items || !answers.every(isAnswer)) {
    throw new Refused(422, "invalid_fact", {}, "answers");
  }
  const response = call.world.answer(patient, questionnaire, answers, 0);
  response.author = call.by;
  const point = patient.scores.find((each) => each.questionnaire === questionnaire)?.points.at(-1);
  if (point && questionnaire !== "madrs") {
    Object.assign(point, { value: null, band: triage(answers), pattern: null });
  }
  const { value = null, band = null } = point ?? {};
  return { status: 201, body: { response: response.id, value, band, tier: 0 } };
}

function countersign(call: CareCall, patient: Patient, id: string): Answer {
  onlyKeys(call, []);
  const consent = patient.consents.find((each) => each.id === id);
  if (!consent) throw new Refused(404, "not_found");
  if (consent.event !== "signed" || consent.countersigned !== null) {
    throw new Refused(412, "version_conflict");
  }
  const countersigned = new Date().toISOString();
  Object.assign(consent, { countersignedBy: call.by, countersigned });
  return { status: 200, body: { id, countersigned } };
}

const eventKeys =
  "report session term words onset end grade criteria causality expectedness action outcome aware reported replaces reason".split(
    " ",
  );

function confirmEvent(call: CareCall, patient: Patient): Answer {
  const body = onlyKeys(call, eventKeys) as unknown as AdverseEvent & { reported: string | null };
  const isWhole = body.term !== "" && body.grade >= 1 && body.grade <= 5 && body.outcome !== "";
  if (!isWhole) throw new Refused(422, "invalid_fact", {}, "term");
  const { events, reports } = patient.care;
  const before = events.find((event) => event.id === body.replaces);
  if (body.replaces !== null && (!before || !body.reason)) {
    throw new Refused(422, "invalid_fact", {}, "reason");
  }
  const event: AdverseEvent = {
    ...body,
    id: randomUUID(),
    acute: false,
    ongoing: body.end === null,
    serious: body.criteria.length > 0,
    recorded: new Date().toISOString(),
    by: call.by,
    sinceDose: null,
    replacedBy: null,
    clock:
      body.criteria.length === 0
        ? null
        : {
            until: new Date(Date.parse(body.aware) + 86_400_000).toISOString(),
            reported: body.reported,
            state: body.reported === null ? "running" : "reported",
          },
  };
  if (before) before.replacedBy = event.id;
  events.unshift(event);
  reports.find((report) => report.response === body.report)?.events.push(event.id);
  return { status: 201, body: { id: event.id } };
}

function effectsJson(patient: Patient): object {
  const { reports, events } = patient.care;
  const current = events.filter((event) => event.replacedBy === null);
  return {
    reports,
    events,
    counts: {
      reports: reports.length,
      unconfirmed: reports.filter((each) => each.grade !== null && each.events.length === 0).length,
      events: current.length,
      serious: current.filter((event) => event.serious).length,
      ongoing: current.filter((event) => event.ongoing).length,
      grades: [1, 2, 3, 4, 5].map((n) => current.filter((event) => event.grade === n).length),
      terms: [],
    },
  };
}

function closeTask(call: CareCall, id: string): Answer {
  const { note } = onlyKeys(call, ["note"]);
  const task = call.world.patients.flatMap((each) => each.staffTasks).find((t) => t.id === id);
  if (!task) throw new Refused(403, "forbidden");
  if (!task.open) throw new Refused(412, "version_conflict");
  if (typeof note !== "string" || note.trim() === "") throw new Refused(400, "bad_request");
  const closed = new Date().toISOString();
  Object.assign(task, { open: false, closed, closedBy: call.by, note });
  return { status: 200, body: { id, closed } };
}

function record(call: CareCall, patient: Patient, session: number): Answer {
  const body = call.body as Record<string, unknown>;
  const made = recordEntry(planOf(patient), patient.care, session, body, call.by);
  if ("status" in made) {
    throw new Refused(made.status, made.code, {}, made.expression ?? null, made.missing ?? []);
  }
  const { id, step, stops, outOfLimits } = made;
  return { status: 201, body: { id, step, stops, outOfLimits } };
}

/** The answer to one of these routes; null when it is none of them. */
export function careRoute(call: CareCall): Answer | null {
  const { method, route, world } = call;
  if (`${method} ${route}` === "GET /tasks") {
    const tasks = world.patients.flatMap(({ patient, staffTasks }) =>
      staffTasks
        .filter((task) => task.open)
        .map((task) => ({ patient: { id: patient.id, name: patient.name }, ...task })),
    );
    return { status: 200, body: tasks };
  }
  const task = /^\/tasks\/([^/]+)\/close$/.exec(route)?.[1];
  if (task !== undefined && method === "POST") return closeTask(call, decodeURIComponent(task));
  const [, owner, consent] =
    /^\/patients\/([0-9a-f-]{36})\/consents\/([0-9a-f-]{36})\/countersign$/.exec(route) ?? [];
  if (owner !== undefined && consent !== undefined && method === "POST") {
    return countersign(call, call.patient(owner), consent);
  }
  const [, id, rest] = /^\/patients\/([0-9a-f-]{36})\/([a-z-]+(?:\/\d+)?)$/.exec(route) ?? [];
  if (id === undefined || rest === undefined) return null;
  const found = () => call.patient(id);
  const [part, session] = rest.split("/");
  switch (`${method} ${part}${session === undefined ? "" : "/n"}`) {
    case "POST plan":
      return changePlan(call, found());
    case "GET eligibility":
      return { status: 200, body: found().care.selfCheck };
    case "GET dosing": {
      const patient = found();
      return { status: 200, body: dosingJson(patient) };
    }
    case "POST dosing/n":
      return record(call, found(), Number(session));
    case "POST ratings":
      return rate(call, found());
    case "GET effects":
      return { status: 200, body: effectsJson(found()) };
    case "POST adverse-events":
      return confirmEvent(call, found());
    default:
      return null;
  }
}
