import { IconCamera } from "@tabler/icons-solidjs";
import { createResource, createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { readCodeByCamera, readsCodes } from "../../jobs/code-reader.ts";
import { useMessages } from "../messages/messages.ts";

/** The camera looks for the QR code of a key file until one is there. Anything else that it sees counts for nothing. */
function Looking(props: { readonly onRead: (text: string) => void; readonly onStop: () => void }) {
  const m = useMessages();
  const [fault, setFault] = createSignal(false);
  const end = new AbortController();
  let video: HTMLVideoElement | undefined;
  onMount(async () => {
    if (!video) return;
    const isKey = (text: string) => text.includes("overread-project-key");
    try {
      const text = await readCodeByCamera(video, isKey, end.signal);
      if (text !== null) props.onRead(text);
    } catch {
      setFault(true);
    }
  });
  onCleanup(() => end.abort());
  return (
    <div class="stack">
      <video ref={video} class="qr" muted playsinline aria-label={m.projectKey.camera} />
      <Show when={fault()} fallback={<p role="status">{m.projectKey.looking}</p>}>
        <p class="danger" role="alert">
          {m.projectKey.noCamera}
        </p>
      </Show>
      <button type="button" class="button" onClick={() => props.onStop()}>
        {m.projectKey.stopCamera}
      </button>
    </div>
  );
}

/** Reads the QR code that another device shows, where the browser can; else says that it cannot. `read`: there is one. */
export function KeyCamera(props: { readonly read: boolean; readonly onRead: (text: string) => void }) {
  const m = useMessages();
  const [able] = createResource(readsCodes);
  const [looking, setLooking] = createSignal(false);
  return (
    <Show when={able.state === "ready"}>
      <Switch fallback={<p class="dim small">{m.projectKey.noReader}</p>}>
        <Match when={able() && looking()}>
          <Looking
            onRead={(text) => {
              setLooking(false);
              props.onRead(text);
            }}
            onStop={() => setLooking(false)}
          />
        </Match>
        <Match when={able()}>
          <Show when={props.read}>
            <p role="status">{m.projectKey.codeRead}</p>
          </Show>
          <button type="button" class="button" onClick={() => setLooking(true)}>
            <IconCamera size={20} stroke-width={1.75} />
            {m.projectKey.readCode}
          </button>
        </Match>
      </Switch>
    </Show>
  );
}
