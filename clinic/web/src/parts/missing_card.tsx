import { useState } from "preact/hooks";
import type { Missing } from "../api/care_shapes.ts";
import { moment, shortDay, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { Fold } from "./fold.tsx";
import { More } from "./more.tsx";
import { PatientWord } from "./patient_text.tsx";

const say = words.missing;
const firstLines = 6;

/** A safety form stands first however old it is; what is newer before what is older. */
function safetyFirst(forms: Missing["forms"]): Missing["forms"] {
  const closes = (form: Missing["forms"][number]) => form.closes ?? form.due ?? "";
  return [...forms].sort(
    (a, b) => Number(b.safety) - Number(a.safety) || closes(b).localeCompare(closes(a)),
  );
}

interface Props {
  missing: Missing;
  titleOf: (visit: { visit: string; session: number }) => string;
}

/** What was expected and is not there, and what is there with a reservation. */
export function MissingCard({ missing, titleOf }: Props) {
  const [all, setAll] = useState(false);
  const now = useNow();
  const lines = [
    ...safetyFirst(missing.forms).map((form) => ({
      key: `form/${form.session}/${form.visit}/${form.questionnaire}`,
      what: say.form(form.title, titleOf(form)),
      more: [
        say.state(form.state, shortDay(form.closes, now)),
        form.forClinic ? say.forClinic : null,
      ],
      safety: form.safety,
    })),
    ...missing.totals.map((total) => ({
      key: `total/${total.response}`,
      what: say.total(total.title, moment(total.authored, now), total.reason),
      more: [],
      safety: false,
    })),
    ...missing.late.map((late) => ({
      key: `late/${late.response}/${late.visit}`,
      what: say.late(late.title, titleOf(late)),
      more: [],
      safety: false,
    })),
  ];
  const safety = lines.filter((line) => line.safety).length;
  const shown = all ? lines : lines.slice(0, firstLines);
  return (
    <Fold
      id="missing"
      title={say.title}
      testId="missing"
      empty={lines.length === 0}
      summary={lines.length === 0 ? say.none : say.summary(lines.length, safety)}
    >
      {lines.length === 0 && <p class="muted">{say.none}</p>}
      <ul class="plain lines">
        {shown.map((line) => (
          <li key={line.key} data-testid="missing-line" data-safety={line.safety}>
            <PatientWord text={line.what} letters={300} />
            {line.safety && <strong class="urgent">{say.safety}</strong>}
            {line.more.length > 0 && (
              <span class="muted small">{line.more.filter((each) => each).join(" · ")}</span>
            )}
          </li>
        ))}
      </ul>
      {lines.length > shown.length && (
        <More
          text={say.more(lines.length - shown.length)}
          testId="missing-more"
          show={() => setAll(true)}
        />
      )}
    </Fold>
  );
}
