import { useState } from "preact/hooks";
import type { Consent } from "../api/plan_shapes.ts";
import { moment, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { currentConsents, earlierConsents } from "./consent_state.ts";
import { PatientWord } from "./patient_text.tsx";
import { usePrinting } from "./printing.ts";

const say = words.consents;

function Step({ consent }: { consent: Consent }) {
  const now = useNow();
  const signed = consent.event === "signed";
  return (
    <li data-testid="consent" data-purpose={consent.purpose} data-event={consent.event}>
      <PatientWord text={say.purpose(consent.purpose)} />:{" "}
      <strong>
        <PatientWord text={say.event(consent.event)} />
      </strong>{" "}
      {moment(consent.authored, now)}
      <span class="muted small">
        <PatientWord text={say.version(consent.document, consent.version)} />
        {consent.template && ` · ${say.template}`}
      </span>
      {consent.name !== null && (
        <span class="muted small">
          {say.signedAs} <PatientWord text={consent.name} />
        </span>
      )}
      {(consent.contactName !== null || consent.contactPhone !== null) && (
        <span class="muted small">
          {say.contact}: <PatientWord text={consent.contactName ?? ""} />{" "}
          <PatientWord text={consent.contactPhone ?? ""} />
        </span>
      )}
      {consent.data !== null && (
        <span class="muted small">
          <PatientWord text={say.data(consent.data)} />
        </span>
      )}
      {signed && consent.purpose === "participation" && (
        <span class={`small ${consent.countersigned === null ? "accent" : "muted"}`}>
          {consent.countersigned === null ? (
            say.notCountersigned
          ) : (
            <PatientWord
              text={say.countersigned(
                consent.countersignedBy ?? "",
                moment(consent.countersigned, now),
              )}
            />
          )}
        </span>
      )}
    </li>
  );
}

/** What stands now for each purpose; how it came to that is folded. */
export function Consents({ consents }: { consents: Consent[] }) {
  const [all, setAll] = useState(false);
  const printing = usePrinting();
  const earlier = earlierConsents(consents);
  return (
    <section class="card" id="part-consent" aria-labelledby="consents" data-testid="consents">
      <h2 id="consents" tabIndex={-1}>
        {say.title}
      </h2>
      {consents.length === 0 && <p class="muted">{say.none}</p>}
      <ul class="plain lines">
        {currentConsents(consents).map((consent) => (
          <Step key={consent.id} consent={consent} />
        ))}
      </ul>
      {earlier.length > 0 &&
        (all || printing ? (
          <ul class="plain lines">
            {earlier.map((consent) => (
              <Step key={consent.id} consent={consent} />
            ))}
          </ul>
        ) : (
          <button
            type="button"
            class="link"
            data-testid="consent-more"
            onClick={() => setAll(true)}
          >
            {say.earlier(earlier.length)}
          </button>
        ))}
    </section>
  );
}
