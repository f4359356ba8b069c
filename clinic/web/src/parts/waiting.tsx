// What waits for the clinic and is neither a flag nor a task: safety forms that nobody answered, and
// reports of side effects that nobody has confirmed.
import type { Effects } from "../api/effect_shapes.ts";
import type { PatientRecord } from "../api/shapes.ts";
import { words } from "../words.ts";
import { goTo } from "./fold.tsx";
import { PatientWord } from "./patient_text.tsx";
import { followedPlan, titleOfVisit } from "./plan.ts";

const say = words.waiting;

export interface WaitingLine {
  key: string;
  text: string;
  /** The part of the page where it is dealt with. */
  part: string;
}

/** A missed form that an open task asks after is told by the task. */
export function waitingLines(record: PatientRecord, effects: Effects | null): WaitingLine[] {
  const plan = followedPlan(record);
  const asked = new Set(
    record.staffTasks
      .filter((task) => task.open)
      .flatMap((task) =>
        task.forms.map((form) => `${task.session}/${task.visit}/${form.questionnaire}`),
      ),
  );
  const forms = (record.missing?.forms ?? []).filter(
    (form) =>
      form.safety &&
      form.state === "closed" &&
      !asked.has(`${form.session}/${form.visit}/${form.questionnaire}`),
  );
  const reports = (effects?.reports ?? []).filter(
    (report) => report.grade !== null && report.events.length === 0,
  );
  return [
    ...reports.map((report) => ({
      key: report.response,
      text: say.effect(report.term ?? report.title),
      part: "effects",
    })),
    ...forms.map((form) => ({
      key: `${form.session}/${form.visit}/${form.questionnaire}`,
      text: say.form(form.title, plan ? titleOfVisit(plan, form) : form.visitTitle),
      part: "missing",
    })),
  ];
}

const linesMax = 4;

export function Waiting({ lines }: { lines: WaitingLine[] }) {
  const more = lines.length - linesMax;
  return (
    <section class="card" aria-labelledby="waiting" data-testid="waiting">
      <h3 id="waiting">{say.title}</h3>
      <ul class="plain lines">
        {lines.slice(0, linesMax).map((line) => (
          <li key={line.key} class="row" data-testid="waiting-line">
            <PatientWord text={line.text} letters={300} />
            <button
              type="button"
              class="link screen-only"
              data-testid="waiting-go"
              aria-label={say.goLabel(line.text)}
              onClick={() => goTo(line.part)}
            >
              {say.go}
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="muted small">{say.more(more)}</p>}
    </section>
  );
}
