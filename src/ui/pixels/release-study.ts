import type { HeldImage, ImportCalls } from "../../domain/calls/import-calls.ts";
import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import type { WorkerClient } from "../../jobs/bridge.ts";

/** What came of releasing the images of a study. */
export interface Released {
  readonly released: number;
  /** Places where text was found after blanking; their images are still held. */
  readonly places: number;
  /** Blanked frames that were compressed: transfer syntaxes they are in now, and bytes before and after. */
  readonly recoded: { readonly syntaxes: readonly string[]; readonly before: number; readonly after: number };
  /** The first failure; the images after it were tried too. */
  readonly failure: unknown;
}

/** Releases image after image, each with its own boxes and its face covered where that is wished; one that fails stays held and the others go on. On cancel the image at hand stays held. */
export async function releaseStudy(
  importer: WorkerClient<ImportCalls>,
  images: readonly HeldImage[],
  wish: {
    readonly boxesOf: (image: HeldImage) => readonly BlankBox[];
    readonly coverFace: (image: HeldImage) => boolean;
  },
  onProgress: (done: number, total: number, percent: number | null) => void,
  signal?: AbortSignal,
): Promise<Released> {
  let released = 0;
  let places = 0;
  const recodings: NonNullable<DeidRecord["recoded"]>[] = [];
  let failure: unknown = null;
  for (const [done, image] of images.entries()) {
    if (signal?.aborted) break;
    onProgress(done + 1, images.length, null);
    let told = -1;
    const follow = ({ share }: { readonly share: number }) => {
      // Each change is read out: in steps of five.
      const percent = Math.floor(share * 20) * 5;
      if (percent !== told) onProgress(done + 1, images.length, percent);
      told = percent;
    };
    try {
      const answer = await importer.call(
        "release",
        { sopUids: [image.sopUid], boxes: wish.boxesOf(image), coverFace: wish.coverFace(image) },
        { onProgress: follow, ...(signal ? { signal } : {}) },
      );
      released += answer.released.length;
      recodings.push(...answer.recoded);
      places += answer.returned.reduce((sum, one) => sum + one.places, 0);
    } catch (reason) {
      if (!signal?.aborted) failure ??= reason;
    }
  }
  const recoded = {
    syntaxes: [...new Set(recodings.map(({ to }) => to))],
    before: recodings.reduce((sum, one) => sum + one.bytesBefore, 0),
    after: recodings.reduce((sum, one) => sum + one.bytesAfter, 0),
  };
  return { released, places, recoded, failure };
}
