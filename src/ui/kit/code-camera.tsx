import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { readCodeByCamera } from "../../jobs/code-reader.ts";
import { useMessages } from "../messages/messages.ts";

export interface CodeCameraProps {
  /** What to do, and what to do where there is no camera. */
  readonly hint: string;
  readonly noCamera: string;
  /** Asked of each QR code that is seen; the first that it wants ends the looking. */
  readonly wanted: (text: string) => boolean;
  readonly onRead: (text: string) => void;
  readonly onStop: () => void;
}

/** The camera looks for QR codes until one is wanted. */
export function CodeCamera(props: CodeCameraProps) {
  const m = useMessages();
  const [fault, setFault] = createSignal(false);
  const end = new AbortController();
  let video: HTMLVideoElement | undefined;
  onMount(async () => {
    if (!video) return;
    try {
      const text = await readCodeByCamera(video, (seen) => props.wanted(seen), end.signal);
      if (text !== null) props.onRead(text);
    } catch {
      setFault(true);
    }
  });
  onCleanup(() => end.abort());
  return (
    <div class="stack">
      <video ref={video} class="qr" muted playsinline aria-label={m.projectKey.camera} />
      <Show when={fault()} fallback={<p role="status">{props.hint}</p>}>
        <p class="danger" role="alert">
          {props.noCamera}
        </p>
      </Show>
      <button type="button" class="button" onClick={() => props.onStop()}>
        {m.projectKey.stopCamera}
      </button>
    </div>
  );
}
