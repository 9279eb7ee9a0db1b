import { IconPin, IconX } from "@tabler/icons-solidjs";
import { For, Show } from "solid-js";
import type { Review, ReviewPin } from "../../../domain/review/review-record.ts";
import { useMessages } from "../../messages/messages.ts";
import { useViewer } from "../viewer-model.ts";

/** Comments at labels and places; a tap goes there. */
export function PinList(props: { readonly review: Review; readonly onRemove?: (id: string) => void }) {
  const m = useMessages();
  const viewer = useViewer();
  const place = (pin: ReviewPin) => {
    if (pin.kind === "object") return m.review.pinAt(viewer.lookup().nameOf(pin.object));
    return m.review.pinOnImage((viewer.index.sliceOf(pin) ?? 0) + 1);
  };
  return (
    <Show when={props.review.pins.length > 0}>
      <ul class="pins" aria-label={m.review.pins}>
        <For each={props.review.pins}>
          {(pin) => (
            <li>
              <button
                type="button"
                class="change-row"
                onClick={() => viewer.context.view?.showFrame(pin.series, pin.sop, pin.frame - 1)}
              >
                <IconPin size={18} stroke-width={1.75} />
                <span class="row-names">
                  <span>{pin.comment}</span>
                  <span class="dim small">{place(pin)}</span>
                </span>
              </button>
              <Show when={props.onRemove}>
                {(remove) => (
                  <button
                    type="button"
                    class="button icon"
                    aria-label={m.review.removePin}
                    onClick={() => remove()(pin.id)}
                  >
                    <IconX size={18} stroke-width={1.75} />
                  </button>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
