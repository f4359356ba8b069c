import { useEffect, useRef } from "preact/hooks";
import { PatientList } from "../parts/patient_list.tsx";
import { words } from "../words.ts";

export function Overview() {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div class="overview">
      <h1 tabIndex={-1} ref={title}>
        {words.overview.title}
      </h1>
      <PatientList current={null} />
    </div>
  );
}
