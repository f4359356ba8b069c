import { useEffect, useRef } from "preact/hooks";
import { useClinic } from "../parts/clinic.ts";
import { PatientList } from "../parts/patient_list.tsx";
import { words } from "../words.ts";

/** What the clinic itself has to see to, such as numbers that nobody has verified. */
function Notices() {
  const { notices } = useClinic();
  return (
    <>
      {notices.map((notice) => (
        <p key={notice} class="notice" data-testid="clinic-notice">
          {notice}
        </p>
      ))}
    </>
  );
}

export function Overview() {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div class="overview">
      <h1 tabIndex={-1} ref={title}>
        {words.overview.title}
      </h1>
      <PatientList current={null} />
      <Notices />
    </div>
  );
}
