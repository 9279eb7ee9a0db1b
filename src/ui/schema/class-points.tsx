import { IconArrowDown, IconArrowUp, IconLink, IconPlus, IconTrash, IconX } from "@tabler/icons-solidjs";
import { createSignal, For, Index, Show } from "solid-js";
import type { ClassKeypoints, LabelClass } from "../../domain/label-schema.ts";
import { withJoint, withJointMoved, withoutJoint } from "../../domain/settle-keypoints.ts";
import { useMessages } from "../messages/messages.ts";

const none: ClassKeypoints = { joints: [], edges: [] };

/** The points of a class: their names in the order of placing, and which of them are joined. */
export function ClassPoints(props: {
  readonly entry: LabelClass;
  readonly onChange: (to: Partial<LabelClass>) => void;
}) {
  const m = useMessages();
  const points = () => props.entry.keypoints ?? none;
  const joints = () => points().joints;
  const set = (keypoints: ClassKeypoints) => props.onChange({ keypoints });
  const nameOf = (id: string) => {
    const at = joints().findIndex((joint) => joint.id === id);
    return joints()[at]?.name || m.classPoints.unnamed(at + 1);
  };
  return (
    <section class="class-points" aria-label={m.classPoints.title(props.entry.name)}>
      <h3>{m.classPoints.heading}</h3>
      <ol>
        <Index each={joints()}>
          {(joint, at) => (
            <li>
              <input
                class="input"
                aria-label={m.classPoints.nameOf(at + 1)}
                placeholder={m.classPoints.unnamed(at + 1)}
                value={joint().name}
                ref={(element) => queueMicrotask(() => joint().name === "" && element.focus())}
                onInput={(event) => {
                  const name = event.currentTarget.value;
                  set({
                    ...points(),
                    joints: joints().map((one, index) => (index === at ? { ...one, name } : one)),
                  });
                }}
              />
              <button
                type="button"
                class="button icon"
                aria-label={m.classPoints.up(nameOf(joint().id))}
                disabled={at === 0}
                onClick={() => set(withJointMoved(points(), joint().id, -1))}
              >
                <IconArrowUp size={18} stroke-width={1.75} />
              </button>
              <button
                type="button"
                class="button icon"
                aria-label={m.classPoints.down(nameOf(joint().id))}
                disabled={at === joints().length - 1}
                onClick={() => set(withJointMoved(points(), joint().id, 1))}
              >
                <IconArrowDown size={18} stroke-width={1.75} />
              </button>
              <button
                type="button"
                class="button icon"
                aria-label={m.classPoints.remove(nameOf(joint().id))}
                onClick={() => set(withoutJoint(points(), joint().id))}
              >
                <IconTrash size={18} stroke-width={1.75} />
              </button>
            </li>
          )}
        </Index>
      </ol>
      <button type="button" class="button" onClick={() => set(withJoint(points()))}>
        <IconPlus size={20} stroke-width={1.75} />
        {m.classPoints.add}
      </button>
      <Show when={joints().length > 1}>
        <h3>{m.classPoints.edges}</h3>
        <ul class="edges">
          <For each={points().edges}>
            {([from, to], at) => (
              <li>
                <span>{m.classPoints.edge(nameOf(from), nameOf(to))}</span>
                <button
                  type="button"
                  class="button icon"
                  aria-label={m.classPoints.removeEdge(nameOf(from), nameOf(to))}
                  onClick={() =>
                    set({ ...points(), edges: points().edges.filter((_, index) => index !== at()) })
                  }
                >
                  <IconX size={18} stroke-width={1.75} />
                </button>
              </li>
            )}
          </For>
        </ul>
        <NewEdge points={points()} nameOf={nameOf} onJoin={set} />
      </Show>
    </section>
  );
}

function NewEdge(props: {
  readonly points: ClassKeypoints;
  readonly nameOf: (id: string) => string;
  readonly onJoin: (points: ClassKeypoints) => void;
}) {
  const m = useMessages();
  const [from, setFrom] = createSignal("");
  const [to, setTo] = createSignal("");
  const has = (id: string) => props.points.joints.some((joint) => joint.id === id);
  const isKnown = () =>
    props.points.edges.some((ends) => ends.includes(from()) && ends.includes(to()) && from() !== to());
  const can = () => has(from()) && has(to()) && from() !== to() && !isKnown();
  return (
    <div class="new-edge">
      <For each={[[m.classPoints.from, from, setFrom] as const, [m.classPoints.to, to, setTo] as const]}>
        {([label, value, setValue]) => (
          <select
            class="input"
            aria-label={label}
            value={has(value()) ? value() : ""}
            onChange={(event) => setValue(event.currentTarget.value)}
          >
            <option value="">{label}</option>
            <For each={props.points.joints}>
              {({ id }) => (
                <option value={id} selected={id === value()}>
                  {props.nameOf(id)}
                </option>
              )}
            </For>
          </select>
        )}
      </For>
      <button
        type="button"
        class="button"
        disabled={!can()}
        onClick={() => {
          props.onJoin({ ...props.points, edges: [...props.points.edges, [from(), to()]] });
          // A chain goes on where it ended.
          setFrom(to());
          setTo("");
        }}
      >
        <IconLink size={20} stroke-width={1.75} />
        {m.classPoints.join}
      </button>
    </div>
  );
}
