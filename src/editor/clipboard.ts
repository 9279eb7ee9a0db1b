import { createSignal } from "solid-js";
import type { Annotation, BoxImage, PointImage } from "../domain/annotation.ts";
import { boundsOf, boundsOfPoints, clampMove, translateGeometry } from "../domain/geometry.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import type { SessionCleanUp } from "./clean-types.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { labelSpans } from "./label-mask.ts";
import { isOn, newLabel } from "./new-label.ts";
import { paintLabel } from "./paint-label.ts";
import { lockedSegments } from "./paint-target.ts";
import { drawnByHand } from "./provenance.ts";

/** A label as it was when it was copied: what is done to it later, or its deletion, does not reach the copy. */
interface Copied {
  readonly label: Annotation;
  /** Pixels of a mask. */
  readonly spans: readonly PixelSpan[] | null;
}

/** On the image that it comes from a copy lies beside its original, and the next one beside that, in image pixels. */
const asidePx = 10;

const boundsOfCopy = ({ label, spans }: Copied): readonly PointImage[] => {
  const box = spans
    ? boundsOfPoints(
        spans.flatMap(([row, from, to]) => [
          [from - 0.5, row - 0.5] as const,
          [to - 0.5, row + 0.5] as const,
        ]),
      )
    : boundsOf(label.geometry);
  return box ? [[box[0], box[1]] as const, [box[2], box[3]] as const] : [];
};

/** Whole pixels by which a copy lies aside within the image; towards the middle where its original is at the border. */
function aside(box: BoxImage, steps: number, { columns, rows }: ImageTarget): PointImage {
  const wanted = steps * asidePx;
  const along = (axis: 0 | 1): number => {
    const ways = ([wanted, -wanted] as const).map((way) =>
      Math.trunc(clampMove(box, axis === 0 ? [way, 0] : [0, way], columns, rows)[axis]),
    );
    return ways.find((way) => Math.abs(way) === wanted) ?? ways[0] ?? 0;
  };
  return [along(0), along(1)];
}

/** Copies of labels, in memory only: pasted they are new instances that name what they come from. */
export function makeClipboard(
  core: EditorCore,
): Pick<SessionCleanUp, "copySelection" | "copied" | "pasteCopied"> {
  const [kept, setKept] = createSignal<{
    readonly from: ImageTarget;
    readonly copies: readonly Copied[];
  } | null>(null);

  return {
    copied: () => kept() !== null,
    copySelection() {
      const from = core.target();
      const labels = core.selection().flatMap((uid) => core.store.annotation(uid) ?? []);
      const here = from ? labels.filter((label) => isOn(label, from)) : [];
      if (!from || here.length === 0) return core.say("choose-one");
      const copies = here.map((label) => ({
        label,
        spans: label.geometry.type === "mask" ? labelSpans(core.tiles, label, from.columns, from.rows) : null,
      }));
      setKept({ from, copies });
      core.say("copied", copies.length);
    },
    pasteCopied() {
      const [target, now] = [core.target(), kept()];
      if (!target || !now) return;
      const { from, copies } = now;
      if (target.columns !== from.columns || target.rows !== from.rows) return core.say("other-size");
      const act = core.begin();
      if (!act) return;
      const same = copies.every(({ label }) => isOn(label, target));
      const box = boundsOfPoints(copies.flatMap(boundsOfCopy)) ?? [0, 0, 0, 0];
      // Where a copy lies already the next one is beside it: one over the other would be seen as one label.
      const first = copies[0]?.label.instanceUid ?? "";
      const isCopy = ({ origin, derivedFrom }: Annotation["provenance"]) =>
        origin === "human" && derivedFrom.includes(first);
      const before = core.store
        .annotations()
        .filter((label) => isOn(label, target) && isCopy(label.provenance)).length;
      const [dx, dy] = aside(box, before + (same ? 1 : 0), target);
      const isLocked = lockedSegments(core, target.seriesUid);
      const made: string[] = [];
      for (const { label, spans } of copies) {
        const uid = core.newInstanceUid();
        const segmentIndex = spans ? core.segments.next(target.seriesUid) : 0;
        if (segmentIndex === null) {
          core.say("layers-full");
          break;
        }
        const geometry = spans
          ? ({ type: "mask", layer: 0, segmentIndex } as const)
          : translateGeometry(label.geometry, dx, dy);
        const provenance = { ...drawnByHand(core.stamp()), derivedFrom: [label.instanceUid] };
        const value = newLabel(core, uid, target, label.classId, geometry, provenance);
        act.stage(uid, { kind: "annotation", id: uid, value: { ...value, attributes: label.attributes } });
        const moved = spans?.map(([row, start, end]): PixelSpan => [row + dy, start + dx, end + dx]);
        if (moved && !paintLabel(core, act, uid, moved, isLocked)) core.say("layers-full");
        made.push(uid);
      }
      if (made.length === 0) return core.bail(act);
      core.select(made);
      core.commit(act, "paste-copied");
    },
  };
}
