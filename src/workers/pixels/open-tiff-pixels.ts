import type { CancelSignal } from "../../domain/cancel.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import { type ByteSource, memorySource } from "../../formats/byte-source.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import { FormatError } from "../../formats/format-error.ts";
import { displayPage } from "../../formats/tiff/display-page.ts";
import { readTiff, type TiffDirectory } from "../../formats/tiff/read-ifd.ts";
import { tiffImageFacts } from "../../formats/tiff/tiff-image-facts.ts";
import { isSidePage, readTiffPage, type TiffPage } from "../../formats/tiff/tiff-page.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { OpenedPixels } from "./opened-pixels.ts";
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

/**
 * Opens a TIFF as one image: its first full-resolution page and all pages of the same size and kind are the frames. Smaller
 * copies, masks and pages of another kind are left out (`openTiffPages` has them). Errors: {@link FormatError}.
 */
export async function openTiffPixels(input: Uint8Array | ByteSource, codecs: Codecs): Promise<OpenedPixels> {
  const { directories } = await readTiff(asSource(input));
  const pages: TiffPage[] = [];
  let failure: unknown = null;
  for (const directory of directories) {
    try {
      const page = await readTiffPage(directory);
      const first = pages[0];
      if (!isSidePage(page) && (!first || sameKind(first, page))) pages.push(page);
    } catch (reason) {
      failure ??= reason;
    }
  }
  const first = pages[0];
  if (!first) throw failure ?? new FormatError("no-pixel-data", "a page that is an image", "none");
  const stored = (frameIndex: number, signal?: CancelSignal) => {
    const page = pages[frameIndex];
    if (!page) throw new FormatError("no-pixel-data", `page 1 to ${pages.length}`, `${frameIndex + 1}`);
    return storedPage(page, codecs, signal);
  };
  return {
    facts: tiffImageFacts(first, pages.length),
    planes: [],
    stacks: [],
    stored: async (frameIndex, signal) => stored(frameIndex, signal),
    display: async (frameIndex, signal) =>
      displayPage(await stored(frameIndex, signal), pages[frameIndex] ?? first),
  };
}
