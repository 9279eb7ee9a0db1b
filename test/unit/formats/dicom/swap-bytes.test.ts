import { expect, test } from "vitest";
import { swapBytes } from "../../../../src/formats/dicom/sample-arrays.ts";

test.each([2, 4, 8])(
  "words of %i bytes are swapped wherever they lie, and what is no whole word stays",
  (size) => {
    for (let offset = 0; offset < 9; offset++)
      for (let length = 0; length < 40; length++) {
        const around = new Uint8Array(60).map((_, at) => at + 1);
        const expected = Uint8Array.from(around);
        for (let word = 0; word + size <= length; word += size)
          expected.set(around.slice(offset + word, offset + word + size).reverse(), offset + word);
        swapBytes(around.subarray(offset, offset + length), size);
        expect(around, `${length} bytes at ${offset}`).toEqual(expected);
      }
  },
);
