import { useEffect, useRef, useState } from "preact/hooks";
import type { Client } from "../api/client.ts";
import { words } from "../words.ts";
import { watchIdle } from "./idle.ts";
import type { Idle, IdleWatch } from "./idle.ts";

const keepAliveMs = 5 * 60_000;

interface Props {
  client: Client;
  leave: (why: "asked" | "idle") => void;
}

/** Asks whether somebody is still there, and signs out when nobody answers. */
export function IdleNotice({ client, leave }: Props) {
  const [idle, setIdle] = useState<Idle>({ kind: "present" });
  const watch = useRef<IdleWatch | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    watch.current = watchIdle((next) => {
      if (next.kind === "gone") leave("idle");
      else setIdle(next);
    });
    return () => watch.current?.stop();
  }, [leave]);

  // Long writing makes no call of its own; without one the server would take the writer for gone.
  useEffect(() => {
    const keep = () => {
      if (Date.now() - client.lastCallMs() > keepAliveMs) void client.me().catch(() => undefined);
    };
    addEventListener("keydown", keep);
    return () => removeEventListener("keydown", keep);
  }, [client]);

  const asking = idle.kind === "warning";
  useEffect(() => {
    if (asking) dialog.current?.showModal();
    else dialog.current?.close();
  }, [asking]);

  const stay = () => {
    watch.current?.here();
    void client.me().catch(() => undefined);
  };
  const secondsLeft = idle.kind === "warning" ? Math.ceil(idle.leftMs / 1000) : 0;
  return (
    <dialog
      ref={dialog}
      class="card"
      data-testid="idle-notice"
      aria-labelledby="idle-title"
      aria-describedby="idle-text"
      onCancel={(event) => {
        event.preventDefault();
        stay();
      }}
    >
      <h2 id="idle-title">{words.idle.title}</h2>
      <p id="idle-text">{words.idle.text(secondsLeft)}</p>
      <div class="buttons">
        <button type="button" class="main" data-testid="idle-stay" onClick={stay}>
          {words.idle.stay}
        </button>
        <button type="button" data-testid="idle-leave" onClick={() => leave("asked")}>
          {words.idle.leave}
        </button>
      </div>
    </dialog>
  );
}
