import type { CocoFile } from "./coco-types.ts";

/** A picture of more pixels has no `bits`: a slide would need gigabytes. */
const mostPixels = 2 ** 26;

/** One object as a reader of the file sees it; `runs` column-major, zeros first; `bits` row-major, one byte a pixel, or empty. */
export interface CocoReading {
  readonly instanceUid: string;
  /** The thing that it is a slice of; its own ID where the file names none. */
  readonly objectUid: string;
  readonly sopUid: string;
  readonly frame: number;
  readonly fileName: string;
  readonly categoryId: number;
  readonly area: number;
  readonly bbox: readonly [number, number, number, number];
  readonly columns: number;
  readonly rows: number;
  readonly runs: readonly number[];
  readonly bits: Uint8Array<ArrayBuffer>;
}

/** Reads COCO's compressed RLE; throws when the runs do not fill the picture exactly. */
function runsOf(text: string, columns: number, rows: number): number[] {
  const pixels = columns * rows;
  const lengths: number[] = [];
  let position = 0;
  let filled = 0;
  while (position < text.length) {
    let number = 0;
    let shift = 0;
    for (;;) {
      const code = text.charCodeAt(position++) - 48;
      if (!(code >= 0 && code < 64)) throw new Error("COCO: a mask holds a mark outside its alphabet");
      number += (code & 31) * 2 ** shift;
      shift += 5;
      if (code >= 32) continue;
      if (code & 16) number -= 2 ** shift;
      break;
    }
    if (lengths.length > 2) number += lengths[lengths.length - 2] ?? 0;
    lengths.push(number);
    if (number < 0 || filled + number > pixels) throw new Error("COCO: a mask is larger than its picture");
    filled += number;
  }
  if (filled !== pixels) throw new Error("COCO: a mask is smaller than its picture");
  return lengths;
}

/** The pixels of runs, row-major; none for a picture of too many. */
function bitsOf(runs: readonly number[], columns: number, rows: number): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(columns * rows > mostPixels ? 0 : columns * rows);
  if (bits.length === 0) return bits;
  let at = 0;
  for (const [index, run] of runs.entries()) {
    if (index % 2) for (let k = at; k < at + run; k++) bits[(k % rows) * columns + Math.floor(k / rows)] = 1;
    at += run;
  }
  return bits;
}

/** Reads a COCO file as any ML tool would; shares no code with the writer. Throws on text that is no such file. */
export function readCoco(text: string): CocoReading[] {
  const file = JSON.parse(text) as CocoFile;
  const pictures = new Map(file.images.map((image) => [image.id, image]));
  return file.annotations.map((object) => {
    const picture = pictures.get(object.image_id);
    const [rows, columns] = object.segmentation.size;
    if (!picture || picture.width !== columns || picture.height !== rows)
      throw new Error("COCO: an object does not fit its picture");
    const runs = runsOf(object.segmentation.counts, columns, rows);
    return {
      instanceUid: object.instance_uid,
      objectUid: object.object_uid ?? object.instance_uid,
      sopUid: object.sop_instance_uid,
      frame: object.frame,
      fileName: picture.file_name,
      categoryId: object.category_id,
      area: object.area,
      bbox: object.bbox,
      columns,
      rows,
      runs,
      // Made when it is asked for: the pixels of ten thousand objects at once are gigabytes.
      get bits() {
        return bitsOf(runs, columns, rows);
      },
    };
  });
}
