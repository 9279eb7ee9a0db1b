import type { DecodedFrame } from "../../../domain/calls/pixels-calls.ts";
import { differenceHash } from "../../../domain/vetting/difference-hash.ts";
import type { DatasetImage } from "../dataset.ts";
import { frameDigest } from "../frame-digest.ts";

/** What the vetting keeps of a frame that was decoded for its picture. */
export interface FrameLook {
  readonly decoded: readonly [columns: number, rows: number];
  readonly digest: string;
  readonly hash: string;
}

/** Collects a look of each frame while it is in memory anyway. */
export interface FrameLooks {
  take(image: DatasetImage, frame: DecodedFrame): Promise<void>;
  of(image: DatasetImage): FrameLook | null;
}

/** Looks of the frames of one export. */
export function makeFrameLooks(): FrameLooks {
  const looks = new Map<string, FrameLook>();
  return {
    take: async (image, frame) => {
      looks.set(image.id, {
        decoded: [frame.columns, frame.rows],
        digest: await frameDigest(frame),
        hash: differenceHash(frame),
      });
    },
    of: (image) => looks.get(image.id) ?? null,
  };
}
