import type { OpenTask } from "../api/care_shapes.ts";
import type { PatientRow } from "../api/shapes.ts";

export interface Groups {
  now: PatientRow[];
  due: PatientRow[];
  rest: PatientRow[];
}

export interface TaskCount {
  open: number;
  /** Of the open ones. */
  urgent: number;
}

/** How many open tasks the staff has for each patient, by the patient's id. */
export function tasksByPatient(tasks: readonly OpenTask[]): ReadonlyMap<string, TaskCount> {
  const counts = new Map<string, TaskCount>();
  for (const { patient, urgent } of tasks) {
    const count = counts.get(patient.id) ?? { open: 0, urgent: 0 };
    counts.set(patient.id, {
      open: count.open + 1,
      urgent: count.urgent + (urgent ? 1 : 0),
    });
  }
  return counts;
}

/**
 * The server's order is kept inside each group: it knows who needs somebody first. Only the tasks of
 * the staff it does not count, so who has an urgent one comes first of those who are due.
 */
export function group(
  rows: readonly PatientRow[],
  tasks: ReadonlyMap<string, TaskCount> = new Map(),
): Groups {
  const groups: Groups = { now: [], due: [], rest: [] };
  for (const row of rows) {
    if (row.openFlags > 0 || row.stoppedDevices > 0) groups.now.push(row);
    else if (tasks.has(row.id) || row.overdue > 0 || row.due > 0 || row.pendingDevices > 0)
      groups.due.push(row);
    else groups.rest.push(row);
  }
  const isUrgent = (row: PatientRow) => (tasks.get(row.id)?.urgent ?? 0) > 0;
  groups.due.sort((a, b) => Number(isUrgent(b)) - Number(isUrgent(a)));
  return groups;
}

/** Letters only: case and accents do not matter to somebody who types quickly. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

export function matching(rows: readonly PatientRow[], search: string): PatientRow[] {
  const wanted = folded(search).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...rows];
  return rows.filter((row) => {
    const name = folded(row.name);
    return wanted.every((part) => name.includes(part));
  });
}

/** Names that a reader takes for the same. */
const sameName = (name: string): string =>
  name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

/** What tells a patient from others of the same name: the birth date, and the number where that is not enough. */
export interface Apart {
  birthDate: string | null;
  number: string | null;
}

/** By id, of the patients whose name somebody else has too. */
export function tellApart(
  rows: readonly Pick<PatientRow, "id" | "name" | "birthDate">[],
): ReadonlyMap<string, Apart> {
  const apart = new Map<string, Apart>();
  for (const row of rows) {
    const alike = rows.filter((each) => sameName(each.name) === sameName(row.name));
    if (alike.length < 2) continue;
    const { birthDate } = row;
    const isAlone = alike.filter((each) => each.birthDate === birthDate).length === 1;
    apart.set(row.id, { birthDate, number: birthDate !== null && isAlone ? null : row.id });
  }
  return apart;
}
