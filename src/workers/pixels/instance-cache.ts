import { say } from "../../domain/said.ts";
import type { Instance } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { PlainError } from "../serve.ts";
import { joinSlideLevels, type SlideResolution } from "./join-slide-levels.ts";
import { openDicomPixels } from "./open-dicom-pixels.ts";
import { openPixels } from "./open-pixels.ts";
import type { PixelSource } from "./pixel-source.ts";
import { defaultSampleBytes, makeSampleMemory } from "./sample-cache.ts";
import { storedSource } from "./stored-source.ts";

/** Opened instances that stay ready: headers read, frames located, a few chunks in memory. */
const keptInstances = 6;

/** Gives the opened pixels of a stored instance; the least recently used ones are let go. */
export function makeInstanceCache(database: MainDatabase, codecs: Codecs) {
  const opened = new Map<string, Promise<PixelSource>>();
  const memory = makeSampleMemory(defaultSampleBytes);
  // A slide is opened anew when more of its resolutions were imported.
  const joined = new Map<string, string>();
  // What tiled images keep of their coarse levels is large: one of them at a time.
  let tiled: string | null = null;

  const rowOf = async (sopUid: string): Promise<Instance> => {
    const instance = await database.instances.get(sopUid);
    if (!instance) throw new PlainError("not-found", say`This image is no longer on the device.`);
    if (instance.evicted)
      throw new PlainError(
        "on-hub",
        say`This image was put away to make room. Get it from the hub in the worklist.`,
      );
    return instance;
  };
  const sourceOf = (instance: Instance) => storedSource(database, instance);
  const openDicom = (instance: Instance) => openDicomPixels(sourceOf(instance), codecs, memory);

  const openSlide = async (instance: Instance, levels: readonly (readonly string[])[]) => {
    const own = await openDicom(instance);
    const resolutions: SlideResolution[] = [];
    for (const sopUids of levels) {
      const rows = await Promise.all(sopUids.map(rowOf));
      const { columns = 0, rows: height = 0 } = rows[0]?.facts ?? {};
      const parts = rows.map((row) => async () => (row.sopUid === instance.sopUid ? own : openDicom(row)));
      resolutions.push({ columns, rows: height, parts });
    }
    return joinSlideLevels(own, resolutions, memory);
  };

  const open = async (sopUid: string): Promise<PixelSource> => {
    const instance = await rowOf(sopUid);
    const levels = instance.slide?.levels ?? [];
    if (instance.slide) joined.set(sopUid, JSON.stringify(levels));
    const image =
      instance.facts.pyramid && levels.length > 0
        ? await openSlide(instance, levels)
        : await openPixels(instance, sourceOf(instance), codecs, memory);
    if (image.tile) {
      if (tiled !== null && tiled !== sopUid) opened.delete(tiled);
      tiled = sopUid;
    }
    return image;
  };

  return async (sopUid: string): Promise<PixelSource> => {
    const known = joined.get(sopUid);
    if (known !== undefined && JSON.stringify((await rowOf(sopUid)).slide?.levels ?? []) !== known)
      opened.delete(sopUid);
    const ready = opened.get(sopUid) ?? open(sopUid);
    opened.delete(sopUid);
    opened.set(sopUid, ready);
    // What failed is tried again next time: the store may have changed.
    ready.catch(() => opened.delete(sopUid));
    const oldest = opened.keys().next();
    if (opened.size > keptInstances && !oldest.done) opened.delete(oldest.value);
    return ready;
  };
}
