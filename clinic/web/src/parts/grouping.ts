import type { OpenTask } from "../api/care_shapes.ts";
import type { PatientRow } from "../api/shapes.ts";

export interface Groups {
  now: PatientRow[];
  due: PatientRow[];
  rest: PatientRow[];
}

/** How many open tasks the staff has for each patient, by the patient's id. */
export function tasksByPatient(tasks: readonly OpenTask[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { patient } of tasks) counts.set(patient.id, (counts.get(patient.id) ?? 0) + 1);
  return counts;
}

/** The server's order is kept inside each group: it knows who needs somebody first. */
export function group(
  rows: readonly PatientRow[],
  tasks: ReadonlyMap<string, number> = new Map(),
): Groups {
  const groups: Groups = { now: [], due: [], rest: [] };
  for (const row of rows) {
    if (row.openFlags > 0 || row.stoppedDevices > 0) groups.now.push(row);
    else if (tasks.has(row.id) || row.overdue > 0 || row.due > 0 || row.pendingDevices > 0)
      groups.due.push(row);
    else groups.rest.push(row);
  }
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
