import type { Instance } from "../../domain/study.ts";
import { capturePart, framesPerPart } from "../../formats/secondary-capture/capture-part.ts";
import { imageOf, type LabelContext } from "./label-files.ts";

/** Where a part of a Secondary Capture came from: the stored image, and how many of its frames lie before the part. */
export interface PartSource {
  readonly sop: string;
  readonly before: number;
}

/** Finds the stored image of a part that we wrote of a long stack; the images are looked at once, when the first is asked for. */
export function makePartSources(
  instances: () => Promise<readonly Instance[]>,
): (sop: string) => Promise<PartSource | undefined> {
  let known: Promise<ReadonlyMap<string, PartSource>> | null = null;
  const read = async () => {
    const parts = new Map<string, PartSource>();
    for (const { sopUid, format, facts } of await instances()) {
      if (format === "dicom" || facts.pyramid) continue;
      const size = framesPerPart(facts);
      for (let before = size; before < facts.frames; before += size)
        parts.set(capturePart(sopUid, facts, before + 1).sopUid, { sop: sopUid, before });
    }
    return parts;
  };
  return async (sop) => {
    known ??= read();
    return (await known).get(sop);
  };
}

/** The stored image and frame that a DICOM object refers to, checked; also of a part of a capture (export-and-workflow 3.7). */
export async function sourceOf(
  context: LabelContext,
  where: string,
  sop: string | undefined,
  frame: number,
): Promise<{ readonly instance: Instance; readonly frame: number }> {
  const here = sop === undefined ? undefined : await context.instance(sop);
  const part = here || sop === undefined ? undefined : await context.part?.(sop);
  const place = part ? { sop: part.sop, frame: frame + part.before } : { sop, frame };
  return { instance: await imageOf(context, where, place), frame: place.frame };
}
