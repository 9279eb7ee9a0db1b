import type { SampleArray } from "../../domain/samples.ts";
import type { DisplayFrame } from "../dicom/display-frame.ts";
import { newSamples } from "../dicom/sample-arrays.ts";
import type { StoredFrame } from "../dicom/stored-frame.ts";
import { ybrFullToRgb } from "../dicom/ybr.ts";
import type { TiffPage } from "./tiff-page.ts";

/** The first `keep` samples of every pixel. */
function firstSamples(frame: StoredFrame, keep: number): SampleArray {
  if (frame.samples === keep) return frame.pixels;
  const count = frame.columns * frame.rows;
  const out = newSamples(frame.type, count * keep);
  for (let pixel = 0; pixel < count; pixel++) {
    for (let sample = 0; sample < keep; sample++) {
      out[pixel * keep + sample] = frame.pixels[pixel * frame.samples + sample] ?? 0;
    }
  }
  return out;
}

/** Ink to light, without a colour profile: what is not printed is white. */
function cmykToRgb(frame: StoredFrame, bits: number): SampleArray {
  const full = 2 ** bits - 1;
  const count = frame.columns * frame.rows;
  const out = newSamples(frame.type, count * 3);
  for (let pixel = 0; pixel < count; pixel++) {
    const from = pixel * frame.samples;
    const black = frame.pixels[from + 3] ?? 0;
    for (let band = 0; band < 3; band++) {
      out[pixel * 3 + band] = Math.round(((full - (frame.pixels[from + band] ?? 0)) * (full - black)) / full);
    }
  }
  return out;
}

/** A stored page made ready for the renderer: grey, palette index or RGB, extra samples left out. */
export function displayPage(frame: StoredFrame, page: TiffPage): DisplayFrame {
  const { columns, rows, type } = frame;
  const base = { columns, rows, type };
  if (page.photometric === 5 && frame.samples >= 4 && page.sampleFormat === 1) {
    return { ...base, samples: 3, pixels: cmykToRgb(frame, page.bits) };
  }
  const color = [2, 5, 6, 8].includes(page.photometric) && frame.samples >= 3;
  if (!color) return { ...base, samples: 1, pixels: firstSamples(frame, 1) };
  const pixels = firstSamples(frame, 3);
  if (frame.photometric.startsWith("YBR") && pixels instanceof Uint8Array) ybrFullToRgb(pixels);
  return { ...base, samples: 3, pixels };
}
