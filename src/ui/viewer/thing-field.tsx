import { createMemo, For, Show } from "solid-js";
import { type Annotation, objectOf } from "../../domain/annotation.ts";
import { useMessages } from "../messages/messages.ts";
import { useViewer } from "./viewer-model.ts";

/** Which thing in space a mask is a slice of: the others of its class that lie on other images, or nothing else. */
export function ThingField(props: { readonly label: Annotation | null }) {
  const m = useMessages();
  const viewer = useViewer();
  const { records } = viewer.session;
  /** A label of each thing that this one may be a slice of, by the thing. */
  const things = createMemo(() => {
    const mine = props.label;
    const found = new Map<string, Annotation>();
    for (const other of mine ? records.annotations() : []) {
      if (!mine || other.instanceUid === mine.instanceUid || other.geometry.type !== "mask") continue;
      if (other.target.series !== mine.target.series || other.classId !== mine.classId) continue;
      if (!found.has(objectOf(other))) found.set(objectOf(other), other);
    }
    return found;
  });
  const nameOf = (thing: string) => {
    const other = things().get(thing);
    if (!other) return "";
    const slice = viewer.index.sliceOf(other.target);
    const name = viewer.lookup().nameOf(other.instanceUid);
    return slice === null ? name : `${name} · ${m.panel.onImage(slice + 1)}`;
  };
  const present = () => {
    const thing = props.label ? objectOf(props.label) : "";
    return things().has(thing) ? thing : "";
  };
  return (
    <Show when={things().size > 0}>
      <label class="field">
        <span>{m.clean.partOf}</span>
        <select
          class="input"
          aria-label={m.clean.partOf}
          onChange={(event) => {
            const thing = event.currentTarget.value;
            if (props.label) records.setThing([props.label.instanceUid], thing === "" ? null : thing);
            event.currentTarget.value = present();
          }}
        >
          <option value="" selected={present() === ""}>
            {m.clean.alone}
          </option>
          <For each={[...things().keys()]}>
            {(thing) => (
              <option value={thing} selected={thing === present()}>
                {nameOf(thing)}
              </option>
            )}
          </For>
        </select>
      </label>
    </Show>
  );
}
