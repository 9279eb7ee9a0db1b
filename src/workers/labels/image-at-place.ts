import { type LabelContext, LabelFileError } from "./label-files.ts";

/** How far from the middle of a slice a point may lie that is of it, mm: positions are written with some digits only. */
const slackMm = 0.1;

/** A frame of a stored image. */
export interface FramePlace {
  readonly sop: string;
  /** From 1. */
  readonly frame: number;
}

/**
 * Finds the frame on whose plane a point lies (mm, LPS): for objects that name no image. `seriesUid`: of the images where the object says it,
 * else empty; the first of frames in one place (times, echoes). Throws where there is none, or frames of several series.
 */
export async function makeImageAtPlace(context: LabelContext, seriesUid: string) {
  const all = (await context.series?.()) ?? [];
  const series = seriesUid === "" ? all : all.filter((one) => one.seriesUid === seriesUid);
  return async (where: string, pointMm: readonly number[]): Promise<FramePlace> => {
    const found = new Map<string, FramePlace & { readonly offMm: number }>();
    for (const { seriesUid: own, frames } of series)
      for (const { sopUid, frameIndex } of frames) {
        const plane = (await context.instance(sopUid))?.planes[frameIndex];
        if (!plane) continue;
        const [ax, ay, az, bx, by, bz] = plane.orientation;
        const normal = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
        const away = normal.map((one, axis) => one * ((pointMm[axis] ?? 0) - (plane.positionMm[axis] ?? 0)));
        const offMm = Math.abs(away.reduce((sum, one) => sum + one, 0));
        if (offMm <= slackMm && offMm < (found.get(own)?.offMm ?? Number.POSITIVE_INFINITY))
          found.set(own, { sop: sopUid, frame: frameIndex + 1, offMm });
      }
    const [place] = found.values();
    if (place && found.size === 1) return place;
    throw new LabelFileError(
      where,
      "one image in its place, for it names none",
      place ? `images of ${found.size} series` : "none",
    );
  };
}
