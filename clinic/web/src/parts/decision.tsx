import { useId, useState } from "preact/hooks";
import { words } from "../words.ts";
import { useClinic } from "./clinic.ts";
import { Labelled } from "./labelled.tsx";
import { useDraft, useSending } from "./sending.ts";
import { FormProblem } from "./states.tsx";

const say = words.eligibility;
const classLetters = ["A", "B", "C", "U"];
const reasonLettersMax = 2_000;

interface Props {
  patient: string;
  /** The highest class that the server found in the self-check, as a proposal. */
  found: string | null;
  /** The self-check that was read; null where there is none. */
  about: string | null;
  /** Whether a decision stands already. */
  decided: boolean;
  refresh: () => Promise<void>;
}

/** Records a clinician's decision. Nothing is chosen beforehand but the class that was found. */
export function DecisionForm({ patient, found, about, decided, refresh }: Props) {
  const { client } = useClinic();
  const [open, setOpen] = useState(false);
  const [goesOn, setGoesOn] = useState<boolean | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useDraft(`decide:${patient}`);
  const { busy, problem, say: tell, send } = useSending(refresh);
  const id = useId();
  // Somebody else's decision, or a new self-check, must not close a form that is being filled in.
  const letter = chosen ?? found ?? "";

  if (!open && reason === "") {
    return (
      <button type="button" class="screen-only" data-testid="decide" onClick={() => setOpen(true)}>
        {decided ? say.decideAgain : say.decide}
      </button>
    );
  }

  const submit = async (event: Event) => {
    event.preventDefault();
    const text = reason.trim();
    const over = [...text].length - reasonLettersMax;
    if (goesOn === null || letter === "" || text === "" || over > 0) {
      tell(over > 0 ? say.tooLong(over) : say.missing);
      return;
    }
    await send(
      async () => {
        await client.changePlan(patient, {
          do: "decide",
          eligible: goesOn,
          class: letter,
          reason: text,
          response: about,
        });
        // Before the page draws the new decision: the form must not come back with the old reason.
        setReason("");
        setGoesOn(null);
        setChosen(null);
        setOpen(false);
      },
      say.what,
      say.done,
    );
  };

  return (
    <form class="stack screen-only" noValidate onSubmit={(event) => void submit(event)}>
      <fieldset class="choices">
        <legend>{say.question}</legend>
        <label class="choice">
          <input
            type="radio"
            name={`${id}-decision`}
            data-testid="decide-yes"
            checked={goesOn === true}
            onChange={() => setGoesOn(true)}
          />
          {say.goOn}
        </label>
        <label class="choice">
          <input
            type="radio"
            name={`${id}-decision`}
            data-testid="decide-no"
            checked={goesOn === false}
            onChange={() => setGoesOn(false)}
          />
          {say.notNow}
        </label>
      </fieldset>
      <Labelled label={say.riskClass}>
        {(field) => (
          <select
            id={field}
            data-testid="decide-class"
            value={letter}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            <option value="">{say.choose}</option>
            {classLetters.map((each) => (
              <option key={each} value={each}>
                {say.classOf(each)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label={say.reason} hint={say.reasonHint}>
        {(field, hint) => (
          <textarea
            id={field}
            rows={2}
            data-testid="decide-reason"
            aria-describedby={`${hint} ${id}-problem`}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </Labelled>
      <FormProblem id={`${id}-problem`} text={problem} />
      <div class="buttons">
        <button type="submit" class="main" disabled={busy} data-testid="decide-submit">
          {busy ? say.busy : say.submit}
        </button>
        <button
          type="button"
          class="link"
          onClick={() => {
            setReason("");
            setOpen(false);
          }}
        >
          {say.cancel}
        </button>
      </div>
    </form>
  );
}
