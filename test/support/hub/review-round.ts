import type { Review } from "../../../src/domain/review/review-record.ts";
import { studyHeads } from "../../../src/domain/sync/study-heads.ts";
import { mergeInto } from "../../../src/workers/sync/follow.ts";
import { type SyncDevice, study } from "./sync-device.ts";

/** A verdict as the review screen records it. */
export const makeReview = (verdict: "accepted" | "rejected", version: string, id: string): Review => ({
  v: 1,
  id,
  study,
  version,
  reviewer: "b0b0",
  device: "d",
  startedAt: "2026-01-02T00:00:00.000Z",
  decidedAt: "2026-01-02T00:05:00.000Z",
  verdict,
  reason: verdict === "rejected" ? { code: "Outline too large", text: "größer als der Herd" } : null,
  decisions: {},
  pins: [],
});

/** The reviewer takes over what another reader handed in. */
export async function takeOver(device: SyncDevice, reader: string): Promise<"merged" | "moved"> {
  const [other] = studyHeads(await device.versions(), reader).others;
  const request = { studyUid: study, mine: null, other: other?.uid ?? "", actor: "u" };
  return mergeInto(device.maker(new AbortController().signal), { ...request, decisions: new Map() });
}

/** What lies on the reader's device is handed in, taken over by the reviewer `R2`, and accepted; the hub has all of it. */
export async function handInAndAccept(reader: SyncDevice, reviewer: SyncDevice): Promise<void> {
  await reader.task("submitted", "submitted");
  await reader.sync();
  await reviewer.sync();
  const end = await takeOver(reviewer, "R2");
  if (end !== "merged") throw new Error("What was handed in did not reach the reviewer.");
  await reviewer.task("accepted", "accepted", makeReview("accepted", "", "r1"));
  await reviewer.sync();
}
