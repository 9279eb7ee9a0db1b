import { deflateSync } from "fflate";
import { expect, test } from "vitest";
import { openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { noCodecs } from "../../../support/no-codecs.ts";

const rle = "1.2.840.10008.1.2.5";

/** One RLE frame of literal runs: segments of bytes as they are (PS3.5 annex G). */
function rleFrame(...segments: readonly (readonly number[])[]): Uint8Array {
  const bodies = segments.map((bytes) => {
    const body = [bytes.length - 1, ...bytes];
    return body.length % 2 ? [...body, 128] : body;
  });
  const frame = new Uint8Array(64 + bodies.reduce((sum, body) => sum + body.length, 0));
  const view = new DataView(frame.buffer);
  view.setUint32(0, segments.length, true);
  let at = 64;
  bodies.forEach((body, index) => {
    view.setUint32(4 + index * 4, at, true);
    frame.set(body, at);
    at += body.length;
  });
  return frame;
}

const open = (image: Parameters<typeof makeImageDicom>[0]) =>
  openDicomPixels(makeImageDicom(image), noCodecs);

test("RLE: high byte first, samples interleaved", async () => {
  const fragments = [rleFrame([0x12, 0xab], [0x34, 0xcd])];
  const grey = await open({ columns: 2, rows: 1, bits: 16, options: { transferSyntax: rle, fragments } });
  expect([...(await grey.stored(0)).pixels]).toEqual([0x1234, 0xabcd]);
  const color = [rleFrame([1, 2], [11, 12], [21, 22])];
  const rgb = await open({
    columns: 2,
    rows: 1,
    samples: 3,
    options: { transferSyntax: rle, fragments: color },
  });
  expect([...(await rgb.stored(0)).pixels]).toEqual([1, 11, 21, 2, 12, 22]);
});

test("RLE: runs repeat, and a run may not pass the image", async () => {
  const frame = rleFrame([0]);
  const body = Uint8Array.of(...frame.subarray(0, 64), 0xfd, 7, 0xfd, 9);
  const options = { transferSyntax: rle, fragments: [body] };
  const opened = await open({ columns: 6, rows: 1, options });
  expect([...(await opened.stored(0)).pixels]).toEqual([7, 7, 7, 7, 9, 9]);
});

test("RLE: short or lying segments are refused", async () => {
  const short = await open({
    columns: 9,
    rows: 9,
    options: { transferSyntax: rle, fragments: [rleFrame([1, 2])] },
  });
  await expect(short.stored(0)).rejects.toMatchObject({ code: "truncated" });
  const lying = rleFrame([1, 2]);
  new DataView(lying.buffer).setUint32(4, 9999, true);
  const damaged = await open({ columns: 2, rows: 1, options: { transferSyntax: rle, fragments: [lying] } });
  await expect(damaged.stored(0)).rejects.toMatchObject({ code: "parse-error" });
});

test("one fragment a frame needs no offset table", async () => {
  const fragments = [rleFrame([1, 2]), rleFrame([3, 4])];
  const opened = await open({ columns: 2, rows: 1, frames: 2, options: { transferSyntax: rle, fragments } });
  expect([...(await opened.stored(1)).pixels]).toEqual([3, 4]);
});

test("a frame in several fragments is joined", async () => {
  const whole = rleFrame([5, 6]);
  const fragments = [whole.slice(0, 40), whole.slice(40)];
  const opened = await open({ columns: 2, rows: 1, options: { transferSyntax: rle, fragments } });
  expect([...(await opened.stored(0)).pixels]).toEqual([5, 6]);
});

test("the extended offset table tells which fragments make a frame", async () => {
  const [first, second] = [rleFrame([1, 2]), rleFrame([3, 4])];
  const fragments = [first.slice(0, 64), first.slice(64), second];
  const table = new Uint8Array(16);
  // Item headers count: 8 + 64, then 8 + the rest.
  new DataView(table.buffer).setBigUint64(8, BigInt(16 + first.length), true);
  const more = [{ tag: "7FE00001", vr: "OV", value: table }];
  const opened = await open({
    columns: 2,
    rows: 1,
    frames: 2,
    more,
    options: { transferSyntax: rle, fragments },
  });
  expect([...(await opened.stored(0)).pixels]).toEqual([1, 2]);
  expect([...(await opened.stored(1)).pixels]).toEqual([3, 4]);
});

test("more fragments than frames and no table is an error, not a guess", async () => {
  const fragments = [rleFrame([1, 2]), rleFrame([3, 4]), rleFrame([5, 6])];
  const image = { columns: 2, rows: 1, frames: 2, options: { transferSyntax: rle, fragments } };
  await expect(open(image)).rejects.toMatchObject({ code: "parse-error" });
});

test("deflated frames are inflated one by one", async () => {
  const fragments = [deflateSync(Uint8Array.of(1, 2, 3, 4)), deflateSync(Uint8Array.of(5, 6, 7, 8))].map(
    (frame) => (frame.length % 2 ? Uint8Array.of(...frame, 0) : frame),
  );
  const options = { transferSyntax: "1.2.840.10008.1.2.8.1", fragments };
  const opened = await open({ columns: 2, rows: 2, frames: 2, options });
  expect([...(await opened.stored(1)).pixels]).toEqual([5, 6, 7, 8]);
});

test("a deflated data set is read", async () => {
  const plain = makeImageDicom({ columns: 2, rows: 1, pixels: Uint8Array.of(42, 43) });
  const carrier = makeImageDicom({
    columns: 1,
    rows: 1,
    options: { transferSyntax: "1.2.840.10008.1.2.1.99" },
  });
  const bodyAt = (file: Uint8Array) => 132 + 12 + (new DataView(file.buffer).getUint32(140, true) ?? 0);
  const packed = deflateSync(plain.subarray(bodyAt(plain)));
  const file = new Uint8Array(bodyAt(carrier) + packed.length);
  file.set(carrier.subarray(0, bodyAt(carrier)));
  file.set(packed, bodyAt(carrier));
  const opened = await openDicomPixels(file, noCodecs);
  expect([...(await opened.stored(0)).pixels]).toEqual([42, 43]);
});

test("an unknown transfer syntax is named", async () => {
  const options = { transferSyntax: "1.2.840.10008.1.2.4.100", fragments: [new Uint8Array(4)] };
  await expect(open({ columns: 2, rows: 1, options })).rejects.toMatchObject({
    code: "unsupported-syntax",
    found: "1.2.840.10008.1.2.4.100",
  });
});
