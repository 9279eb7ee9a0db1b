import type { InstanceFormat } from "../../domain/study.ts";
import type { ByteSource } from "../../formats/byte-source.ts";
import { FormatError } from "../../formats/format-error.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { openDicomPixels } from "./open-dicom-pixels.ts";
import { openTiffPixels } from "./open-tiff-pixels.ts";
import type { OpenedPixels } from "./opened-pixels.ts";

/** Opens the pixels of a stored instance of any format. Errors: {@link FormatError}. */
export async function openPixels(
  format: InstanceFormat,
  source: ByteSource,
  codecs: Codecs,
): Promise<OpenedPixels> {
  switch (format) {
    case "dicom":
      return openDicomPixels(source, codecs);
    case "tiff":
      return openTiffPixels(source, codecs);
    case "raw":
      throw new FormatError("unsupported-pixels", "DICOM or TIFF", "another format");
  }
}
