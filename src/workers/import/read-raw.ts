import { readBmp } from "../../formats/bmp/read-bmp.ts";
import { readMetaImage } from "../../formats/metaimage/read-metaimage.ts";
import { readNifti } from "../../formats/nifti/read-nifti.ts";
import { readNrrd } from "../../formats/nrrd/read-nrrd.ts";
import { readPngImage } from "../../formats/png/png-image.ts";
import type { Announce, RawImage, RawKind } from "../../formats/raw/raw-image.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { jpegImage } from "../codecs/jpeg-picture.ts";
import { bytesPatienceMs, samplesPatienceMs } from "./patience.ts";

/**
 * Decodes a file of any kind of 3.9b to samples and geometry. `dataAt`: where the data files begin behind a detached header. Errors:
 * FormatError. `beat` is told how long the samples that the header announces may take: packed, they may be a thousand times the file.
 */
export async function readRaw(
  kind: RawKind,
  bytes: Uint8Array,
  dataAt: number | null,
  codecs: Codecs,
  beat?: (patienceMs: number) => void,
): Promise<RawImage> {
  const announce: Announce = (made) => beat?.(bytesPatienceMs(made));
  switch (kind) {
    case "nifti":
      return readNifti(bytes, dataAt, announce);
    case "nrrd":
      return readNrrd(bytes, dataAt, announce);
    case "metaimage":
      return readMetaImage(bytes, dataAt, announce);
    case "png":
      return readPngImage(bytes, announce);
    case "jpeg":
      return jpegImage(bytes, codecs, (samples) => beat?.(samplesPatienceMs(samples)));
    case "bmp":
      return readBmp(bytes);
  }
}
