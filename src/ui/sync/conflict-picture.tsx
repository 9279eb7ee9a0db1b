import { createResource, Show } from "solid-js";
import type { LabelClass } from "../../domain/label-schema.ts";
import { labelOfText } from "../../domain/sync/label-object.ts";
import { useServices } from "../app/services.ts";
import { Picture } from "../kit/picture.tsx";
import { useMessages } from "../messages/messages.ts";
import { DrawAnew } from "./draw-anew.tsx";
import { svgPath } from "./svg-path.ts";

export interface ConflictPictureProps {
  /** Canonical texts of the label in both versions; null where it was deleted. */
  readonly a: string | null;
  readonly b: string | null;
  readonly classes: readonly LabelClass[];
  /** Text of what was drawn in place of both; null: nothing yet. */
  readonly drawn: string | null;
  /** Set while the person draws anew; null takes back what was drawn. */
  readonly onDraw: ((text: string | null) => void) | null;
}

/** Longest side of the picture, in its own pixels: large enough to draw on. */
const side = 1024;

/** The image with both shapes: A solid, B dashed, with class and frame beside, never told by colour alone. */
export function ConflictPicture(props: ConflictPictureProps) {
  const m = useMessages();
  const { database, pixels } = useServices();
  const a = () => (props.a === null ? null : labelOfText(props.a));
  const b = () => (props.b === null ? null : labelOfText(props.b));
  const label = () => (a() ?? b())?.label ?? null;
  const nameOf = (classId: string | undefined) =>
    props.classes.find(({ id }) => id === classId)?.name ?? classId ?? "";
  const names = () =>
    [...new Set([a(), b()].flatMap((one) => (one ? [nameOf(one.label.classId)] : [])))].join(" / ");
  const [image] = createResource(label, async ({ target }) => {
    const instance = await database.instances.get(target.sop);
    if (!instance) return null;
    const request = { sopUid: target.sop, frameIndex: target.frame - 1, side };
    const picture = await pixels.thumbnail(request).catch(() => null);
    const { columns, rows, frames } = instance.facts;
    return { columns, rows, picture, number: frames > 1 ? target.frame : instance.instanceNumber };
  });
  return (
    <figure class="conflict-picture" classList={{ large: props.onDraw !== null }}>
      <Show when={image.latest}>
        {(shown) => (
          <div class="conflict-frame" style={{ "aspect-ratio": `${shown().columns} / ${shown().rows}` }}>
            <Picture data={shown().picture} />
            <svg viewBox={`0 0 ${shown().columns} ${shown().rows}`} role="img" aria-label={names()}>
              <Show when={a()}>
                {(one) => <path class="shape-a" d={svgPath(one().geometry, shown().columns / 40)} />}
              </Show>
              <Show when={b()}>
                {(one) => <path class="shape-b" d={svgPath(one().geometry, shown().columns / 40)} />}
              </Show>
            </svg>
            <Show when={props.onDraw} keyed>
              {(onDraw) => (
                <DrawAnew
                  text={props.a ?? props.b ?? ""}
                  columns={shown().columns}
                  rows={shown().rows}
                  drawn={props.drawn}
                  onDraw={onDraw}
                />
              )}
            </Show>
          </div>
        )}
      </Show>
      <figcaption class="small">
        {names()}
        <Show when={image.latest?.number}>{(number) => ` · ${m.versions.image(number())}`}</Show>
      </figcaption>
    </figure>
  );
}
