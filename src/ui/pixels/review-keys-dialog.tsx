import { For } from "solid-js";
import { Dialog } from "../kit/dialog.tsx";
import { useMessages } from "../messages/messages.ts";

/** The keys of the pixel review. */
export function ReviewKeysDialog(props: { readonly open: boolean; readonly onClose: () => void }) {
  const m = useMessages();
  return (
    <Dialog open={props.open} title={m.keys.title} onClose={props.onClose}>
      <div class="review-keys">
        <For each={m.pixels.keyRows}>
          {([text, ...keys]) => (
            <p>
              <span class="grow">{text}</span>
              <For each={keys}>{(key) => <kbd class="key">{key}</kbd>}</For>
            </p>
          )}
        </For>
      </div>
    </Dialog>
  );
}
