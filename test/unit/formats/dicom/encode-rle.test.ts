import { expect, test } from "vitest";
import { encodeRle } from "../../../../src/formats/dicom/encode-rle.ts";
import { makeRandom } from "../../../support/random.ts";

/** The rows of each segment, unpacked by the letter of PS3.5 annex G; throws where a run leaves its row or a segment its place. */
function unpack(frame: Uint8Array, columns: number, rows: number): number[][] {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const count = view.getUint32(0, true);
  const offsets = Array.from({ length: 15 }, (_, i) => view.getUint32(4 + 4 * i, true));
  expect(offsets.slice(count).every((offset) => offset === 0)).toBe(true);
  return offsets.slice(0, count).map((begin, i) => {
    const end = offsets[i + 1] || frame.length;
    expect([begin % 2, end % 2]).toEqual([0, 0]);
    const values: number[] = [];
    let at = begin;
    for (let row = 1; row <= rows; row++) {
      while (values.length < row * columns) {
        const n = view.getInt8(at++);
        if (n >= 0) for (let k = 0; k <= n; k++) values.push(view.getUint8(at++));
        else if (n > -128) {
          for (let k = 0; k <= -n; k++) values.push(view.getUint8(at));
          at++;
        }
      }
      expect(values.length).toBe(row * columns);
    }
    expect(end - at).toBeLessThanOrEqual(1);
    return values;
  });
}

test("each byte of each sample comes back from its segment, most significant first, and no run leaves its row", () => {
  const random = makeRandom(3);
  const whole = (most: number) => Math.floor(random() * most);
  for (let round = 0; round < 200; round++) {
    const shape = {
      columns: 1 + whole(400),
      rows: 1 + whole(6),
      samples: 1 + 2 * whole(2),
      bytesPerSample: 1 + whole(4),
    };
    const { columns, rows, samples, bytesPerSample } = shape;
    const step = samples * bytesPerSample;
    const grain = 1 + whole(300);
    let value = 0;
    const bytes = new Uint8Array(columns * rows * step).map((_, i) => {
      if (i % grain === 0 || round % 3 === 0) value = whole(round % 2 ? 4 : 256);
      return value;
    });
    const segments = unpack(encodeRle(bytes, shape), columns, rows);
    expect(segments.length).toBe(step);
    segments.forEach((values, segment) => {
      const sample = Math.floor(segment / bytesPerSample);
      const byte = bytesPerSample - 1 - (segment % bytesPerSample);
      const wrong = values.findIndex((one, i) => one !== bytes[i * step + sample * bytesPerSample + byte]);
      expect(wrong).toBe(-1);
    });
  }
});

test("a plain frame takes two bytes for 128 pixels, and noise grows by less than one in a hundred", () => {
  const shape = { columns: 512, rows: 100, samples: 1, bytesPerSample: 1 };
  expect(encodeRle(new Uint8Array(51_200), shape).length).toBe(64 + 100 * 8);
  const noise = new Uint8Array(51_200).map((_, i) => (i * 89 + (i >> 3)) % 251);
  expect(encodeRle(noise, shape).length).toBeLessThan(51_200 * 1.01 + 64);
});

test("more segments than the header has room for are refused", () => {
  expect(() => encodeRle(new Uint8Array(16), { columns: 1, rows: 1, samples: 4, bytesPerSample: 4 })).toThrow(
    RangeError,
  );
});
