import { useState } from "preact/hooks";
import type { JournalEntry } from "../api/shapes.ts";
import { moment, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { More } from "./more.tsx";
import { PatientText } from "./patient_text.tsx";

const say = words.journal;
const firstEntries = 8;

export function Journal({ entries }: { entries: JournalEntry[] }) {
  const [open, setOpen] = useState(false);
  const now = useNow();
  const shown = open ? entries : entries.slice(0, firstEntries);
  const hidden = entries.length - shown.length;
  return (
    <section class="card" aria-labelledby="journal" data-testid="journal">
      <h2 id="journal" tabIndex={-1}>
        {say.title}
      </h2>
      {entries.length === 0 && <p class="muted">{say.none}</p>}
      <ul class="plain">
        {shown.map((entry) => (
          <li key={entry.id} data-testid="journal-entry" data-entry={entry.id}>
            <PatientText text={entry.text} />
            <p class="muted small">
              {moment(entry.authored, now)}
              {entry.clockAhead && ` · ${words.clockAhead}`}
              {entry.edited && ` · ${say.edited}`}
            </p>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <More text={say.more(hidden)} testId="journal-more" show={() => setOpen(true)} />
      )}
    </section>
  );
}
