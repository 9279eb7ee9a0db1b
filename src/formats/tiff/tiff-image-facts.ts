import type { ColorModel, ImageFacts, Palette } from "../../domain/image-facts.ts";
import { FormatError } from "../format-error.ts";
import type { TiffPage } from "./tiff-page.ts";

function colorOf(page: TiffPage): ColorModel {
  switch (page.photometric) {
    case 0:
      return "mono1";
    case 2:
    case 5:
    case 6:
    case 8:
      return page.samples >= 3 ? "rgb" : "mono2";
    case 3:
      return "palette";
    case 1:
    case 4:
    case 32803:
      return "mono2";
    default:
      throw new FormatError(
        "unsupported-pixels",
        "grey, RGB, palette, CMYK or YCbCr",
        `photometric ${page.photometric}`,
      );
  }
}

/** ColorMap: all reds, then greens, then blues, 16 bits each (TIFF 6.0 section 5). */
function paletteOf(page: TiffPage): Palette | undefined {
  const count = Math.floor(page.colorMap.length / 3);
  if (count === 0) return undefined;
  // Old writers stored 8 bits.
  const wide = page.colorMap.some((value) => value > 255);
  const channel = (band: number) =>
    page.colorMap.slice(band * count, (band + 1) * count).map((value) => (wide ? value >> 8 : value));
  return { firstInput: 0, red: channel(0), green: channel(1), blue: channel(2) };
}

/**
 * What a screen needs of a TIFF page. `frames` counts the pages of the same kind that are shown together. Grey pages show their
 * first sample, colour pages their first three; CMYK and YCbCr come as RGB.
 */
export function tiffImageFacts(page: TiffPage, frames: number): ImageFacts {
  const color = colorOf(page);
  const palette = color === "palette" ? paletteOf(page) : undefined;
  if (color === "palette" && !palette) throw new FormatError("unsupported-pixels", "a colour map", "none");
  const [horizontal, vertical] = page.resolution;
  const uneven = horizontal > 0 && vertical > 0 && Math.abs(horizontal - vertical) > 1e-6 * horizontal;
  return {
    columns: page.columns,
    rows: page.rows,
    frames,
    samples: color === "rgb" ? 3 : 1,
    type: page.type,
    bitsStored: page.sampleFormat === 3 && page.bits === 16 ? 32 : page.bits,
    color,
    slope: 1,
    intercept: 0,
    units: "",
    windows: [],
    voiFunction: "LINEAR",
    ...(palette ? { palette } : {}),
    spacingKind: "unknown",
    ...(page.orientation > 1 ? { orientation: page.orientation } : {}),
    ...(uneven ? { aspect: [1 / vertical, 1 / horizontal] as const } : {}),
    lossy: page.compression === 6 || page.compression === 7 || page.compression === 50001,
  };
}
