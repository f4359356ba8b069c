import { PatientWord } from "./patient_text.tsx";

const dialled = /^\+?[\d\s().\-/]{3,40}$/;

/** A number to ring. What cannot be dialled, because a person typed it so, is shown and no link. */
export function PhoneNumber({ number, testId }: { number: string; testId: string }) {
  const text = <PatientWord text={number} letters={60} />;
  return dialled.test(number.trim()) ? (
    <a class="phone" href={`tel:${number.replace(/[^\d+]/g, "")}`} data-testid={testId}>
      {text}
    </a>
  ) : (
    <span class="phone" data-testid={testId}>
      {text}
    </span>
  );
}
