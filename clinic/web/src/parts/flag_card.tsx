import { useId, useRef, useState } from "preact/hooks";
import type { Effects } from "../api/effect_shapes.ts";
import type { PatientRecord, SafetyFlag } from "../api/shapes.ts";
import { code, failure, moment, words } from "../words.ts";
import { useClinic, useNow } from "./clinic.ts";
import { effectOf } from "./effects.ts";
import { FlagContacts } from "./flag_contacts.tsx";
import { Fold } from "./fold.tsx";
import { PatientText, PatientWord } from "./patient_text.tsx";
import { FormProblem } from "./states.tsx";
import { TierPill, tierWord } from "./tier.tsx";

const say = words.flag;
/** The button of the phone's help page: no questionnaire is behind it. */
export const isHelpNow = (flag: SafetyFlag): boolean => flag.cause === "help-now";

const noteLettersMax = 2_000;

interface TitleProps {
  flag: SafetyFlag;
  effects: Effects | null;
}

export function FlagTitle({ flag, effects }: TitleProps) {
  if (isHelpNow(flag)) return <>{say.helpNow}</>;
  const effect = effectOf(effects, flag.response);
  const title = flag.title ?? flag.questionnaire ?? "";
  if (flag.cause === "unreadable-answer") {
    return (
      <>
        <PatientWord text={say.title(title, flag.itemLabel)} />
        {say.unreadable}
      </>
    );
  }
  return (
    <>
      <PatientWord
        text={
          flag.cause === null
            ? say.title(title, flag.itemLabel, effect)
            : say.caused(title, code(flag.cause))
        }
      />
      {flag.answer === null ? say.noAnswer : <PatientWord text={flag.answer} />}
    </>
  );
}

interface Props {
  flag: SafetyFlag;
  record: PatientRecord;
  /** To name the effect that a flag is about; null while they are not known. */
  effects: Effects | null;
  /** Whether the answers of the finished questionnaire are on this page. */
  finished: boolean;
  refresh: () => Promise<void>;
}

/** One open flag: what was answered, when, and the note without which it is not acknowledged. */
export function FlagCard({ flag, record, effects, finished, refresh }: Props) {
  const { client, drafts, announce, patients } = useClinic();
  const key = `flag:${flag.id}`;
  const [note, setNote] = useState(() => drafts.get(key));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const now = useNow();
  const id = useId();

  const write = (text: string) => {
    drafts.set(key, text);
    setNote(text);
    setProblem(null);
  };

  const acknowledge = async (event: Event) => {
    event.preventDefault();
    const text = note.trim();
    const over = [...text].length - noteLettersMax;
    if (text === "" || over > 0) {
      setProblem(text === "" ? say.missing : say.tooLong(over));
      field.current?.focus();
      return;
    }
    setBusy(true);
    try {
      await client.acknowledge(flag.id, text);
      write("");
      announce(say.done);
      document.querySelector<HTMLElement>("#content h1")?.focus();
      await Promise.all([refresh(), patients.refresh()]);
    } catch (error) {
      setProblem(failure(error, say.what));
    } finally {
      setBusy(false);
    }
  };

  if (flag.status !== "active") {
    return (
      <article class="flag closed" data-testid="flag-elsewhere">
        <h3>
          <FlagTitle flag={flag} effects={effects} />
        </h3>
        <p>{say.elsewhere(flag.acknowledgedBy ?? say.somebody)}</p>
        <p class="own-note">{note}</p>
        <button
          type="button"
          data-testid="flag-discard"
          onClick={() => {
            write("");
            void refresh();
          }}
        >
          {say.discard}
        </button>
      </article>
    );
  }

  return (
    <article class="flag" data-testid="flag" data-flag={flag.id} aria-labelledby={`${id}-title`}>
      <div class="flag-text">
        {flag.tier !== null && (
          <p>
            <TierPill
              tier={flag.tier}
              text={say.tier(flag.tier, tierWord(flag.tier, isHelpNow(flag)))}
            />
          </p>
        )}
        <h3 id={`${id}-title`}>
          <FlagTitle flag={flag} effects={effects} />
        </h3>
        {flag.itemText !== null && <PatientText text={flag.itemText} />}
        <p class="muted">
          {(isHelpNow(flag) ? say.pressed : say.answered)(
            moment(flag.authored, now),
            moment(flag.received, now),
          )}{" "}
          {flag.task && (
            <strong data-testid="flag-due">{say.contactBy(moment(flag.task.due, now))}</strong>
          )}
        </p>
        {!finished && !isHelpNow(flag) && <p class="muted">{say.unfinished}</p>}
        <FlagContacts record={record} />
      </div>
      <form class="flag-form" onSubmit={(event) => void acknowledge(event)} noValidate>
        <label for={`${id}-note`}>{say.note}</label>
        <textarea
          id={`${id}-note`}
          ref={field}
          rows={2}
          required
          data-testid="flag-note"
          aria-describedby={`${id}-hint ${id}-problem`}
          aria-invalid={problem !== null}
          value={note}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <p id={`${id}-hint`} class="hint">
          {say.noteHint}
        </p>
        <FormProblem id={`${id}-problem`} text={problem} />
        <button type="submit" class="main" disabled={busy} data-testid="flag-acknowledge">
          {busy ? say.busy : say.acknowledge}
        </button>
      </form>
    </article>
  );
}

export function EarlierFlags({ flags, effects }: { flags: SafetyFlag[]; effects: Effects | null }) {
  const now = useNow();
  if (flags.length === 0) return null;
  return (
    <Fold
      id="earlier-flags"
      title={say.earlier}
      testId="earlier-flags"
      summary={say.earlierCount(flags.length)}
    >
      <ul class="plain">
        {flags.map((flag) => (
          <li key={flag.id} data-testid="flag-acknowledged">
            <h3>
              <FlagTitle flag={flag} effects={effects} />
            </h3>
            {flag.note !== null && <PatientText text={flag.note} />}
            <p class="muted small">
              {say.by(flag.acknowledgedBy ?? say.somebody, moment(flag.acknowledged, now))}
            </p>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
