import { expect, test } from "vitest";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { jpegFiles } from "../../../support/jpeg-files.ts";
import { makeUltrasound } from "../../../support/ultrasound-maker.ts";

const ct = makeImageDicom({
  columns: 4,
  rows: 4,
  frames: 1,
  pixels: new Uint8Array(32).map((_, at) => at % 16),
  pixelVr: "OW",
  bits: 16,
  sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
  sopUid: "1.2.826.0.1.4711.9",
  more: [
    { tag: "00080060", vr: "CS", value: "CT" },
    { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
    { tag: "00100020", vr: "LO", value: "PLANTED-1" },
    { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
    { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
    { tag: "00200052", vr: "UI", value: "1.2.826.0.1.4711.3" },
  ],
});
const ultrasound = makeUltrasound({ frames: 2, lines: [{ x: 12, y: 10, width: 200, height: 22 }] }).file;
const box = { x: 8, y: 6, width: 208, height: 30, frames: "all" as const };

/** Takes a file in, as a person who releases what is held with one box; gives the stored bytes and what the import said. */
async function through(file: Uint8Array, secret = 7, release = true) {
  const harness = makeImportHarness({ secret });
  const { result } = await harness.take([chosen("a.dcm", file)]);
  if (release)
    for (const { sopUid } of result.held) await harness.call("release", { sopUids: [sopUid], boxes: [box] });
  const [row] = await harness.context.database.instances.toArray();
  const bytes = row && (await instanceBytes(harness.context.database, row.sopUid));
  const record = row && (await harness.context.database.deidRecords.get(row.sopUid));
  return { result, row, record, bytes: bytes ?? new Uint8Array() };
}

/** The file with the first `from` in it replaced by a text of the same length. */
function swapped(file: Uint8Array, from: string, to: string): Uint8Array {
  const bytes = Buffer.from(file);
  const at = bytes.indexOf(from, 200, "latin1");
  if (at < 0 || from.length !== to.length) throw new Error("nothing to replace");
  bytes.write(to, at, "latin1");
  return bytes;
}

test("an object of this project that comes back is taken as it is, to the byte; one that a person cleared is not held again", async () => {
  for (const file of [ct, ultrasound]) {
    const first = await through(file);
    expect(first.bytes.length).toBeGreaterThan(300);
    const second = await through(first.bytes, 7, false);
    expect(second.result.held).toEqual([]);
    expect(Buffer.compare(Buffer.from(second.bytes), Buffer.from(first.bytes))).toBe(0);
    expect(second.row?.sopUid).toBe(first.row?.sopUid);
    expect(second.row?.pixelVerdict).toBe(first.row?.pixelVerdict);
    expect(second.record?.verdict).toBe("released");
  }
});

test("under another key, with other pixels, another policy or another word in it, it is a foreign file: everything is mapped anew", async () => {
  const first = await through(ct);
  const uid = first.row?.sopUid;
  expect((await through(first.bytes, 8)).row?.sopUid).not.toBe(uid);
  const pixels = Uint8Array.from(first.bytes);
  pixels[pixels.length - 2] = (pixels[pixels.length - 2] ?? 0) ^ 1;
  expect((await through(pixels)).row?.sopUid).not.toBe(uid);
  const policy = Buffer.from(first.bytes).indexOf("policy ", 0, "latin1");
  const digit = Buffer.from(first.bytes).toString("latin1", policy + 7, policy + 8);
  const otherPolicy = swapped(first.bytes, `policy ${digit}`, `policy ${digit === "0" ? "1" : "0"}`);
  expect((await through(otherPolicy)).row?.sopUid).not.toBe(uid);
  const named = await through(swapped(first.bytes, "Anon^", "Doe^P"));
  expect(named.row?.sopUid).not.toBe(uid);
  expect(Buffer.from(named.bytes).includes("Doe^P")).toBe(false);
});

test("an ultrasound clip whose header says a person cleared it, without our digest, is held", async () => {
  const { bytes } = await through(ultrasound);
  const forged = swapped(bytes, "px:", "px;");
  const { result, row } = await through(forged, 7, false);
  expect(result.held).toHaveLength(1);
  expect(row).toBeUndefined();
});

/** A radiograph of one patient; its pixels are those of `image`. */
const radiograph = (image: Partial<Parameters<typeof makeImageDicom>[0]>) =>
  makeImageDicom({
    columns: 13,
    rows: 10,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.1",
    sopUid: "1.2.826.0.1.4711.19",
    ...image,
    more: [
      { tag: "00080060", vr: "CS", value: "CR" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
      ...(image.more ?? []),
    ],
  });

/** A grey JPEG with a comment behind its first marker. */
const commented = () => {
  const jpeg = Buffer.from(jpegFiles.find(({ name }) => name === "grey")?.base64 ?? "", "base64");
  const text = Buffer.from("PLANTED");
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text]);
  const stream = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
  return stream.length % 2 ? Buffer.concat([stream, Buffer.alloc(1)]) : stream;
};

test("the digest in an object is that of its pixels as they are stored: also where a comment or an overlay was taken out of them", async () => {
  const files = {
    comment: radiograph({
      options: {
        transferSyntax: "1.2.840.10008.1.2.4.50",
        fragments: [new Uint8Array(0), new Uint8Array(commented())],
      },
    }),
    overlay: radiograph({
      bits: 16,
      stored: 12,
      pixels: new Uint8Array(new Uint16Array(130).map((_, at) => at * 7 + ((at % 3) << 14)).buffer),
      more: [
        { tag: "60000010", vr: "US", value: [10] },
        { tag: "60000011", vr: "US", value: [13] },
        { tag: "60000100", vr: "US", value: [16] },
        { tag: "60000102", vr: "US", value: [15] },
      ],
    }),
  };
  for (const [what, file] of Object.entries(files)) {
    const first = await through(file);
    expect(first.bytes.length, what).toBeGreaterThan(300);
    expect(Buffer.from(first.bytes).includes("PLANTED")).toBe(false);
    const second = await through(first.bytes, 7, false);
    expect(second.row?.sopUid, what).toBe(first.row?.sopUid);
    expect(Buffer.compare(Buffer.from(second.bytes), Buffer.from(first.bytes)), what).toBe(0);
  }
});
