import { FormatError } from "../format-error.ts";
import { exifOrientation } from "./exif-orientation.ts";

/** What the segments before the first scan say of a JPEG file; texts and tags are only named. */
export interface JpegHeader {
  readonly columns: number;
  readonly rows: number;
  readonly components: number;
  readonly precision: number;
  /** 0xC0 to 0xCF. */
  readonly startOfFrame: number;
  /** Whether three components are luma and chroma, by libjpeg's rule: JFIF, then Adobe, then the components' names. */
  readonly isYcc: boolean;
  /** Exif orientation, 1 to 8. */
  readonly orientation: number;
  readonly leftOut: readonly string[];
}

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const begins = (bytes: Uint8Array, at: number, text: string) =>
  [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

/** Reads the segments of a JPEG file up to its first scan (ISO 10918-1, B). Errors: {@link FormatError}. */
export function readJpegHeader(file: Uint8Array): JpegHeader {
  if (file[0] !== 0xff || file[1] !== 0xd8)
    throw new FormatError("not-an-image", "a JPEG mark", "another one", 0);
  const word = (at: number) => ((file[at] ?? 0) << 8) | (file[at + 1] ?? 0);
  const leftOut = new Set<string>();
  let [orientation, jfif] = [1, false];
  let adobe: number | null = null;
  let frame: Omit<JpegHeader, "isYcc" | "orientation" | "leftOut"> | null = null;
  let named = "";
  let at = 2;
  while (at + 4 <= file.length) {
    const marker = file[at + 1] ?? 0;
    // Cameras and editors leave bytes between segments: every decoder goes on at the next marker.
    if (file[at] !== 0xff || marker === 0xff) at++;
    else if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === 0xda || marker === 0xd9) break;
    else {
      const length = word(at + 2);
      const body = at + 4;
      if (length < 2 || at + 2 + length > file.length)
        throw new FormatError("truncated", `${length} bytes of a segment`, `${file.length - at - 2}`, at);
      if (isFrame(marker)) {
        frame = {
          columns: word(body + 3),
          rows: word(body + 1),
          components: file[body + 5] ?? 0,
          precision: file[body] ?? 0,
          startOfFrame: marker,
        };
        named = String.fromCharCode(...[6, 9, 12].map((offset) => file[body + offset] ?? 0));
      } else if (marker === 0xfe) leftOut.add("comment");
      else if (marker === 0xe0 && begins(file, body, "JFIF")) jfif = true;
      else if (marker === 0xee && begins(file, body, "Adobe")) adobe = file[body + 11] ?? null;
      else if (marker === 0xe1 && begins(file, body, "Exif\0")) {
        orientation = exifOrientation(file.subarray(body + 6, at + 2 + length));
        leftOut.add("exif");
      } else if (marker >= 0xe0 && marker <= 0xef) leftOut.add(`app${marker - 0xe0}`);
      at += 2 + length;
    }
  }
  if (!frame) throw new FormatError("truncated", "a JPEG frame header", "none", file.length);
  const isYcc = frame.components === 3 && (jfif || (adobe === null ? named !== "RGB" : adobe === 1));
  return { ...frame, isYcc, orientation, leftOut: [...leftOut] };
}

/** Whether the file ends its image: a decoder that fills what is missing would show what nobody stored. */
export function endsWhole(file: Uint8Array): boolean {
  for (let at = file.length - 2; at >= 2; at--) if (file[at] === 0xff && file[at + 1] === 0xd9) return true;
  return false;
}
