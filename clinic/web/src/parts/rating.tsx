import { useEffect, useId, useState } from "preact/hooks";
import type { Plan } from "../api/plan_shapes.ts";
import type { QuestionnaireName, RatedItem } from "../api/shapes.ts";
import { failure, words } from "../words.ts";
import { useClinic } from "./clinic.ts";
import { instantOf, isoMinute } from "./days.ts";
import { Labelled } from "./labelled.tsx";
import { nameOfVisit } from "./plan.ts";
import { useSending } from "./sending.ts";
import { FormProblem } from "./states.tsx";

const say = words.rating;

const numbersMax = 40;

/** Every item takes one of a few numbers; a form of another kind is not rated on this page. */
function canBeRated(form: QuestionnaireName): boolean {
  const isFew = ({ min, max }: RatedItem) =>
    min !== null && max !== null && max >= min && max - min < numbersMax;
  return form.forClinic && form.items.length > 0 && form.items.every(isFew);
}

/** One item by its number alone: the wording belongs to the clinic's licensed scale. */
function ItemChoice({
  item,
  value,
  set,
}: {
  item: RatedItem;
  value: number | null;
  set: (value: number | null) => void;
}) {
  const id = useId();
  const { min, max } = item;
  if (min === null || max === null) return null;
  const numbers = Array.from({ length: max - min + 1 }, (_, at) => min + at);
  const name = (number: number) => (item.yesNo ? say.yesNo(number === 1) : number);
  return (
    <fieldset class="choices rating-item" data-testid={`rating-item-${item.label}`}>
      <legend>{say.item(item.label)}</legend>
      {numbers.map((number) => (
        <label class="choice" key={number}>
          <input
            type="radio"
            name={id}
            value={number}
            checked={value === number}
            onChange={() => set(number)}
          />
          {name(number)}
        </label>
      ))}
      <label class="choice">
        <input
          type="radio"
          name={id}
          value=""
          checked={value === null}
          onChange={() => set(null)}
        />
        {say.notRated}
      </label>
    </fieldset>
  );
}

interface Props {
  patient: string;
  plan: Plan | null;
  refresh: () => Promise<void>;
}

function Form({
  patient,
  plan,
  forms,
  refresh,
  close,
}: Props & { forms: QuestionnaireName[]; close: () => void }) {
  const { client, drafts } = useClinic();
  const key = `rate:${patient}`;
  const [chosen, setChosen] = useState(
    () => drafts.get(key) || (forms.length === 1 ? (forms[0]?.id ?? "") : ""),
  );
  // Only numbers, so one draft holds them all and a look at another patient loses none.
  const [answers, setAnswers] = useState<Record<string, number>>(() => {
    const kept = drafts.get(`${key}:answers`);
    return kept === "" ? {} : (JSON.parse(kept) as Record<string, number>);
  });
  const [at, setAt] = useState(() => isoMinute(client.now()));
  const [visit, setVisit] = useState("");
  const { busy, problem, say: tell, send } = useSending(refresh);
  const id = useId();
  const form = forms.find((each) => each.id === chosen);
  const items = form?.items ?? [];
  const visits = plan?.visits.filter((each) => each.clinicForms.length > 0) ?? [];
  const given = items.filter((item) => answers[item.label] !== undefined).length;

  const set = (label: string, value: number | null) => {
    const others = Object.entries(answers).filter(([each]) => each !== label);
    const next = Object.fromEntries(value === null ? others : [...others, [label, value]]);
    setAnswers(next);
    drafts.set(`${key}:answers`, JSON.stringify(next));
    tell(null);
  };
  const choose = (questionnaire: string) => {
    drafts.set(key, questionnaire);
    drafts.set(`${key}:answers`, "");
    setChosen(questionnaire);
    setAnswers({});
  };
  const leave = () => {
    drafts.set(key, "");
    drafts.set(`${key}:answers`, "");
    close();
  };

  const submit = async (event: Event) => {
    event.preventDefault();
    const when = instantOf(at);
    if (given === 0 || when === null) {
      tell(given === 0 ? say.missing : say.whenMissing);
      return;
    }
    const about = visits[Number(visit)];
    const done = await send(
      () =>
        client.rate(patient, {
          questionnaire: chosen,
          answers: items.map((item) => answers[item.label] ?? null),
          at: when,
          ...(visit !== "" && about ? { visit: about.visit, session: about.session } : {}),
        }),
      say.what,
      say.done,
    );
    if (done) leave();
  };

  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <p class="muted">{say.intro}</p>
      <div class="dosing-fields">
        <Labelled label={say.form}>
          {(field) => (
            <select
              id={field}
              data-testid="rating-form"
              value={chosen}
              onChange={(event) => choose(event.currentTarget.value)}
            >
              <option value="">{say.choose}</option>
              {forms.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.title}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label={say.at} day={at}>
          {(field) => (
            <input
              id={field}
              type="datetime-local"
              data-testid="rating-at"
              value={at}
              onInput={(event) => setAt(event.currentTarget.value)}
            />
          )}
        </Labelled>
        {plan && visits.length > 0 && (
          <Labelled label={say.visit}>
            {(field) => (
              <select
                id={field}
                data-testid="rating-visit"
                value={visit}
                onChange={(event) => setVisit(event.currentTarget.value)}
              >
                <option value="">{say.noVisit}</option>
                {visits.map((each, index) => (
                  <option key={`${each.session}/${each.visit}`} value={String(index)}>
                    {nameOfVisit(plan, each)}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
        )}
      </div>
      {items.map((item) => (
        <ItemChoice
          key={`${chosen}/${item.label}`}
          item={item}
          value={answers[item.label] ?? null}
          set={(value) => set(item.label, value)}
        />
      ))}
      {items.length > 0 && (
        <p class="muted" role="status" data-testid="rating-progress">
          {say.rated(given, items.length)}. {given < items.length && say.partly}
        </p>
      )}
      <FormProblem id={`${id}-problem`} text={problem} />
      <div class="buttons">
        <button type="submit" class="main" disabled={busy} data-testid="rating-submit">
          {busy ? say.busy : say.submit}
        </button>
        <button type="button" class="link" data-testid="rating-cancel" onClick={leave}>
          {say.cancel}
        </button>
      </div>
    </form>
  );
}

/** A clinician's rating by item numbers. */
export function Rating({ patient, plan, refresh }: Props) {
  const { client, drafts } = useClinic();
  const [open, setOpen] = useState(() => drafts.has(`rate:${patient}:answers`));
  const [forms, setForms] = useState<QuestionnaireName[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let current = true;
    client.questionnaires().then(
      (list) => current && setForms(list.filter(canBeRated)),
      (error: unknown) => current && setProblem(failure(error, "")),
    );
    return () => {
      current = false;
    };
  }, [client]);

  // Where no protocol asks for a rating there is nothing to offer.
  if (problem === null && (forms === null || forms.length === 0)) return null;
  return (
    <section
      class="card screen-only"
      id="part-rating"
      aria-labelledby="rating"
      data-testid="rating"
    >
      <h2 id="rating" tabIndex={-1}>
        {say.title}
      </h2>
      <FormProblem id="rating-forms-problem" text={problem} />
      {!open ? (
        <button type="button" data-testid="rating-open" onClick={() => setOpen(true)}>
          {say.open}
        </button>
      ) : (
        <Form
          patient={patient}
          plan={plan}
          forms={forms ?? []}
          refresh={refresh}
          close={() => setOpen(false)}
        />
      )}
    </section>
  );
}
