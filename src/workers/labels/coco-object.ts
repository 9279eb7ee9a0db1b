import type { LabelClass } from "../../domain/label-schema.ts";
import { type LabelContext, LabelFileError, shortly } from "./label-files.ts";

/** Why a COCO file was not read: texts of the reader are fixed ones; those of JSON and of missing keys are not for people. */
export function cocoFailure(reason: unknown, expected: string): LabelFileError {
  if (reason instanceof LabelFileError) return reason;
  const isKnown = reason instanceof Error && reason.message.startsWith("COCO:");
  return new LabelFileError("the file", expected, isKnown ? reason.message.slice(6) : "another form");
}

/** The class of an object by its id, else by its name. Throws where the project has none. */
export function cocoClass(
  { schema: { classes } }: LabelContext,
  where: string,
  id: string | undefined,
  name: string | undefined,
): LabelClass {
  const entry = classes.find((one) => one.id === id) ?? classes.find((one) => one.name === name);
  if (entry) return entry;
  throw new LabelFileError(`${where}.category_id`, "a class of this project's schema", shortly(name));
}

/** Throws where an object is not named by UIDs as our exports name it. */
export function checkCocoUids(
  where: string,
  { instanceUid, objectUid }: { readonly instanceUid: unknown; readonly objectUid: unknown },
): void {
  for (const [name, uid] of [
    ["instance_uid", instanceUid],
    ["object_uid", objectUid],
  ] as const)
    if (!/^2\.25\.\d{1,39}$/.test(String(uid)))
      throw new LabelFileError(`${where}.${name}`, "2.25. and a number", shortly(uid));
}
