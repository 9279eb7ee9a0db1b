import { readBmp } from "../../formats/bmp/read-bmp.ts";
import { readMetaImage } from "../../formats/metaimage/read-metaimage.ts";
import { readNifti } from "../../formats/nifti/read-nifti.ts";
import { readNrrd } from "../../formats/nrrd/read-nrrd.ts";
import { readPngImage } from "../../formats/png/png-image.ts";
import type { RawImage, RawKind } from "../../formats/raw/raw-image.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { jpegImage } from "../codecs/jpeg-picture.ts";

/**
 * Decodes a file of any kind of 3.9b to samples and geometry. `dataAt`: where the data files begin behind a detached header. Errors:
 * FormatError.
 */
export async function readRaw(
  kind: RawKind,
  bytes: Uint8Array,
  dataAt: number | null,
  codecs: Codecs,
): Promise<RawImage> {
  switch (kind) {
    case "nifti":
      return readNifti(bytes, dataAt);
    case "nrrd":
      return readNrrd(bytes, dataAt);
    case "metaimage":
      return readMetaImage(bytes, dataAt);
    case "png":
      return readPngImage(bytes);
    case "jpeg":
      return jpegImage(bytes, codecs);
    case "bmp":
      return readBmp(bytes);
  }
}
