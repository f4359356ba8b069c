// The sample clinic: what a server would know, in the shapes of docs/api.md. Tests change it and
// tell the page by an event, as a phone's answers would.

import { noCare, noRecord } from "./care.ts";
import type { CareMembers, CareRecord } from "./care.ts";
import { addCare } from "./sample_care.ts";

export interface Flag {
  id: string;
  tier: number;
  questionnaire: string | null;
  title: string | null;
  itemLabel: string | null;
  item: string | null;
  itemText: string | null;
  answer: string;
  authored: string;
  received: string;
  status: "active" | "inactive";
  acknowledged: string | null;
  acknowledgedBy: string | null;
  note: string | null;
  response: string | null;
  cause?: string | null;
}
export interface Item {
  linkId: string;
  label: string;
  text: string;
  answer: string | null;
  declined: boolean;
  value: number | null;
  previous: number | null;
  danger: boolean;
}
export interface Answers {
  id: string;
  questionnaire: string;
  title: string;
  version: string;
  authored: string;
  received: string;
  status: string;
  author?: string | null;
  unread?: string[] | null;
  items: Item[];
}
export interface Point {
  id: string;
  response: string;
  authored: string;
  received: string;
  value: number | null;
  band: string | null;
  prorated: boolean;
  pattern: string | null;
  complete?: boolean;
  change?: object;
}
export interface Score {
  questionnaire: string;
  title: string;
  max: number;
  bands: { code: string; from: number; to: number }[];
  points: Point[];
  baseline?: object | null;
  response?: boolean | null;
  remission?: boolean | null;
  change?: string;
  alsoFlagged?: boolean;
  relapse?: boolean;
}
export interface Device {
  id: string;
  state: string;
  digits: string | null;
  name: string;
  created: string;
  lastSeen: string | null;
}
export interface Task {
  id: string;
  questionnaire: string;
  title: string;
  due: string;
  status: string;
  created: string;
}
export interface Entry {
  id: string;
  authored: string;
  received: string;
  text: string;
  version: string;
  edited: boolean;
}
export interface Patient extends CareMembers {
  patient: { id: string; name: string; birthDate: string; phone: string | null };
  lastReceived: string | null;
  flags: Flag[];
  scores: Score[];
  responses: Answers[];
  journal: Entry[];
  assignments: Task[];
  devices: Device[];
  /** What has routes of its own. */
  care: CareRecord;
}

const minute = 60_000;
const day = 24 * 60 * minute;

export function id(n: number): string {
  return `0193a000-0000-7000-8000-${String(n).padStart(12, "0")}`;
}

export const options = [
  "Not at all",
  "Several days",
  "More than half the days",
  "Nearly every day",
];

const short: Record<string, string[]> = {
  "phq-9": [
    "Little interest or pleasure in doing things",
    "Feeling down, depressed, or hopeless",
    "Trouble falling or staying asleep, or sleeping too much",
    "Feeling tired or having little energy",
    "Poor appetite or overeating",
    "Feeling bad about yourself, or that you are a failure",
    "Trouble concentrating on things",
    "Moving or speaking slowly, or being restless",
    "Thoughts that you would be better off dead, or of hurting yourself",
  ],
  "gad-7": [
    "Feeling nervous, anxious, or on edge",
    "Not being able to stop or control worrying",
    "Worrying too much about different things",
    "Trouble relaxing",
    "Being so restless that it is hard to sit still",
    "Becoming easily annoyed or irritable",
    "Feeling afraid, as if something awful might happen",
  ],
};

const bands: Record<string, [string, number, number][]> = {
  "phq-9": [
    ["minimal", 0, 4],
    ["mild", 5, 9],
    ["moderate", 10, 14],
    ["moderately-severe", 15, 19],
    ["severe", 20, 27],
  ],
  "gad-7": [
    ["minimal", 0, 4],
    ["mild", 5, 9],
    ["moderate", 10, 14],
    ["severe", 15, 21],
  ],
};

export function bandOf(questionnaire: string, value: number): string {
  return bands[questionnaire]?.find(([, from, to]) => value >= from && value <= to)?.[0] ?? "none";
}

export class World {
  clinic = "Harbour Clinic";
  notices: string[] = [];
  patients: Patient[] = [];
  /** Whether some protocol of this clinic asks for ratings. */
  ratings = true;
  private next_ = 100;

  constructor(readonly nowMs: number) {}

  freshId(): string {
    this.next_ += 1;
    return id(this.next_);
  }

  at(beforeMs: number): string {
    return new Date(this.nowMs - beforeMs).toISOString();
  }

  add(name: string, n: number): Patient {
    const patient: Patient = {
      patient: {
        id: id(n),
        name,
        birthDate: "1985-04-02",
        phone: n === 6 ? null : `+44 20 7946 01${String(n).padStart(2, "0")}`,
      },
      lastReceived: null,
      flags: [],
      scores: [],
      responses: [],
      journal: [],
      assignments: [],
      devices: [],
      ...noCare(),
      care: noRecord(),
    };
    this.patients.push(patient);
    return patient;
  }

  /** One finished questionnaire: response, score and, where item 9 says so, a flag. */
  answer(patient: Patient, questionnaire: string, values: (number | null)[], beforeMs: number) {
    const title = questionnaire.toUpperCase();
    const before = patient.responses.find((each) => each.questionnaire === questionnaire);
    const response: Answers = {
      id: this.freshId(),
      questionnaire,
      title,
      version: "1.0.0",
      authored: this.at(beforeMs + 2 * minute),
      received: this.at(beforeMs),
      status: "completed",
      items: values.map((value, at) => ({
        linkId: `${questionnaire}-${at + 1}`,
        label: String(at + 1),
        text: short[questionnaire]?.[at] ?? `Question ${at + 1}`,
        answer: value === null ? null : (options[value] ?? null),
        declined: false,
        value,
        previous: before?.items[at]?.value ?? null,
        danger: questionnaire === "phq-9" && at === 8 && (value ?? 0) > 0,
      })),
    };
    patient.responses.unshift(response);
    const known = values.filter((value) => value !== null);
    const sum = values.length - known.length > 2 ? null : known.reduce((a, b) => a + b, 0);
    let score = patient.scores.find((each) => each.questionnaire === questionnaire);
    if (!score) {
      score = {
        questionnaire,
        title,
        max: values.length * 3,
        bands: (bands[questionnaire] ?? []).map(([code, from, to]) => ({ code, from, to })),
        points: [],
      };
      patient.scores.push(score);
    }
    score.points.push({
      id: this.freshId(),
      response: response.id,
      authored: response.authored,
      received: response.received,
      value: sum,
      band: sum === null ? null : bandOf(questionnaire, sum),
      prorated: known.length < values.length && sum !== null,
      pattern: questionnaire === "phq-9" ? "none" : null,
    });
    const danger = response.items.find((item) => item.danger);
    if (danger) this.flag(patient, response, danger);
    patient.lastReceived = response.received;
    return response;
  }

  flag(patient: Patient, response: Answers, item: Item): Flag {
    const flag: Flag = {
      id: this.freshId(),
      tier: (item.value ?? 0) > 1 ? 2 : 1,
      questionnaire: response.questionnaire,
      title: response.title,
      itemLabel: item.label,
      item: item.linkId,
      itemText: item.text,
      answer: item.answer ?? "prefer not to say",
      authored: response.authored,
      received: response.received,
      status: "active",
      acknowledged: null,
      acknowledgedBy: null,
      note: null,
      response: response.id,
    };
    patient.flags.unshift(flag);
    return flag;
  }

  /** What "I am in danger now" on the phone raises. */
  helpFlag(patient: Patient, beforeMs: number): Flag {
    const flag: Flag = {
      id: this.freshId(),
      tier: 3,
      questionnaire: null,
      title: null,
      itemLabel: null,
      item: null,
      itemText: null,
      answer: "Pressed: I am in danger now",
      authored: this.at(beforeMs + minute),
      received: this.at(beforeMs),
      status: "active",
      acknowledged: null,
      acknowledgedBy: null,
      note: null,
      response: null,
      cause: "help-now",
    };
    patient.flags.unshift(flag);
    return flag;
  }

  write(patient: Patient, text: string, beforeMs: number): Entry {
    const entry: Entry = {
      id: this.freshId(),
      authored: this.at(beforeMs),
      received: this.at(beforeMs - minute),
      text,
      version: "1",
      edited: false,
    };
    patient.journal.unshift(entry);
    patient.lastReceived = entry.received;
    return entry;
  }

  assign(patient: Patient, questionnaire: string, dueMs: number, status = "requested"): Task {
    const task: Task = {
      id: this.freshId(),
      questionnaire,
      title: questionnaire.toUpperCase(),
      due: new Date(this.nowMs + dueMs).toISOString().slice(0, 10),
      status,
      created: this.at(3 * day),
    };
    patient.assignments.unshift(task);
    return task;
  }

  pair(patient: Patient, name: string, state: string): Device {
    const device: Device = {
      id: this.freshId(),
      state,
      digits: state === "pending" ? "402917" : null,
      name,
      created: this.at(40 * day),
      lastSeen: state === "active" ? this.at(8 * minute) : null,
    };
    patient.devices.push(device);
    return device;
  }
}

/** The clinic of the screenshots and of most tests. */
export function sampleWorld(nowMs: number): World {
  const world = new World(nowMs);
  const ada = world.add("Ada Rowe", 1);
  world.answer(ada, "phq-9", [3, 3, 3, 3, 2, 3, 2, 2, 0], 58 * day);
  world.answer(ada, "phq-9", [3, 3, 3, 3, 2, 2, 2, 2, 0], 44 * day);
  world.answer(ada, "gad-7", [2, 2, 3, 2, 1, 2, 2], 44 * day);
  world.answer(ada, "phq-9", [3, 2, 3, 3, 2, 2, 2, 2, 0], 30 * day);
  world.answer(ada, "phq-9", [2, 1, 2, 2, 1, 1, 2, 1, 0], 22 * day);
  world.answer(ada, "gad-7", [1, 1, 2, 1, 1, 1, 1], 22 * day);
  world.answer(ada, "phq-9", [1, 1, 1, 1, 1, 1, 1, 1, 0], 9 * day);
  world.write(ada, "Strange dreams again. Not bad ones.", 5 * day);
  world.write(
    ada,
    "Rang my brother as I had planned. Harder than I thought, and lighter afterwards.\n\nWe will talk again on Sunday.",
    15 * 60 * minute,
  );
  world.pair(ada, "Ada's phone", "active");
  world.assign(ada, "gad-7", 4 * day);
  world.assign(ada, "phq-9", -1 * day, "completed");
  world.answer(ada, "phq-9", [1, 2, 2, 2, 1, 1, 1, 1, 1], 2 * 60 * minute);

  const jonas = world.add("Jonas Weil", 2);
  world.answer(jonas, "phq-9", [2, 2, 2, 2, 1, 1, 1, 1, 0], 30 * day);
  world.answer(jonas, "phq-9", [2, 2, 2, 2, 1, 1, 1, 0, 0], 16 * day);
  world.assign(jonas, "phq-9", -2 * day);
  const maria = world.add("Maria Santos", 3);
  world.answer(maria, "phq-9", [3, 2, 2, 2, 2, 2, 2, 2, 0], 40 * day);
  world.answer(maria, "phq-9", [2, 2, 2, 1, 1, 1, 1, 0, 0], 20 * day);
  world.answer(maria, "phq-9", [1, 1, 1, 1, 1, 0, 0, 0, 0], 12 * day);
  world.assign(maria, "phq-9", 1000);
  const lena = world.add("Lena Vogel", 4);
  world.pair(lena, "Linux phone", "pending");
  const priya = world.add("Priya Nair", 5);
  world.answer(priya, "phq-9", [1, 1, 1, 1, 1, 1, 0, 0, 0], 28 * day);
  world.answer(priya, "phq-9", [1, 1, 1, 1, 1, 1, 0, 0, 0], 14 * day);
  const tom = world.add("Tom Okafor", 6);
  world.answer(tom, "phq-9", [3, 3, 3, 2, 2, 2, 2, 2, 0], 90 * day);
  world.answer(tom, "phq-9", [2, 1, 2, 1, 1, 1, 1, 1, 0], 60 * day);
  world.answer(tom, "phq-9", [1, 1, 1, 1, 0, 1, 1, 0, 0], 30 * day);
  addCare(world);
  return world;
}
