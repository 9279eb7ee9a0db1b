import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { crc32 } from "../../../../src/formats/png/crc32.ts";
import { readZipEntries } from "../../../../src/formats/zip/read-zip.ts";
import { makeZipWriter } from "../../../../src/formats/zip/write-zip.ts";

const encode = (text: string) => new TextEncoder().encode(text);

function write(files: Record<string, Uint8Array[]>): Uint8Array {
  let bytes = new Uint8Array(0);
  const target = {
    write(part: Uint8Array, at: number) {
      if (at + part.length > bytes.length) {
        const grown = new Uint8Array(at + part.length);
        grown.set(bytes);
        bytes = grown;
      }
      bytes.set(part, at);
    },
  };
  const zip = makeZipWriter(target, encode);
  for (const [name, parts] of Object.entries(files)) zip.add(name, parts);
  expect(zip.finish()).toBe(bytes.length);
  return bytes;
}

const files = {
  "dataset/a.txt": [encode("one "), encode("two")],
  "dataset/größe.bin": [new Uint8Array(300).map((_, i) => i)],
  "dataset/empty": [],
};

test("another reader of zips finds what was written", () => {
  const read = unzipSync(write(files));
  expect(Object.keys(read)).toEqual(Object.keys(files));
  expect(new TextDecoder().decode(read["dataset/a.txt"])).toBe("one two");
  expect(read["dataset/größe.bin"]).toEqual(files["dataset/größe.bin"][0]);
});

test("our reader finds each entry, its bytes and its sum", () => {
  const bytes = write(files);
  const source = {
    lengthBytes: bytes.length,
    read: (at: number, length: number) => bytes.subarray(at, at + length),
  };
  const entries = readZipEntries(source, (name) => new TextDecoder().decode(name));
  expect(entries.map((entry) => entry.name)).toEqual(Object.keys(files));
  for (const entry of entries) expect(crc32(bytes.subarray(entry.at, entry.at + entry.size))).toBe(entry.crc);
});

test("equal files give equal archives", () => {
  expect(write(files)).toEqual(write(files));
});

test("a cut archive is refused", () => {
  const bytes = write(files).slice(0, 200);
  const source = { lengthBytes: 200, read: (at: number, length: number) => bytes.subarray(at, at + length) };
  expect(() => readZipEntries(source, String)).toThrow("end of archive");
});
