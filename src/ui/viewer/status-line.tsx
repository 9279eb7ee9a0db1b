import { createEffect, For, on, Show } from "solid-js";
import type { ActionId } from "../../editor/actions/action-table.ts";
import { useApp } from "../app/app-state.ts";
import { useMessages } from "../messages/messages.ts";
import { useKeys } from "./use-keys.ts";
import { spanOf, valueDigits } from "./value-digits.ts";
import { useViewer } from "./viewer-model.ts";

/** What was done last and where one is; at a desk as a line, on a tablet for readers only. */
export function StatusLine(props: { readonly wide: boolean }) {
  const app = useApp();
  const m = useMessages();
  const viewer = useViewer();
  const { stage, session } = viewer;
  const act = () => {
    const last = session.history.lastAct();
    if (!last) return "";
    const name = m.viewer.act(
      m.actions[last.actionId] ?? last.actionId,
      last.classId ? viewer.lookup().classNameOf(last.classId) : null,
    );
    return m.viewer[last.how](name);
  };
  createEffect(() => {
    const last = session.history.lastAct();
    if (last) app.speaker.say(act());
  });
  // Slice, tool, class and act are told by the one voice of the page (viewer-and-tools 3.10).
  createEffect(
    on(session.tools.tool, (tool) => app.speaker.say(m.actions[`use-${tool}`] ?? tool), { defer: true }),
  );
  createEffect(
    on(
      session.tools.activeClassId,
      (classId) => classId && app.speaker.say(viewer.lookup().classNameOf(classId)),
      { defer: true },
    ),
  );
  createEffect(() => {
    const shown = stage.shown();
    if (shown && !viewer.cine.playing())
      app.speaker.say(m.viewer.statusImage(shown.slice + 1, shown.series.frames.length));
  });
  const place = () => {
    const pixel = stage.pick()?.pixel;
    return pixel ? m.viewer.at(pixel[0], pixel[1]) : "";
  };
  const digits = () => valueDigits(stage.shown()?.facts, spanOf(stage));
  const value = () => {
    const found = stage.pick()?.modalityValue;
    const units = stage.shown()?.facts.units ?? "";
    return found === undefined || found === null
      ? ""
      : m.viewer.pixel(m.format.number(found, digits()), units);
  };
  const keysOf = useKeys();
  /** Keys that this person has for the first and last of a row of actions; empty where one has none. */
  const span = (from: ActionId, to: ActionId, between: string) => {
    const [first, last] = [keysOf(from)[0], keysOf(to)[0]];
    return first && last ? `${first}${between}${last}` : "";
  };
  const hints = () =>
    [
      [span("apply-preset-1", "apply-preset-9", " – "), m.viewer.window],
      [span("previous-slice", "next-slice", " "), m.viewer.slice],
      [keysOf("open-key-sheet")[0] ?? "", m.viewer.keys],
    ].filter(([key]) => key !== "");
  return (
    <footer class="status-line" classList={{ "visually-hidden": !props.wide }}>
      <span role="status" aria-live="off" aria-label={m.viewer.status} class="grow clip">
        <span>{m.viewer.statusImage(stage.sliceAt() + 1, stage.series()?.frames.length ?? 0)}</span>
        <Show when={place()}>
          <span>{[place(), value()].filter(Boolean).join(" · ")}</span>
        </Show>
        <span>{act()}</span>
      </span>
      <For each={hints()}>
        {([key, text]) => (
          <span class="hint">
            <kbd class="key">{key}</kbd> {text}
          </span>
        )}
      </For>
    </footer>
  );
}
