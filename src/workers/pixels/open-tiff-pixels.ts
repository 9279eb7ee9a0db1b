import type { CancelSignal } from "../../domain/cancel.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import { type ByteSource, memorySource } from "../../formats/byte-source.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import { FormatError } from "../../formats/format-error.ts";
import { displayPage } from "../../formats/tiff/display-page.ts";
import { pageStructure } from "../../formats/tiff/page-structure.ts";
import { readTiff, type TiffDirectory } from "../../formats/tiff/read-ifd.ts";
import { frameKeys } from "../../formats/tiff/stack-structure.ts";
import { tiffImageFacts } from "../../formats/tiff/tiff-image-facts.ts";
import { isSidePage, readTiffPage, type TiffPage } from "../../formats/tiff/tiff-page.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { openTiffPyramid } from "./open-tiff-pyramid.ts";
import type { PixelSource } from "./pixel-source.ts";
import { refuseWhole } from "./refuse-whole.ts";
import { defaultSampleBytes, makeSampleMemory, type SampleMemory } from "./sample-cache.ts";
import { storedPage } from "./tiff-stored-page.ts";

/** One page of a TIFF. `facts` is null and both functions reject when the page cannot be read. */
export interface OpenedPage {
  readonly facts: ImageFacts | null;
  stored(signal?: CancelSignal): Promise<StoredFrame>;
  display(signal?: CancelSignal): Promise<DisplayFrame>;
}

const asSource = (input: Uint8Array | ByteSource) =>
  input instanceof Uint8Array ? memorySource(input) : input;

async function openPage(directory: TiffDirectory, codecs: Codecs): Promise<OpenedPage> {
  try {
    const page = await readTiffPage(directory);
    const facts = tiffImageFacts(page, 1);
    const stored = (signal?: CancelSignal) => storedPage(page, codecs, signal);
    return { facts, stored, display: async (signal) => displayPage(await stored(signal), page) };
  } catch (reason) {
    const fail = () => Promise.reject(reason);
    return { facts: null, stored: fail, display: fail };
  }
}

/** Every page of the main chain by itself, broken ones included. Errors of the header: {@link FormatError}. */
export async function openTiffPages(input: Uint8Array | ByteSource, codecs: Codecs): Promise<OpenedPage[]> {
  const { directories } = await readTiff(asSource(input));
  const pages: OpenedPage[] = [];
  for (const directory of directories) pages.push(await openPage(directory, codecs));
  return pages;
}

const sameKind = (a: TiffPage, b: TiffPage) =>
  a.columns === b.columns &&
  a.rows === b.rows &&
  a.type === b.type &&
  a.bits === b.bits &&
  a.samples === b.samples &&
  a.photometric === b.photometric;

/** Facts with the size of a pixel, which says more than an aspect. */
function withSpacing(facts: ImageFacts, spacingMm: readonly [number, number] | null): ImageFacts {
  if (!spacingMm) return facts;
  const { aspect: _, ...others } = facts;
  return { ...others, spacingMm, spacingKind: "patient" };
}

/** A smaller picture of the same shape: a copy for a pyramid, said to be one or not. */
function isCopy(page: TiffPage, first: TiffPage): boolean {
  const [across, down] = [page.columns / first.columns, page.rows / first.rows];
  return across < 1 && down < 1 && Math.abs(across - down) <= 0.02 * Math.max(across, down);
}

interface FramePages {
  readonly frames: readonly TiffPage[];
  readonly others: readonly TiffPage[];
  /** Pages that are pictures of their own, or cannot be read, and are no frames. */
  readonly leftOut: number;
}

/** The frames of the image that a TIFF is: its first full-resolution page and those like it; then all others. */
async function framePages(directories: readonly TiffDirectory[]): Promise<FramePages> {
  const frames: TiffPage[] = [];
  const others: TiffPage[] = [];
  let [failure, failures]: [unknown, number] = [null, 0];
  for (const directory of directories) {
    try {
      const page = await readTiffPage(directory);
      const first = frames[0];
      const isFrame = !isSidePage(page) && (!first || sameKind(first, page));
      (isFrame ? frames : others).push(page);
    } catch (reason) {
      failure ??= reason;
      failures++;
    }
  }
  const [main] = frames;
  if (!main) throw failure ?? new FormatError("no-pixel-data", "a page that is an image", "none");
  const pictures = others.filter((page) => !isSidePage(page) && !isCopy(page, main));
  return { frames, others, leftOut: pictures.length + failures };
}

/**
 * Opens a TIFF as one image: its first full-resolution page and all pages of the same size and kind are the frames. Smaller
 * copies are levels of its pyramid where it is large; masks and pages of another kind are left out (`openTiffPages` has them): the facts say how many.
 * Errors: {@link FormatError}.
 */
export async function openTiffPixels(
  input: Uint8Array | ByteSource,
  codecs: Codecs,
  memory: SampleMemory = makeSampleMemory(defaultSampleBytes),
): Promise<PixelSource> {
  const { directories } = await readTiff(asSource(input));
  const { frames, others, leftOut } = await framePages(directories);
  const pageAt = (frameIndex: number): TiffPage => {
    const page = frames[frameIndex];
    if (!page) throw new FormatError("no-pixel-data", `page 1 to ${frames.length}`, `${frameIndex + 1}`);
    return page;
  };
  const pyramid = await openTiffPyramid(frames, others, codecs, memory);
  // What cannot be read of a text takes no picture away.
  const structure = await pageStructure(pageAt(0)).catch(() => null);
  const base = {
    facts: {
      ...withSpacing(tiffImageFacts(pageAt(0), frames.length), structure?.spacingMm ?? null),
      ...(leftOut > 0 ? { leftOutPages: leftOut } : {}),
    },
    planes: [],
    stacks: structure ? frameKeys(structure, frames.length) : [],
    storedCount: frames.length,
    stored: async (frameIndex: number, signal?: CancelSignal) =>
      storedPage(pageAt(frameIndex), codecs, signal),
  };
  if (pyramid) {
    const { tile } = pyramid;
    return { ...base, facts: { ...base.facts, pyramid: pyramid.pyramid }, display: refuseWhole, tile };
  }
  return {
    ...base,
    display: async (frameIndex, signal) =>
      displayPage(await base.stored(frameIndex, signal), pageAt(frameIndex)),
  };
}
