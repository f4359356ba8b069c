import { useState } from "preact/hooks";
import { moment, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { ItemAnswers } from "./item_answers.tsx";
import type { Measure } from "./measures.ts";
import { PatientWord } from "./patient_text.tsx";
import { usePrinting } from "./printing.ts";

/** Forms that have no score, each with its newest day; the answers open in place. */
export function OtherForms({ forms }: { forms: Measure[] }) {
  const [open, setOpen] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const printing = usePrinting();
  const now = useNow();
  if (forms.length === 0) return null;
  return (
    <section class="card" id="part-forms" aria-labelledby="forms" data-testid="forms">
      <h2 id="forms" tabIndex={-1}>
        {words.score.otherForms}
      </h2>
      <ul class="plain lines">
        {forms.map(({ questionnaire, title, responses }) => (
          <li key={questionnaire} data-testid={`form-${questionnaire}`}>
            <div class="row">
              <PatientWord text={title} />
              <span class="muted small">{moment(responses[0]?.authored ?? null, now)}</span>
              {!printing && (
                <button
                  type="button"
                  class="link"
                  data-testid="form-open"
                  aria-expanded={open === questionnaire}
                  aria-label={words.score.showLabel(title)}
                  onClick={() => {
                    setChosen(null);
                    setOpen(open === questionnaire ? null : questionnaire);
                  }}
                >
                  {open === questionnaire ? words.items.hide : words.score.show}
                </button>
              )}
            </div>
            {(printing || open === questionnaire) && (
              <ItemAnswers
                responses={responses}
                chosen={printing ? null : chosen}
                choose={setChosen}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
