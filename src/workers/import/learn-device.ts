import { isSamePlace } from "../../domain/deid/area.ts";
import { learnRule, ruleId } from "../../domain/deid/device-rule.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import { changeDeviceRule } from "../../storage/device-rules.ts";
import type { ImportContext } from "./import-context.ts";
import type { CleanedImage } from "./stored-image.ts";

/** Learns from a finished review where the device writes: what was blanked in all frames, and what it proposed for nothing. */
export async function learnDevice(
  context: ImportContext,
  { device, places = [], instance }: CleanedImage,
  boxes: readonly BlankBox[],
): Promise<void> {
  if (!device) return;
  const blanked = boxes.filter(({ frames }) => frames === "all");
  const proposed = places.filter(({ finding }) => finding === "device-rule").map(({ box }) => box);
  const kept = proposed.filter((box) => !blanked.some((one) => isSamePlace(one, box)));
  if (blanked.length + kept.length === 0) return;
  const review = { studyUid: instance.studyUid, blanked, kept, at: context.now() };
  await changeDeviceRule(context.database, ruleId(device), (rule) => learnRule(rule, device, review));
}
