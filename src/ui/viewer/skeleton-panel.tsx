import { createEffect, createMemo, For, on, Show } from "solid-js";
import type { Joint } from "../../domain/annotation.ts";
import { everyClass } from "../../domain/label-schema.ts";
import { useApp } from "../app/app-state.ts";
import { useMessages } from "../messages/messages.ts";
import { useViewer } from "./viewer-model.ts";

const states: readonly Joint["state"][] = ["visible", "occluded", "absent"];

/** While the skeleton tool is in hand: which point comes next, and what may be said of it. */
export function SkeletonSteps() {
  const m = useMessages();
  const app = useApp();
  const viewer = useViewer();
  const { records, tools } = viewer.session;
  const joints = createMemo(
    () => records.schema().classes.find(({ id }) => id === tools.activeClassId())?.keypoints?.joints ?? [],
  );
  const step = () => {
    const preview = tools.preview();
    return (preview?.kind === "shape" ? preview.joint : undefined) ?? { next: 0, covered: false };
  };
  const nextText = () => m.skeleton.next(joints()[step().next]?.name ?? "");
  createEffect(
    on([() => step().next, () => joints().length], ([, count]) => {
      if (count > 0) app.speaker.say(nextText());
    }),
  );
  const press = (action: "cover-joint" | "skip-joint" | "finish-drawing") => {
    viewer.run(action);
    viewer.focusImage();
  };
  return (
    <Show
      when={joints().length > 0}
      fallback={
        <>
          <p class="dim small hint-text">{m.skeleton.none}</p>
          <button type="button" class="button" onClick={() => app.router.go({ name: "schema" })}>
            {m.skeleton.toSchema}
          </button>
        </>
      }
    >
      <p class="next-joint">
        <strong>{nextText()}</strong>
        <span class="dim small">{m.skeleton.of(step().next, joints().length)}</span>
      </p>
      <div class="joint-buttons">
        <button
          type="button"
          class="button"
          aria-pressed={step().covered}
          disabled={!viewer.can("cover-joint")}
          onClick={() => press("cover-joint")}
        >
          {m.skeleton.cover}
        </button>
        <button
          type="button"
          class="button"
          disabled={!viewer.can("skip-joint")}
          onClick={() => press("skip-joint")}
        >
          {m.skeleton.skip}
        </button>
        <button
          type="button"
          class="button"
          disabled={!tools.drawing()}
          onClick={() => press("finish-drawing")}
        >
          {m.skeleton.finish}
        </button>
      </div>
    </Show>
  );
}

/** The points of the one selected skeleton on the screen, and what each of them is. */
export function SkeletonPoints() {
  const m = useMessages();
  const { records, tools } = useViewer().session;
  const found = createMemo(() => {
    const [uid, ...others] = records.selection();
    if (uid === undefined || others.length > 0 || tools.drawing()) return null;
    const label = records.annotationsHere().find(({ instanceUid }) => instanceUid === uid);
    return label?.geometry.type === "keypoints" ? { label, joints: label.geometry.joints } : null;
  });
  const nameOf = (id: string) => {
    const entry = everyClass(records.schema()).find((one) => one.id === found()?.label.classId);
    return entry?.keypoints?.joints.find((joint) => joint.id === id)?.name ?? id;
  };
  return (
    <Show when={found()}>
      {(now) => (
        <section class="skeleton-points" aria-label={m.skeleton.title}>
          <For each={now().joints}>
            {(joint) => (
              <label>
                <span>{nameOf(joint.id)}</span>
                <select
                  class="input"
                  aria-label={m.skeleton.stateOf(nameOf(joint.id))}
                  value={joint.state}
                  disabled={now().label.locked}
                  onChange={(event) =>
                    records.setJoint(
                      now().label.instanceUid,
                      joint.id,
                      event.currentTarget.value as Joint["state"],
                    )
                  }
                >
                  <For each={states}>
                    {(state) => <option value={state}>{m.skeleton.states[state]}</option>}
                  </For>
                </select>
              </label>
            )}
          </For>
        </section>
      )}
    </Show>
  );
}
