import { useState } from "preact/hooks";
import type { Missing } from "../api/care_shapes.ts";
import { moment, shortDay, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { PatientWord } from "./patient_text.tsx";
import { usePrinting } from "./printing.ts";

const say = words.missing;
const firstLines = 6;

interface Props {
  missing: Missing;
  titleOf: (visit: { visit: string; session: number }) => string;
}

/** What was expected and is not there, and what is there with a reservation. */
export function MissingCard({ missing, titleOf }: Props) {
  const [all, setAll] = useState(false);
  const printing = usePrinting();
  const now = useNow();
  const lines = [
    ...missing.forms.map((form) => ({
      key: `form/${form.session}/${form.visit}/${form.questionnaire}`,
      what: say.form(form.title, titleOf(form)),
      more: [
        say.state(form.state, shortDay(form.closes, now)),
        form.forClinic ? say.forClinic : null,
        form.safety ? say.safety : null,
      ],
    })),
    ...missing.totals.map((total) => ({
      key: `total/${total.response}`,
      what: say.total(total.title, moment(total.authored, now), total.reason),
      more: [],
    })),
    ...missing.late.map((late) => ({
      key: `late/${late.response}/${late.visit}`,
      what: say.late(late.title, titleOf(late)),
      more: [],
    })),
  ];
  const shown = all || printing ? lines : lines.slice(0, firstLines);
  return (
    <section class="card" id="part-missing" aria-labelledby="missing" data-testid="missing">
      <h2 id="missing" tabIndex={-1}>
        {say.title}
      </h2>
      {lines.length === 0 && <p class="muted">{say.none}</p>}
      <ul class="plain lines">
        {shown.map((line) => (
          <li key={line.key} data-testid="missing-line">
            <PatientWord text={line.what} letters={300} />
            {line.more.length > 0 && (
              <span class="muted small">{line.more.filter((each) => each).join(" · ")}</span>
            )}
          </li>
        ))}
      </ul>
      {lines.length > shown.length && (
        <button type="button" class="link" data-testid="missing-more" onClick={() => setAll(true)}>
          {say.more(lines.length - shown.length)}
        </button>
      )}
    </section>
  );
}
