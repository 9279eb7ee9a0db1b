import { IconCamera } from "@tabler/icons-solidjs";
import { createSignal, Match, Show, Switch } from "solid-js";
import { readsCodes } from "../../jobs/code-reader.ts";
import { CodeCamera } from "../kit/code-camera.tsx";
import { useMessages } from "../messages/messages.ts";

/** Reads the QR code of a key file that another device shows, where there may be a camera; else says that it cannot. `read`: there is one. */
export function KeyCamera(props: { readonly read: boolean; readonly onRead: (text: string) => void }) {
  const m = useMessages();
  const [looking, setLooking] = createSignal(false);
  return (
    <Switch fallback={<p class="dim small">{m.projectKey.noReader}</p>}>
      <Match when={looking()}>
        <CodeCamera
          hint={m.projectKey.looking}
          noCamera={m.projectKey.noCamera}
          wanted={(text) => text.includes("overread-project-key")}
          onRead={(text) => {
            setLooking(false);
            props.onRead(text);
          }}
          onStop={() => setLooking(false)}
        />
      </Match>
      <Match when={readsCodes()}>
        <Show when={props.read}>
          <p role="status">{m.projectKey.codeRead}</p>
        </Show>
        <button type="button" class="button" onClick={() => setLooking(true)}>
          <IconCamera size={20} stroke-width={1.75} />
          {m.projectKey.readCode}
        </button>
      </Match>
    </Switch>
  );
}
