import { Show } from "solid-js";
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
  /** The label that "inside" would mean: the one that is chosen already, else the selected one. */
  const insideUid = (): string | null => {
    const now = area();
    if (now.kind === "inside") return now.instanceUid;
    const [uid, ...others] = records.selection();
    return uid !== undefined && others.length === 0 ? uid : null;
  };
  const choose = (kind: string) => {
    const uid = insideUid();
    const next: EditableArea =
      kind === "inside" && uid !== null
        ? { kind, instanceUid: uid }
        : kind === "outside" || kind === "range"
          ? { kind }
          : { kind: "anywhere" };
    tools.setOptions({ area: next });
  };
  const isWhole = () => tools.target()?.tiled !== true;
  return (
    <div class="paint-area">
      <label class="field">
        <span>{m.paint.area}</span>
        <select
          class="input"
          aria-label={m.paint.area}
          value={area().kind}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="anywhere">{m.paint.anywhere}</option>
          <option value="inside" disabled={insideUid() === null}>
            {insideUid() === null
              ? m.paint.insideSelected
              : m.paint.inside(viewer.lookup().nameOf(insideUid() ?? ""))}
          </option>
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
