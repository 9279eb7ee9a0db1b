import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-solidjs";
import { createSignal, For, Show } from "solid-js";
import type { ActionId } from "../../editor/actions/action-table.ts";
import type { ActLabel } from "../../editor/session-types.ts";
import { longPress } from "../kit/long-press.ts";
import { PopupMenu } from "../kit/popup-menu.tsx";
import { readingKey } from "../kit/reading-direction.ts";
import { useMessages } from "../messages/messages.ts";
import { railGroups } from "./rail-groups.ts";
import { ToolPlace } from "./tool-place.tsx";
import { penIcon } from "./tools.ts";
import { useKeys } from "./use-keys.ts";
import { useViewer } from "./viewer-model.ts";

/** Tools under one thumb: one tab stop, arrows inside, undo and redo at the foot. */
export function ToolRail() {
  const m = useMessages();
  const viewer = useViewer();
  const Pen = penIcon;
  const penMode = () => viewer.stage.state()?.penMode ?? false;
  let rail: HTMLDivElement | undefined;
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[readingKey(event.key)];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...(rail?.querySelectorAll<HTMLElement>("button:not(:disabled)") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div
      class="tool-rail"
      role="toolbar"
      aria-label={m.viewer.tools}
      aria-orientation="vertical"
      ref={rail}
      onKeyDown={onKey}
    >
      <For each={railGroups}>
        {(group) => (
          <div class="tool-group">
            <For each={group}>{(family) => <ToolPlace family={family} />}</For>
          </div>
        )}
      </For>
      <div class="tool-group foot">
        <button
          type="button"
          class="tool pen"
          aria-label={m.viewer.penMode}
          aria-pressed={penMode()}
          title={m.viewer.penMode}
          tabIndex={-1}
          onClick={() => viewer.stage.viewport()?.setPenMode(!penMode())}
        >
          <Pen size={22} stroke-width={1.75} />
        </button>
        <HistoryButton action="undo-act" name={m.viewer.undo} />
        <HistoryButton action="redo-act" name={m.viewer.redo} />
      </div>
    </div>
  );
}

function HistoryButton(props: { readonly action: "undo-act" | "redo-act"; readonly name: string }) {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const [at, setAt] = createSignal<readonly [number, number] | null>(null);
  const { history } = viewer.session;
  const isUndo = () => props.action === "undo-act";
  const acts = () => (isUndo() ? history.undoLabels() : history.redoLabels()).slice(0, 20);
  const text = ({ actionId, classId }: ActLabel) =>
    m.viewer.act(m.actions[actionId] ?? actionId, classId ? viewer.lookup().classNameOf(classId) : null);
  const goTo = (count: number) => {
    for (let step = 0; step < count; step++) viewer.run(props.action as ActionId);
  };
  return (
    <>
      <button
        type="button"
        class="tool"
        aria-label={props.name}
        title={`${props.name} (${keysOf(props.action)[0] ?? ""})`}
        tabIndex={-1}
        disabled={!viewer.can(props.action)}
        ref={(element) => longPress(element, (x, y) => acts().length > 0 && setAt([x, y]))}
        onClick={(event) => {
          viewer.run(props.action);
          if (event.detail > 0) viewer.focusImage();
        }}
      >
        <Show when={isUndo()} fallback={<IconArrowForwardUp size={22} stroke-width={1.75} />}>
          <IconArrowBackUp size={22} stroke-width={1.75} />
        </Show>
      </button>
      <PopupMenu
        open={at() !== null}
        x={at()?.[0] ?? 0}
        y={at()?.[1] ?? 0}
        title={isUndo() ? m.viewer.undoList : m.viewer.redoList}
        items={acts().map((act, index) => ({
          id: act.rowId,
          text: text(act),
          run: () => goTo(index + 1),
        }))}
        onClose={() => setAt(null)}
      />
    </>
  );
}
