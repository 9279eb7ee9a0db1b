import type { OpenedLook } from "../../domain/calls/pixels-calls.ts";
import { say } from "../../domain/said.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { PlainError } from "../serve.ts";
import { blobSource, isTiff } from "./decode-file.ts";
import { openDicomPixels } from "./open-dicom-pixels.ts";
import { openTiffPixels } from "./open-tiff-pixels.ts";
import type { PixelSource } from "./pixel-source.ts";
import { makeSampleMemory } from "./sample-cache.ts";

/** Files that are open for looking in this worker; of each only its directories are in memory. */
export interface Looks {
  open(file: unknown): Promise<OpenedLook>;
  /** Throws `PlainError` when it is closed. */
  of(lookId: string): PixelSource;
  close(lookId: string): void;
}

/** The page keeps the tiles that are seen: here only what the next tile may share with the last. */
const memory = () => makeSampleMemory(12 << 20);

/** Starts without any. */
export function makeLooks(codecs: Codecs): Looks {
  const opened = new Map<string, PixelSource>();
  let last = 0;
  return {
    async open(file) {
      if (!(file instanceof Blob)) throw new PlainError("not-an-image", say`No file was given.`);
      const source = blobSource(file);
      const head = await source.read(0, Math.min(132, file.size));
      const pixels = await (isTiff(head)
        ? openTiffPixels(source, codecs, memory())
        : openDicomPixels(source, codecs, memory()));
      const lookId = `look-${++last}`;
      opened.set(lookId, pixels);
      return { lookId, facts: pixels.facts, planes: pixels.planes };
    },
    of(lookId) {
      const pixels = opened.get(lookId);
      if (!pixels) throw new PlainError("not-found", say`This file is no longer open. Open the look again.`);
      return pixels;
    },
    close: (lookId) => void opened.delete(lookId),
  };
}
