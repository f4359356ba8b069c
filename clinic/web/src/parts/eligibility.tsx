import { useState } from "preact/hooks";
import type { Decided, SelfCheck } from "../api/care_shapes.ts";
import type { Answers, PatientRecord } from "../api/shapes.ts";
import { failure, moment, shortDay, words } from "../words.ts";
import { useClinic, useNow } from "./clinic.ts";
import { DecisionForm } from "./decision.tsx";
import { Findings } from "./findings.tsx";
import { Fold } from "./fold.tsx";
import { ItemAnswers } from "./item_answers.tsx";
import { More } from "./more.tsx";
import { PatientText, PatientWord } from "./patient_text.tsx";
import { followedPlan } from "./plan.ts";
import type { Resource } from "./resource.ts";
import { Failed } from "./states.tsx";

const say = words.eligibility;

function Decision({ decision }: { decision: Decided }) {
  const now = useNow();
  return (
    <div class="decision" data-testid="decision">
      <p>
        <strong>{decision.eligible ? say.goesOn : say.stopped}</strong> ·{" "}
        {say.classOf(decision.class)}
      </p>
      <PatientText text={decision.reason} />
      <p class="muted small">
        <PatientWord text={say.by(decision.by ?? "", moment(decision.at, now))} />
      </p>
      {decision.second !== null && (
        <p class="muted small">
          <PatientWord text={say.second(decision.second)} />
        </p>
      )}
      {decision.needsSecond && (
        <p class="accent small" data-testid="second-person">
          {say.noSecond}
        </p>
      )}
    </div>
  );
}

interface Props {
  record: PatientRecord;
  /** What the newest self-check amounts to. */
  check: Resource<SelfCheck>;
  /** Answers of the self-check, newest first. */
  selfCheck: Answers[];
  refresh: () => Promise<void>;
}

/** What the self-check said, and what a clinician decided. */
export function Eligibility({ record, check, selfCheck, refresh }: Props) {
  const { drafts } = useClinic();
  const now = useNow();
  const [chosen, setChosen] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const plan = followedPlan(record);
  const decision = plan?.decision ?? null;
  const patient = record.patient.id;
  const result = check.value?.result ?? null;
  const proposed = result === "none" ? null : result;
  const decided = decision
    ? [decision.eligible ? say.goesOn : say.stopped, say.classShort(decision.class)].join(", ")
    : "";
  const again =
    decision?.eligible && decision.outdated
      ? say.again(check.value?.authored ? shortDay(check.value.authored, now) : null)
      : null;
  const summary = decision
    ? [
        ...(again === null ? [decided] : [again, say.before(decided)]),
        decision.by ?? "",
        shortDay(decision.at, now),
        ...(decision.needsSecond ? [say.noSecond] : []),
      ].join(" · ")
    : proposed === null
      ? say.none
      : `${say.none} ${say.proposed(proposed)}`;
  // The newest is the one that stands; the others say how it came to that.
  const earlier = check.value?.decisions.slice(1) ?? [];
  return (
    <Fold
      id="eligibility"
      title={say.title}
      testId="eligibility"
      summary={summary}
      startsOpen={drafts.has(`decide:${patient}`)}
    >
      {decision === null && <p class="muted">{say.none}</p>}
      {again !== null && (
        <p class="accent" data-testid="decide-again">
          <strong>{again}.</strong>
        </p>
      )}
      {decision !== null && <Decision decision={decision} />}
      {check.problem !== null && (
        <Failed
          text={failure(check.problem, words.findings.what)}
          retry={() => void check.refresh()}
        />
      )}
      {check.value && <Findings check={check.value} />}
      {plan === null ? (
        <p class="muted small">{say.noPlan}</p>
      ) : (
        <DecisionForm
          key={patient}
          patient={patient}
          found={proposed}
          about={check.value?.response ?? null}
          decided={decision !== null}
          refresh={async () => {
            await Promise.all([refresh(), check.refresh()]);
          }}
        />
      )}
      {earlier.length > 0 &&
        (all ? (
          earlier.map((each) => <Decision key={each.at} decision={each} />)
        ) : (
          <More
            text={words.findings.decisions(earlier.length)}
            testId="decision-more"
            show={() => setAll(true)}
          />
        ))}
      {selfCheck.length === 0 && check.value !== null && check.value.response === null && (
        <p class="muted eligibility-check">{say.noCheck}</p>
      )}
      <ItemAnswers responses={selfCheck} chosen={chosen} choose={setChosen} folded />
    </Fold>
  );
}
