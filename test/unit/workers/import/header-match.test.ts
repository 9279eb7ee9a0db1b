import { expect, test } from "vitest";
import { deriveProjectKeys } from "../../../../src/storage/keys.ts";
import { headerMatch, makeHeaderDigests } from "../../../../src/workers/import/header-digests.ts";
import { openHeld } from "../../../../src/workers/import/held-image.ts";
import type { CleanedImage } from "../../../../src/workers/import/stored-image.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { makePng } from "../../../support/raw-maker.ts";
import { makeUltrasound } from "../../../support/ultrasound-maker.ts";

const line = { x: 12, y: 10, width: 200, height: 22 };
const planted = {
  birth: "19540301",
  accession: "PLANTED-7741",
  institution: "Nowhereville Infirmary",
  staff: "PLANTEDDOC^GREGORY",
};
const more = [
  { tag: "00080020", vr: "DA", value: "20240312" },
  { tag: "00080050", vr: "SH", value: planted.accession },
  { tag: "00080080", vr: "LO", value: planted.institution },
  { tag: "00080090", vr: "PN", value: planted.staff },
  { tag: "00100030", vr: "DA", value: planted.birth },
];

/** A held clip of patient BURNED^IN; the reader reads what the test says. */
async function held(file = makeUltrasound({ frames: 2, lines: [line], more }).file, name = "us.dcm") {
  let text = "";
  let confidence = 90;
  const harness = makeImportHarness({
    reader: { read: async () => ({ text, confidence }), isOpen: () => true, close: () => undefined },
  });
  await harness.take([chosen(name, file)], "Zoe Namedbyperson");
  const [image] = await harness.call("held", {});
  if (!image) throw new Error("nothing held");
  const { sopUid } = image;
  const place = { box: { ...line, frames: "all" as const }, finding: "text" as const };
  return {
    harness,
    sopUid,
    read: async (words: string, sure = 90) => {
      text = words;
      confidence = sure;
      return (await harness.call("heldWords", { sopUid, places: [place] })).readings[0];
    },
  };
}

/** The same image for tests that only read. */
let reading: ReturnType<typeof held> | undefined;
const heldOnce = () => {
  reading ??= held();
  return reading;
};

test.each([
  ["BURNED", "patient-name"],
  ["Bumed, In", "patient-name"],
  ["BURNE0 IN", "patient-name"],
  ["IN BURNED", "patient-name"],
  ["SCAN-9", "patient-id"],
  ["DOB 01.03.1954", "birth-date"],
  ["12/03/2024 14:22", "date"],
  ["PLANTED 7741", "accession"],
  ["PL4NTED-1741", "accession"],
  ["Nowherevile", "institution"],
  ["DR PLANTEDOOC", "staff"],
] as const)("%s stands in the header as %s", async (words, reading) => {
  const { read } = await heldOnce();
  expect(await read(words)).toEqual({ reading, matchesHeader: true });
});

test("what is not in the header is told by its form, and said to be not in it", async () => {
  const { read } = await heldOnce();
  // Two edits off, of which six letters have one.
  expect(await read("BUMED")).toMatchObject({ matchesHeader: false });
  expect(await read("GARCIA MARIA")).toEqual({ reading: "patient-name", matchesHeader: false });
  expect(await read("Depth 15.0 cm")).toEqual({ reading: "measurement", matchesHeader: false });
  expect(await read("17.09.1987")).toEqual({ reading: "date", matchesHeader: false });
});

test("a text that was hardly read counts where it stands in the header, and nowhere else", async () => {
  const { read } = await heldOnce();
  expect(await read("BURNED", 3)).toEqual({ reading: "patient-name", matchesHeader: true });
  expect(await read("GARCIA", 3)).toBeNull();
});

test("the comparison outlives its worker", async () => {
  const { harness, read } = await held();
  harness.restarted();
  expect(await read("BURNED")).toMatchObject({ matchesHeader: true });
});

test("no value of the header lies in the store, not even for who can open what is held, and nothing is told to the page", async () => {
  const { harness, sopUid } = await held();
  const row = await harness.context.quarantine.held.get(sopUid);
  if (!row) throw new Error("nothing held");
  const opened = JSON.stringify(await openHeld(harness.context, row));
  const open = JSON.parse(opened) as CleanedImage;
  expect(Object.keys(open.header ?? {}).toSorted()).toEqual([
    "accession",
    "birth-date",
    "date",
    "institution",
    "patient-id",
    "patient-name",
    "staff",
  ]);
  const text = `${opened}\n${await harness.dump()}`.toUpperCase();
  for (const value of ["BURNED^", "SCAN-9", "PLANTED", "NOWHEREVILLE", "20240312", "19540301", "GREGORY"])
    expect([value, text.includes(value)]).toEqual([value, false]);
  expect(JSON.stringify(await harness.call("held", {}))).not.toContain("header");
});

test("two studies of one patient have no digest in common", async () => {
  const harness = makeImportHarness();
  await harness.take(
    [1, 2].map((number) =>
      chosen(`${number}.dcm`, makeUltrasound({ frames: 1, lines: [line], more, number, study: number }).file),
    ),
  );
  const rows = await harness.context.quarantine.held.toArray();
  const [one, other] = await Promise.all(rows.map((row) => openHeld(harness.context, row)));
  const digests = (image?: CleanedImage) => (image?.header?.["patient-name"] ?? "").match(/.{9}/g) ?? [];
  expect(digests(one).length).toBeGreaterThan(20);
  const others = new Set<string>(digests(other));
  expect(digests(one).filter((digest) => others.has(digest))).toEqual([]);
});

test("once released, an image keeps nothing of it", async () => {
  const { harness, sopUid } = await held();
  const row = await harness.context.quarantine.held.get(sopUid);
  if (!row) throw new Error("nothing held");
  const { header } = await openHeld(harness.context, row);
  const box = { ...line, frames: "all" as const };
  expect((await harness.call("release", { sopUids: [sopUid], boxes: [box] })).released).toEqual([sopUid]);
  const dump = await harness.dump();
  const all = Object.values(header ?? {}).flatMap((digests) => digests.match(/.{9}/g) ?? []);
  expect(all.length).toBeGreaterThan(100);
  for (const digest of all.filter((_, at) => at % 97 === 0)) expect(dump).not.toContain(digest);
});

test("a picture without a header is compared with what the person called its patient", async () => {
  const picture = makePng({ columns: 64, rows: 40, bits: 8, colorType: 0, sample: (x, y) => 3 * x + y });
  const { harness, read } = await held(picture, "picture.png");
  expect(await read("NAMEDBYPERSOM")).toEqual({ reading: "patient-name", matchesHeader: true });
  expect((await harness.dump()).toUpperCase()).not.toContain("NAMEDBY");
});

test("each image of a study is compared with its own header, whatever the images before it said", async () => {
  const make = makeHeaderDigests(await deriveProjectKeys(new Uint8Array(32).fill(7)));
  const keys = await deriveProjectKeys(new Uint8Array(32).fill(7));
  const named = (text: string) => [{ tag: 0x00100010, vr: "PN", text }];
  const finds = async (header: Parameters<typeof headerMatch>[2], text: string) =>
    (await headerMatch(keys, "2.25.1", header))?.(text);
  const first = await make("2.25.1", named("LINDQVIST^KARL"));
  const same = await make("2.25.1", named("LINDQVIST^KARL"));
  const next = await make("2.25.1", named("LINDQVIST^OTTILIE"));
  expect([await finds(first, "KARL"), await finds(same, "KARL")]).toEqual(["patient-name", "patient-name"]);
  expect([await finds(next, "OTTILIE"), await finds(next, "KARL")]).toEqual(["patient-name", null]);
  expect(await finds(next, "LINDQVIST")).toBe("patient-name");
});
