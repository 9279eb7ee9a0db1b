import type { LabelClass } from "../../domain/label-schema.ts";
import type { PixelSpan } from "../../domain/rasterize.ts";
import type { Instance } from "../../domain/study.ts";
import { type FoundLabel, importedLabel, type LabelContext, LabelFileError } from "./label-files.ts";
import { derivedLabelUid, labelUid } from "./label-uid.ts";
import { maskParts } from "./mask-parts.ts";

/** The pixels of a mask on one frame, by value. */
export interface FrameSpans {
  readonly instance: Instance;
  readonly frame: number;
  readonly spans: ReadonlyMap<number, readonly PixelSpan[]>;
}

/** The class of a value as the person said it, else by its index; null: left out. */
function classOfValue({ schema, masks }: LabelContext, value: number): LabelClass | null {
  const said = masks?.choices.classes[String(value)];
  if (said === null) return null;
  const entry = schema.classes.find(({ id, index }) => (said === undefined ? index === value : id === said));
  if (entry) return entry;
  throw new LabelFileError(`value ${value}`, "the index of a class of this project's schema", "none");
}

/**
 * Labels of a mask on frames that are neighbours in their order: by the person's choices, each value or each part that hangs together is
 * one thing. `digest` is that of the file: the same file gives the same IDs.
 */
export async function maskLabels(
  frames: readonly FrameSpans[],
  digest: string,
  context: LabelContext,
): Promise<FoundLabel[]> {
  const { masks } = context;
  const counts = new Map<number, number>();
  for (const { spans } of frames)
    for (const [value, list] of spans)
      counts.set(
        value,
        list.reduce((sum, [, from, to]) => sum + to - from, counts.get(value) ?? 0),
      );
  const values = [...counts.keys()].sort((a, b) => a - b);
  // All of them are told, also where one is refused: the person then says what they are.
  for (const value of values) masks?.saw(value, counts.get(value) ?? 0);
  const labels: FoundLabel[] = [];
  for (const value of values) {
    const entry = classOfValue(context, value);
    if (!entry) continue;
    const slices = frames.map(({ spans }) => spans.get(value) ?? []);
    const inParts = masks?.choices.things === "part";
    const whole = new Map([...slices.entries()].filter(([, spans]) => spans.length > 0));
    const things: ReadonlyMap<number, readonly PixelSpan[]>[] = inParts ? maskParts(slices) : [whole];
    for (const [at, parts] of things.entries()) {
      const thing = derivedLabelUid({ mask: digest, value, ...(inParts ? { part: at + 1 } : {}) });
      let isFirst = true;
      for (const [slice, spans] of parts) {
        const { instance, frame } = frames[slice] as FrameSpans;
        const uid = await labelUid(context, thing, "", { sop: instance.sopUid, frame, isFirst });
        isFirst = false;
        labels.push({ annotation: importedLabel(context, uid, entry.id, instance, frame, thing), spans });
      }
    }
  }
  return labels;
}
