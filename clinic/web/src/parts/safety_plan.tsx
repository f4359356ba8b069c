import type { SafetyPlan } from "../api/plan_shapes.ts";
import { moment, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { PatientText, PatientWord } from "./patient_text.tsx";

const say = words.safetyPlan;

/** The plan in the patient's own words, as it was written. */
export function SafetyPlanCard({ plan }: { plan: SafetyPlan | null }) {
  const now = useNow();
  return (
    <section
      class="card"
      id="part-safety-plan"
      aria-labelledby="safety-plan"
      data-testid="safety-plan"
    >
      <h2 id="safety-plan" tabIndex={-1}>
        {say.title}
      </h2>
      {plan === null ? (
        <p class="muted">{say.none}</p>
      ) : (
        <>
          <p class="muted small">{say.written(moment(plan.authored, now))}</p>
          {plan.sections.map((section) => (
            <div class="plan-section" key={section.code} data-testid="safety-plan-section">
              <h3>
                <PatientWord text={section.heading} />
              </h3>
              <PatientText text={section.text} />
            </div>
          ))}
        </>
      )}
    </section>
  );
}
