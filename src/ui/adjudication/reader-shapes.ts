import { everyClass, type LabelSchema } from "../../domain/label-schema.ts";
import type { ReaderThing } from "../../domain/review/reader-things.ts";
import type { OverlayShape } from "../../viewer/overlay-shape.ts";
import { outlineShape } from "../viewer/review/change-shapes.ts";
import { readerLetter, readerLook } from "./reader-style.ts";

/** What some readers drew on one image, each in their own line, in the colour of the class. */
export function readerShapes(
  things: readonly ReaderThing[],
  readers: readonly number[],
  place: { readonly series: string; readonly slice: number; readonly sop: string; readonly frame: number },
  schema: LabelSchema,
  selected: ReadonlySet<string>,
): OverlayShape[] {
  return things.flatMap((thing): OverlayShape[] => {
    if (!readers.includes(thing.reader) || thing.series !== place.series) return [];
    const color = everyClass(schema).find(({ id }) => id === thing.classId)?.color ?? "#A8B1B9";
    const id = `${thing.reader}-${thing.object}`;
    const style = { selected: selected.has(id), text: readerLetter(thing.reader), fillOpacity: 0 };
    const look = readerLook(thing.reader);
    if (thing.slices) {
      const shape = outlineShape(id, thing.slices.get(place.slice) ?? [], color, look);
      return shape ? [{ ...shape, ...style }] : [];
    }
    return thing.labels.flatMap(({ geometry, target, instanceUid }): OverlayShape[] =>
      geometry.type !== "mask" && target.sop === place.sop && target.frame === place.frame
        ? [{ id: `${id}-${instanceUid}`, geometry, color, look, ...style }]
        : [],
    );
  });
}
