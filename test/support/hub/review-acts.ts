import { studyHeads } from "../../../src/domain/sync/study-heads.ts";
import { taskOfState, versionState } from "../../../src/domain/sync/version-state.ts";
import { localLabels, sameObjects } from "../../../src/workers/sync/local-objects.ts";
import { makeReview, takeOver } from "./review-round.ts";
import { type SyncDevice, study } from "./sync-device.ts";

/** Codes of the reader with two devices, and of who reviews what they hand in. */
export const reader = "R1";
export const reviewer = "R2";

/** Whether the reader's tools draw: what was handed in or accepted is taken back first. */
export const isOpen = async (device: SyncDevice): Promise<boolean> =>
  ["todo", "labelling", "rejected"].includes((await device.state()) ?? "");

/** The reader hands in what is here; seldom takes it back. */
export async function handIn(device: SyncDevice, random: () => number): Promise<void> {
  if (!(await isOpen(device))) {
    if (random() < 0.1) await device.task("labelling", "draft");
  } else if ((await device.labels()).length > 0) await device.task("submitted", "submitted");
}

/** The reviewer takes over what was handed in, and decides; or changes the verdict of before. */
export async function reviewByCoin(device: SyncDevice, random: () => number): Promise<void> {
  const { own, others } = studyHeads(await device.versions(), reviewer);
  const [head] = others;
  const isNew = others.length === 1 && own.length === 0 && head && versionState(head) === "submitted";
  if (isNew && (await takeOver(device, reviewer)) !== "merged") return;
  if (!isNew && (own.length !== 1 || others.length > 0)) return;
  const state = await device.state();
  if (state !== "submitted" && state !== "accepted" && state !== "rejected") return;
  const verdict = state === "accepted" || (state === "submitted" && random() < 0.5) ? "rejected" : "accepted";
  await device.task("in-review", "submitted");
  const id = `r${Math.floor(random() * 1e9)}`;
  await device.task(verdict, verdict === "accepted" ? "accepted" : "draft", makeReview(verdict, "", id));
}

/**
 * Whether a device of the reader, with nothing drawn since what it goes on from, stands at another state than the only newest version: a verdict that
 * did not arrive. An accepted study with other labels than those that were accepted is one too.
 */
export async function missesVerdict(device: SyncDevice): Promise<boolean> {
  const { own, others, incomplete } = studyHeads(await device.versions(), reader);
  const [verdict] = others;
  if (own.length > 0 || incomplete.length > 0 || others.length !== 1 || !verdict) return false;
  if (!["accepted", "rejected"].includes(versionState(verdict))) return false;
  const { objects } = await localLabels(device.database, study);
  return (
    (await device.state()) !== taskOfState(versionState(verdict)) || !sameObjects(objects, verdict.objects)
  );
}
