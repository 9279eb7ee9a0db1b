import { For, Show } from "solid-js";
import type { EditableArea } from "../../domain/editable-area.ts";
import { useMessages } from "../messages/messages.ts";
import { RangeFields } from "./range-fields.tsx";
import { useViewer, type ViewerModel } from "./viewer-model.ts";

/** What the editable area is, in words; empty while paint goes anywhere. */
export function areaText(viewer: ViewerModel, m: ReturnType<typeof useMessages>): string {
  const { area, range } = viewer.session.tools.options();
  switch (area.kind) {
    case "anywhere":
      return "";
    case "inside":
      return viewer.session.records.annotations().some(({ instanceUid }) => instanceUid === area.instanceUid)
        ? m.paint.insideWords(viewer.lookup().nameOf(area.instanceUid))
        : m.paint.insideGone;
    case "outside":
      return m.paint.outsideWords;
    case "range": {
      const units = viewer.stage.shown()?.facts.units ?? "";
      return range ? m.paint.range(range.low, range.high, units) : m.paint.noRange;
    }
  }
}

/** Where paint may go, for every paint tool, and the range of values where one counts. */
export function PaintArea() {
  const m = useMessages();
  const viewer = useViewer();
  const { tools, records } = viewer.session;
  const area = () => tools.options().area;
  /** Labels that paint may be held inside: the one it is held in now, and the selected one. */
  const insides = (): readonly string[] => {
    const now = area();
    const [uid, ...others] = records.selection();
    const selected = uid !== undefined && others.length === 0 ? [uid] : [];
    return [...new Set([...(now.kind === "inside" ? [now.instanceUid] : []), ...selected])];
  };
  const value = () => {
    const now = area();
    return now.kind === "inside" ? now.instanceUid : now.kind;
  };
  const choose = (chosen: string) => {
    const next: EditableArea = insides().includes(chosen)
      ? { kind: "inside", instanceUid: chosen }
      : chosen === "outside" || chosen === "range"
        ? { kind: chosen }
        : { kind: "anywhere" };
    tools.setOptions({ area: next });
  };
  const nameOf = (uid: string) =>
    records.annotations().some(({ instanceUid }) => instanceUid === uid)
      ? m.paint.inside(viewer.lookup().nameOf(uid))
      : m.paint.insideGoneName;
  const isWhole = () => tools.target()?.tiled !== true;
  return (
    <div class="paint-area">
      <label class="field">
        <span>{m.paint.area}</span>
        <select
          class="input"
          aria-label={m.paint.area}
          value={value()}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="anywhere">{m.paint.anywhere}</option>
          <Show when={insides().length === 0}>
            <option value="inside" disabled>
              {m.paint.insideSelected}
            </option>
          </Show>
          <For each={insides()}>{(uid) => <option value={uid}>{nameOf(uid)}</option>}</For>
          <option value="outside">{m.paint.outside}</option>
          <option value="range" disabled={!isWhole()}>
            {m.paint.inRange}
          </option>
        </select>
      </label>
      <Show when={tools.tool() === "threshold" || area().kind === "range"}>
        <RangeFields />
      </Show>
    </div>
  );
}
