import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { qrCode } from "../../../../src/domain/qr/qr-code.ts";
import { errorWords } from "../../../../src/domain/qr/reed-solomon.ts";

const bytesOf = (length: number) => new Uint8Array(length).map((_, at) => 33 + ((at * 37) % 90));
const digest = (modules: Uint8Array) => createHash("sha256").update(modules).digest("hex");

test("the example of ISO/IEC 18004 Annex I has its error words", () => {
  const data = [
    0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11,
  ];
  expect(errorWords(data, 10)).toEqual([0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55]);
});

// Digests of what python-qrcode 8.0 makes of the same bytes, level M, with its own mask 2 for the first; ZBar 0.23 reads all of them.
test.each([
  [1, 21, "910010c3f091b875"],
  [14, 21, "9de567722dd14fef"],
  [20, 25, "180fc7b78b24f1c0"],
  [100, 41, "343a1a5f8bcc162a"],
  [431, 81, "bfb492e3f89613c9"],
  [2300, 177, "ffa38624102c3463"],
])("%i bytes are the code that another encoder makes of them", (length, size, start) => {
  const code = qrCode(bytesOf(length));
  expect(code.size).toBe(size);
  expect(digest(code.modules).slice(0, 16)).toBe(start);
});

test("more bytes than a code holds are refused", () => {
  expect(() => qrCode(bytesOf(2331))).not.toThrow();
  expect(() => qrCode(bytesOf(2332))).toThrow(RangeError);
});
