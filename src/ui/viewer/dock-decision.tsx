import { IconCheck } from "@tabler/icons-solidjs";
import { Show } from "solid-js";
import { useKeys } from "./use-keys.ts";
import { useViewer } from "./viewer-model.ts";

export interface DockDecisionProps {
  readonly drop: string;
  readonly dropName: string;
  readonly accept: string;
  readonly acceptName: string;
  /** Whether there is something to accept. */
  readonly ready: boolean;
  /** There is room for the keys. */
  readonly wide: boolean;
  readonly onDrop: () => void;
}

/** The two answers to what a tool has found, each with its key: away with it, or make it a label. */
export function DockDecision(props: DockDecisionProps) {
  const viewer = useViewer();
  const keysOf = useKeys();
  return (
    <div class="dock-buttons two">
      <button type="button" class="button" aria-label={props.dropName} onClick={() => props.onDrop()}>
        {props.drop}
        <Show when={props.wide}>
          <kbd class="key">{keysOf("drop-prompt")[0]}</kbd>
        </Show>
      </button>
      <button
        type="button"
        class="button primary"
        aria-label={props.acceptName}
        disabled={!props.ready}
        onClick={() => viewer.run("accept-proposal")}
      >
        <IconCheck size={18} stroke-width={2} />
        {props.accept}
        <Show when={props.wide}>
          <kbd class="key">{keysOf("accept-proposal")[0]}</kbd>
        </Show>
      </button>
    </div>
  );
}
