import { codestreamFactsOf } from "../../formats/dicom/codestream-facts.ts";
import { samplesFromLittleEndian } from "../../formats/dicom/sample-arrays.ts";
import { ybrFullToRgb } from "../../formats/dicom/ybr.ts";
import { FormatError } from "../../formats/format-error.ts";
import type { TiffChunk } from "../../formats/tiff/page-layout.ts";
import type { TiffPage } from "../../formats/tiff/tiff-page.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { ChunkPixels } from "./chunk-pixels.ts";

/** Aperio's numbers for Y Cb Cr and RGB, one that is used for either, and the registered one. */
const aperioYcbcr = 33003;
const numbers = [aperioYcbcr, 33004, 33005, 34712];
const jpeg2000 = "1.2.840.10008.1.2.4.90";

/** Whether the chunks of a page are JPEG 2000 streams. */
export const isJpeg2000 = (page: TiffPage) => numbers.includes(page.compression);

/** Decodes a JPEG 2000 chunk; Aperio's Y Cb Cr comes as RGB. Errors: FormatError. */
export async function fromJpeg2000(
  bytes: Uint8Array,
  page: TiffPage,
  chunk: TiffChunk,
  codecs: Codecs,
): Promise<ChunkPixels> {
  const facts = codestreamFactsOf(bytes);
  if (facts.columns * facts.rows > Math.max(1 << 16, 4 * chunk.columns * chunk.rows)) {
    throw new FormatError(
      "too-large",
      `a stream of about ${chunk.columns} × ${chunk.rows}`,
      `${facts.columns} × ${facts.rows}`,
    );
  }
  if (facts.precision > 16)
    throw new FormatError("unsupported-pixels", "JPEG 2000 of at most 16 bits", `${facts.precision}`);
  const decoded = await codecs.decode(bytes, jpeg2000, "jpeg2000");
  const yuv = page.compression === aperioYcbcr && decoded.samples === 3;
  if (yuv && decoded.bytesPerSample === 1) ybrFullToRgb(decoded.bytes);
  const count = decoded.columns * decoded.rows * decoded.samples;
  return {
    ...decoded,
    pixels: samplesFromLittleEndian(decoded.bytesPerSample === 1 ? "u8" : "u16", decoded.bytes, count),
  };
}
