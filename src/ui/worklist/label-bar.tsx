import { Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";

/** Decided labels solid, open proposals hatched, and the number in words. */
export function LabelBar(props: { readonly decided: number; readonly open: number }) {
  const m = useMessages();
  const total = () => Math.max(1, props.decided + props.open);
  const text = () => {
    if (props.open > 0) return m.worklist.toDecide(props.open);
    return props.decided > 0 ? m.worklist.labels(props.decided) : m.worklist.noLabels;
  };
  return (
    <span class="label-bar">
      <Show when={props.decided + props.open > 0}>
        <span class="track" aria-hidden="true">
          <i class="decided" style={{ "--part": props.decided / total() }} />
          <i class="open" style={{ "--part": props.open / total() }} />
        </span>
      </Show>
      <span>{text()}</span>
    </span>
  );
}
