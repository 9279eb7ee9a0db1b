import { ybrFullToRgb } from "../../formats/dicom/ybr.ts";
import { FormatError } from "../../formats/format-error.ts";
import { endsWhole, type JpegHeader, readJpegHeader } from "../../formats/jpeg/read-jpeg-header.ts";
import { orientPicture } from "../../formats/raw/orient-picture.ts";
import { type Picture, pictureImage } from "../../formats/raw/picture.ts";
import type { Announce, RawImage } from "../../formats/raw/raw-image.ts";
import type { Codecs } from "./codecs.ts";

const mostPixels = 1 << 28;
const extended = "1.2.840.10008.1.2.4.51";
const baseline = "1.2.840.10008.1.2.4.50";
const lossless = "1.2.840.10008.1.2.4.57";

async function decoded(file: Uint8Array, header: JpegHeader, codecs: Codecs): Promise<Picture> {
  const { components, precision, startOfFrame } = header;
  if (components === 4) {
    if (!endsWhole(file)) throw new FormatError("truncated", "the end of the image", "none", file.length);
    const { columns, rows, samples, bytes } = await codecs.decodeInk(file);
    return { columns, rows, channels: samples, bits: 8, samples: bytes };
  }
  const syntax = startOfFrame === 0xc3 ? lossless : precision > 8 ? extended : baseline;
  const kind = startOfFrame === 0xc3 ? "jpeg-lossless" : "jpeg";
  const stream = await codecs.decode(file, syntax, kind);
  const { columns, rows, samples, bytes } = stream;
  if (stream.bytesPerSample === 2)
    return { columns, rows, channels: samples, bits: precision, samples: new Uint16Array(bytes.buffer) };
  if (header.isYcc) ybrFullToRgb(bytes);
  return { columns, rows, channels: samples, bits: precision, samples: bytes };
}

/**
 * Decodes a JPEG file and turns it upright. Components come from the codec of the DICOM frames, colours by libjpeg's conversion:
 * itk's JPEG reader is off by up to ten levels where chroma is subsampled, and fills what a cut file lacks. It is used for inks
 * (CMYK) only, which the other cannot read. Errors: {@link FormatError}.
 */
export async function jpegImage(file: Uint8Array, codecs: Codecs, announce?: Announce): Promise<RawImage> {
  const header = readJpegHeader(file);
  if (header.columns * header.rows > mostPixels)
    throw new FormatError("too-large", `at most ${mostPixels} pixels`, "more");
  if (![1, 3, 4].includes(header.components))
    throw new FormatError("unsupported-pixels", "1, 3 or 4 components", `${header.components}`);
  announce?.(header.columns * header.rows * header.components);
  const picture = orientPicture(await decoded(file, header, codecs), header.orientation);
  return pictureImage("jpeg", picture, header.startOfFrame !== 0xc3, header.leftOut);
}
