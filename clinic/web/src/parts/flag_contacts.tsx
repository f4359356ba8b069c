import type { PatientRecord } from "../api/shapes.ts";
import { words } from "../words.ts";
import { currentConsents } from "./consent_state.ts";
import { goTo } from "./fold.tsx";
import { PatientWord } from "./patient_text.tsx";
import { PhoneNumber } from "./phone_number.tsx";

const say = words.flag;

/** Whom to ring about a flag: the patient, the person the patient agreed to, and what the plan says. */
export function FlagContacts({ record }: { record: PatientRecord }) {
  const { phone } = record.patient;
  const contact = currentConsents(record.consents).find(
    (each) => each.purpose === "contact-person" && each.event === "signed",
  );
  return (
    <dl class="flag-contacts">
      <div>
        <dt>{say.patientPhone}</dt>
        <dd>
          {phone === null ? (
            <span class="muted" data-testid="flag-no-phone">
              {say.noPhone}
            </span>
          ) : (
            <PhoneNumber number={phone} testId="flag-phone" />
          )}
        </dd>
      </div>
      {contact && (
        <div>
          <dt>{say.contactPerson}</dt>
          <dd>
            <PatientWord text={contact.contactName ?? ""} />{" "}
            {contact.contactPhone !== null && (
              <PhoneNumber number={contact.contactPhone} testId="flag-contact" />
            )}
          </dd>
        </div>
      )}
      <div>
        <dt>{words.safetyPlan.title}</dt>
        <dd>
          {record.safetyPlan === null ? (
            <span class="muted">{words.safetyPlan.none}</span>
          ) : (
            <button
              type="button"
              class="link screen-only"
              data-testid="flag-safety-plan"
              onClick={() => goTo("safety-plan")}
            >
              {say.readPlan}
            </button>
          )}
        </dd>
      </div>
    </dl>
  );
}
