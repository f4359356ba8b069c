import { useId, useState } from "preact/hooks";
import type { Consent } from "../api/plan_shapes.ts";
import { moment, shortDay, words } from "../words.ts";
import { useClinic, useNow } from "./clinic.ts";
import {
  consentToCountersign,
  currentConsents,
  earlierConsents,
  mayBeCountersigned,
} from "./consent_state.ts";
import { Fold } from "./fold.tsx";
import { More } from "./more.tsx";
import { PatientWord } from "./patient_text.tsx";
import { useSending } from "./sending.ts";
import { FormProblem } from "./states.tsx";
import { visibleText } from "./visible.ts";

const say = words.consents;

interface Shared {
  patient: string;
  refresh: () => Promise<void>;
}

/** Puts the name of whoever is signed in under what the patient signed. */
function Countersign({ patient, consent, refresh }: Shared & { consent: Consent }) {
  const { client } = useClinic();
  const { busy, problem, send } = useSending(refresh);
  const id = useId();
  return (
    <>
      <button
        type="button"
        class="link screen-only"
        disabled={busy}
        data-testid="consent-countersign"
        aria-label={say.countersignLabel(visibleText(consent.name ?? ""))}
        aria-describedby={id}
        onClick={() =>
          void send(
            () => client.countersign(patient, consent.id),
            say.whatCountersign,
            say.wasCountersigned,
          )
        }
      >
        {busy ? say.countersigning : say.countersign}
      </button>
      <FormProblem id={id} text={problem} />
    </>
  );
}

/** One step; `shared` where it still stands and may be countersigned. */
function Step({ consent, shared = null }: { consent: Consent; shared?: Shared | null }) {
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
        <PatientWord
          text={say.version(consent.document, consent.title, consent.version)}
          letters={300}
        />
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
      {shared !== null && mayBeCountersigned(consent) && (
        <Countersign {...shared} consent={consent} />
      )}
    </li>
  );
}

/** What stands now for each purpose; how it came to that is folded. */
export function Consents({ consents, ...shared }: Shared & { consents: Consent[] }) {
  const [all, setAll] = useState(false);
  const earlier = earlierConsents(consents);
  const now = useNow();
  const current = currentConsents(consents);
  const summary = [
    ...current.map(
      (each) =>
        `${say.purpose(each.purpose)} ${say.event(each.event)} ${shortDay(each.authored, now)}`,
    ),
    ...(consentToCountersign(consents) === null ? [] : [say.notCountersigned]),
  ];
  return (
    <Fold
      id="consents"
      title={say.title}
      testId="consents"
      empty={consents.length === 0}
      summary={consents.length === 0 ? say.none : summary.join(" · ")}
    >
      {consents.length === 0 && <p class="muted">{say.none}</p>}
      <ul class="plain lines">
        {current.map((consent) => (
          <Step key={consent.id} consent={consent} shared={shared} />
        ))}
      </ul>
      {earlier.length > 0 &&
        (all ? (
          <ul class="plain lines">
            {earlier.map((consent) => (
              <Step key={consent.id} consent={consent} />
            ))}
          </ul>
        ) : (
          <More
            text={say.earlier(earlier.length)}
            testId="consent-more"
            show={() => setAll(true)}
          />
        ))}
    </Fold>
  );
}
