import { useState } from "preact/hooks";
import { moment, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { Fold } from "./fold.tsx";
import { ItemAnswers } from "./item_answers.tsx";
import type { Measure } from "./measures.ts";
import { PatientWord } from "./patient_text.tsx";

/** Forms that have no score, each with its newest day; the answers open in place. */
export function OtherForms({ forms }: { forms: Measure[] }) {
  const [open, setOpen] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const now = useNow();
  if (forms.length === 0) return null;
  return (
    <Fold
      id="forms"
      title={words.score.otherForms}
      testId="forms"
      summary={forms.map((each) => each.title).join(", ")}
    >
      <ul class="plain lines">
        {forms.map(({ questionnaire, title, responses }) => (
          <li key={questionnaire} data-testid={`form-${questionnaire}`}>
            <div class="row">
              <PatientWord text={title} />
              <span class="muted small">{moment(responses[0]?.authored ?? null, now)}</span>
              <button
                type="button"
                class="link screen-only"
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
            </div>
            {open === questionnaire && (
              <ItemAnswers responses={responses} chosen={chosen} choose={setChosen} />
            )}
          </li>
        ))}
      </ul>
    </Fold>
  );
}
