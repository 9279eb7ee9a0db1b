import { expect, test } from "vitest";
import { closeRows, evenGround } from "../../../../src/workers/ocr/line-ground.ts";
import type { Grey } from "../../../../src/workers/ocr/line-image.ts";
import type { OcrModule } from "../../../../src/workers/ocr/ocr-assets.ts";
import { readArea } from "../../../../src/workers/ocr/read-area.ts";
import { makeWordReader } from "../../../../src/workers/ocr/word-reader.ts";

/** Strokes with a gap in each, on a ground that rises and has grain. */
const plane = {
  columns: 60,
  rows: 20,
  grey: new Uint8Array(1200).map((_, at) =>
    at % 7 === 0 && Math.floor(at / 60) !== 9 ? 230 : 20 + (at % 60) + ((at * 31) % 11),
  ),
};
const area = { x: 4, y: 4, width: 50, height: 12 };

/** A reader that is as sure of each picture as the test says. */
function reader(confidences: readonly number[]) {
  const pictures: Grey[] = [];
  const read = async (picture: Grey) => {
    pictures.push(picture);
    return { text: `${pictures.length}`, confidence: confidences[pictures.length - 1] ?? 0 };
  };
  return { pictures, read };
}

test("a line that is read surely is read once; one that is not is read from other pictures, and the surest reading comes first", async () => {
  const sure = reader([91]);
  expect(await readArea(sure, plane, area, false)).toEqual([{ text: "1", confidence: 91 }]);
  const unsure = reader([40, 20, 77, 60]);
  const read = await readArea(unsure, plane, area, false);
  expect(read.map(({ text }) => text)).toEqual(["3", "4", "1", "2"]);
  expect(new Set(unsure.pictures.map(({ grey }) => Buffer.from(grey).toString("base64"))).size).toBe(4);
  const many = reader([10]);
  expect(await readArea(many, plane, area, true)).toHaveLength(1);
});

test("gaps of one row in letters are closed, wider ones and the ground around stay", () => {
  // One column, ink 0 on ground 255.
  const column = Uint8Array.of(255, 0, 255, 0, 255, 255, 0, 255);
  closeRows(column, 1, column.length);
  expect([...column]).toEqual([255, 0, 0, 0, 255, 255, 0, 255]);
});

test.each([
  ["bright", 60],
  ["dark", -60],
])("of %s letters on a ground that rises only the letters are left", (_name, stands) => {
  const [columns, rows] = [120, 16];
  const isLetter = (at: number) =>
    (at % columns) % 12 < 3 && Math.floor(at / columns) > 3 && at < columns * 12;
  const cut = Uint8Array.from(
    { length: columns * rows },
    (_, at) => 70 + (at % columns) + (isLetter(at) ? stands : 0),
  );
  evenGround(cut, columns, rows);
  const inner = [...cut].flatMap((value, at) =>
    at % columns > 20 && at % columns < 100 ? [{ value, at }] : [],
  );
  const letters = inner.filter(({ at }) => isLetter(at)).map(({ value }) => value);
  const ground = inner.filter(({ at }) => !isLetter(at)).map(({ value }) => value);
  expect(Math.min(...letters)).toBeGreaterThan(45);
  expect(Math.max(...ground)).toBeLessThan(20);
});

test("specks at both ends of a line are no words of it, and signs that no device writes are not looked for", async () => {
  const set = new Map<string, string>();
  class Api {
    Init = () => 0;
    SetVariable = (name: string, value: string) => set.set(name, value) !== undefined;
    SetImageFile = () => 0;
    Recognize = () => 0;
    GetUTF8Text = () => "* ' ID 4711-0815 . -\n_ C5-1 / 3.5 MHz\n- =\n";
    MeanTextConf = () => 50;
    Clear = () => undefined;
    End = () => undefined;
  }
  const files = { writeFile: () => undefined, unlink: () => undefined };
  const module: OcrModule = { FS: files, TessBaseAPI: Api };
  const words = makeWordReader({ core: async () => module, language: async () => new Uint8Array(1) });
  expect(words.isOpen()).toBe(false);
  const { text } = await words.read(plane, true);
  expect(text).toBe("ID 4711-0815\nC5-1 / 3.5 MHz\n\n");
  expect(set.get("tessedit_char_blacklist")).toContain("€");
  expect(words.isOpen()).toBe(true);
});
