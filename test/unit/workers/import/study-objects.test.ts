import { expect, test } from "vitest";
import type { DeidOptions } from "../../../../src/domain/deid/options.ts";
import { strictOptions } from "../../../../src/domain/deid/options.ts";
import { memorySource } from "../../../../src/formats/byte-source.ts";
import { asciiOf } from "../../../../src/formats/dicom/element-values.ts";
import { readDicom } from "../../../../src/formats/dicom/read-dicom.ts";
import { writeDeidOptions } from "../../../../src/storage/deid-options.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { readStudyObjects, studyObjectBytes } from "../../../../src/storage/study-objects.ts";
import { type MadeElement, makeDicom } from "../../../support/dicom-maker.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { makeUltrasound } from "../../../support/ultrasound-maker.ts";

const studyUid = "1.2.826.0.1.4711.1";
const imageUid = "1.2.826.0.1.4711.9";
const frameOfReference = "1.2.826.0.1.4711.3";
const ctClass = "1.2.840.10008.5.1.4.1.1.2";
const storage = "1.2.840.10008.5.1.4.1.1.";

const subject: readonly MadeElement[] = [
  { tag: "00100010", vr: "PN", value: "PLANTEDNAME^JOHANNA" },
  { tag: "00100020", vr: "LO", value: "PLANTED-1" },
  { tag: "0020000D", vr: "UI", value: studyUid },
];
const image = makeImageDicom({
  columns: 4,
  rows: 4,
  frames: 1,
  pixels: new Uint8Array(32).map((_, at) => at % 16),
  pixelVr: "OW",
  bits: 16,
  sopClassUid: ctClass,
  sopUid: imageUid,
  more: [
    { tag: "00080060", vr: "CS", value: "CT" },
    ...subject,
    { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
    { tag: "00200052", vr: "UI", value: frameOfReference },
  ],
});

const code = (scheme: string, value: string, meaning: string): MadeElement["value"] => [
  [
    { tag: "00080100", vr: "SH", value },
    { tag: "00080102", vr: "SH", value: scheme },
    { tag: "00080104", vr: "LO", value: meaning },
  ],
];
const reference: MadeElement["value"] = [
  [
    { tag: "00081150", vr: "UI", value: ctClass },
    { tag: "00081155", vr: "UI", value: imageUid },
  ],
];
const item = (
  valueType: string,
  concept: readonly [string, string, string],
  ...more: readonly MadeElement[]
): readonly MadeElement[] => [
  { tag: "0040A010", vr: "CS", value: "CONTAINS" },
  { tag: "0040A040", vr: "CS", value: valueType },
  { tag: "0040A043", vr: "SQ", value: code(...concept) },
  ...more,
];

function object(
  sopClass: string,
  modality: string,
  sopUid: string,
  more: readonly MadeElement[],
): Uint8Array {
  const elements: readonly MadeElement[] = [
    { tag: "00080016", vr: "UI", value: sopClass },
    { tag: "00080018", vr: "UI", value: sopUid },
    { tag: "00080060", vr: "CS", value: modality },
    ...subject,
    { tag: "0020000E", vr: "UI", value: `${sopUid}.1` },
    ...more,
  ];
  return makeDicom(elements.toSorted((a, b) => (a.tag < b.tag ? -1 : 1))).bytes;
}

const report = object(`${storage}88.33`, "SR", "1.2.826.0.1.4711.20", [
  { tag: "0040A040", vr: "CS", value: "CONTAINER" },
  { tag: "0040A043", vr: "SQ", value: code("DCM", "126000", "Imaging Measurement Report") },
  {
    tag: "0040A730",
    vr: "SQ",
    value: [
      item("PNAME", ["DCM", "121008", "Person Observer Name"], {
        tag: "0040A123",
        vr: "PN",
        value: "PLANTEDDOCTOR^A",
      }),
      item("TEXT", ["DCM", "121071", "Finding"], {
        tag: "0040A160",
        vr: "UT",
        value: "Seen by PLANTEDNAME, liver lesion 12 mm",
      }),
      item("TEXT", ["DCM", "121106", "Comment"], {
        tag: "0040A160",
        vr: "UT",
        value: "PLANTEDNAME liver lesion PLANTEDTOWN",
      }),
      item("DATE", ["DCM", "111018", "Content Date"], { tag: "0040A121", vr: "DA", value: "20240229" }),
      item("UIDREF", ["DCM", "112040", "Tracking Unique Identifier"], {
        tag: "0040A124",
        vr: "UI",
        value: "1.2.826.0.1.4711.77",
      }),
      item("CODE", ["DCM", "121071", "Finding"], {
        tag: "0040A168",
        vr: "SQ",
        value: code("SCT", "4147007", "Mass PLANTEDMEANING"),
      }),
      item("CODE", ["DCM", "121032", "Subject Sex"], {
        tag: "0040A168",
        vr: "SQ",
        value: code("DCM", "M", "Male"),
      }),
      item("CODE", ["99PLANTED", "PLANTEDCODE", "PLANTEDCONCEPT"], {
        tag: "0040A168",
        vr: "SQ",
        value: code("99PLANTED", "PLANTEDCODE", "PLANTEDVALUE"),
      }),
      item("NUM", ["SCT", "410668003", "Length"], {
        tag: "0040A300",
        vr: "SQ",
        value: [
          [
            { tag: "004008EA", vr: "SQ", value: code("UCUM", "mm", "mm") },
            { tag: "0040A30A", vr: "DS", value: "12.5" },
          ],
        ],
      }),
      item("NUM", ["DCM", "121033", "Subject Age"], {
        tag: "0040A300",
        vr: "SQ",
        value: [[{ tag: "0040A30A", vr: "DS", value: "77.75" }]],
      }),
      item("IMAGE", ["DCM", "121112", "Source of Measurement"], {
        tag: "00081199",
        vr: "SQ",
        value: reference,
      }),
    ],
  },
]);

const annotation = (...parts: readonly MadeElement[]): readonly MadeElement[] => [
  { tag: "00700002", vr: "CS", value: "LAYER" },
  ...parts,
];
const words: MadeElement = {
  tag: "00700008",
  vr: "SQ",
  value: [[{ tag: "00700006", vr: "ST", value: "PLANTEDNAME arrow liver" }]],
};
const drawing: MadeElement = {
  tag: "00700009",
  vr: "SQ",
  value: [
    [
      { tag: "00700005", vr: "CS", value: "PIXEL" },
      { tag: "00700020", vr: "US", value: [2] },
      { tag: "00700022", vr: "FL", value: [1, 2, 3, 4] },
      { tag: "00700023", vr: "CS", value: "POLYLINE" },
    ],
  ],
};
const presentation = object(`${storage}11.1`, "PR", "1.2.826.0.1.4711.30", [
  {
    tag: "00081115",
    vr: "SQ",
    value: [
      [
        { tag: "00081140", vr: "SQ", value: reference },
        { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
      ],
    ],
  },
  { tag: "00700001", vr: "SQ", value: [annotation(words, drawing), annotation(words)] },
  { tag: "00700080", vr: "CS", value: "LABEL" },
  { tag: "00700082", vr: "DA", value: "20240229" },
  { tag: "00700083", vr: "TM", value: "101112" },
  { tag: "00700084", vr: "PN", value: "PLANTEDDOCTOR^B" },
]);
const structures = object(`${storage}481.3`, "RTSTRUCT", "1.2.826.0.1.4711.40", [
  { tag: "30060002", vr: "SH", value: "PLANTEDLABEL" },
  {
    tag: "30060020",
    vr: "SQ",
    value: [
      [
        { tag: "30060022", vr: "IS", value: "1" },
        { tag: "30060024", vr: "UI", value: frameOfReference },
        { tag: "30060026", vr: "LO", value: "Liver PLANTEDNAME" },
      ],
    ],
  },
  {
    tag: "30060039",
    vr: "SQ",
    value: [
      [
        {
          tag: "30060040",
          vr: "SQ",
          value: [
            [
              { tag: "30060016", vr: "SQ", value: reference },
              { tag: "30060042", vr: "CS", value: "CLOSED_PLANAR" },
              { tag: "30060046", vr: "IS", value: "2" },
              { tag: "30060050", vr: "DS", value: "1.5\\2\\3\\4\\5\\6" },
            ],
          ],
        },
        { tag: "30060084", vr: "IS", value: "1" },
      ],
    ],
  },
]);

const all: Partial<DeidOptions> = { cleanStructuredContent: true, cleanGraphics: true };

/** Imports files under options; gives what was said, and the stored objects with their bytes. */
async function taken(files: readonly Uint8Array[], options: Partial<DeidOptions>, secret = 7) {
  const harness = makeImportHarness({ secret });
  const { database } = harness.context;
  const by = { chain: "d", actor: "u", at: "2026-01-01T00:00:00.000Z" };
  await writeDeidOptions(database, { ...strictOptions, ...options }, by);
  const { result } = await harness.take(files.map((file, at) => chosen(`${at}.dcm`, file)));
  const [study] = await database.studies.toArray();
  const objects = await database.studyObjects.toArray();
  const bytes = await Promise.all(objects.map((one) => studyObjectBytes(database, one)));
  return { harness, database, result, study, objects, bytes: bytes.map((one) => one ?? new Uint8Array()) };
}

/** The stored object of a kind, as text that a search reads, and as a data set. */
async function kindOf({ objects, bytes }: Awaited<ReturnType<typeof taken>>, kind: string) {
  const at = objects.findIndex((one) => one.kind === kind);
  const [row, file = new Uint8Array()] = [objects[at], bytes[at]];
  return {
    row,
    file,
    text: Buffer.from(file).toString("latin1"),
    dicom: await readDicom(memorySource(file)),
  };
}

test("a report, drawings and regions are kept beside their images, whatever their order in the drop; nothing planted is in either store", async () => {
  const files = [report, presentation, structures, image];
  // The search finds what it looks for in the originals.
  const original = files.map((file) => Buffer.from(file).toString("latin1")).join();
  expect(original.match(/PLANTED[A-Z]+/g)?.length).toBeGreaterThan(15);
  const after = await taken(files, all);
  expect(after.result.refused).toEqual([]);
  expect(after.result.ready).toMatchObject([{ images: 1, objects: 3 }]);
  expect(after.objects.map(({ kind }) => kind).toSorted()).toEqual(["presentation", "report", "structures"]);
  const dump = await after.harness.dump();
  expect(dump).not.toMatch(/PLANTED|20240229|77\.75|1\.2\.826\.0\.1\.4711/);
  // No picture stands for them: one image, one series.
  expect(after.study).toMatchObject({ imageCount: 1, seriesCount: 1 });
});

test("what objects refer to is the stored image, under its new UID; the frame of reference is the image's own", async () => {
  const after = await taken([image, report, presentation, structures], all);
  const [stored] = await after.database.instances.toArray();
  for (const kind of ["report", "presentation", "structures"]) {
    const { row } = await kindOf(after, kind);
    expect(row?.refersTo, kind).toEqual([stored?.sopUid]);
    expect(row?.studyUid).toBe(stored?.studyUid);
  }
  const { text } = await kindOf(after, "structures");
  const [series] = await after.database.series.toArray();
  expect(series?.frameOfReferenceUid).toMatch(/^2\.25\./);
  expect(text).toContain(series?.frameOfReferenceUid);
  expect(await readStudyObjects(after.database, [stored?.studyUid ?? ""])).toHaveLength(3);
});

test("of a report numbers, public codes and outlines stay, texts and the age go; with cleaned descriptions harmless words of listed texts stay", async () => {
  const strict = (await kindOf(await taken([image, report], all), "report")).text;
  for (const kept of ["12.5", "mm", "410668003", "4147007", "Imaging Measurement Report", "Finding", "Mass"])
    expect(strict, kept).toContain(kept);
  expect(strict).not.toMatch(/liver|lesion|Male/);
  expect(strict).toContain("113104");
  const cleaned = (await kindOf(await taken([image, report], { ...all, cleanDescriptors: true }), "report"))
    .text;
  // "Comment" is listed as a text to clean, "Finding" as a text is too: names go from both.
  expect(cleaned).toContain("liver lesion");
  expect(cleaned).not.toContain("PLANTED");
});

test("of drawings the outlines stay and the words go; an annotation that is a text alone keeps its place without its words", async () => {
  const { dicom, text } = await kindOf(await taken([image, presentation], all), "presentation");
  expect(text).toContain("POLYLINE");
  expect(text).toContain("113103");
  expect(text).not.toContain("arrow");
  expect(asciiOf(dicom.dataset, 0x00700082)).toBe("19000101");
  // Once in the annotation that is a text alone, once in (0028,0303).
  expect(text.match(/REMOVED/g)).toHaveLength(2);
});

test("names of regions are emptied, or cleaned where the project cleans descriptions; points stay", async () => {
  const strict = (await kindOf(await taken([image, structures], {}), "structures")).text;
  expect(strict).not.toContain("Liver");
  expect(strict).toContain("1.5\\2\\3\\4\\5\\6");
  const cleaned = await kindOf(await taken([image, structures], { cleanDescriptors: true }), "structures");
  expect(cleaned.text).toContain("Liver");
  expect(cleaned.text).not.toContain("PLANTED");
});

test("without the project's choice reports and drawings are refused by name; without their images all are", async () => {
  const off = await taken([image, report, presentation], {});
  expect(off.result.refused.map(({ code }) => code).toSorted()).toEqual([
    "presentation-state",
    "structured-report",
  ]);
  const alone = await taken([report, presentation, structures], all);
  expect(alone.result.refused.map(({ code }) => code)).toEqual(["no-images", "no-images", "no-images"]);
  expect(alone.objects).toEqual([]);
  expect(await alone.database.chunks.count()).toBe(0);
});

test("an object that comes back is the same to the byte; one that was changed since is neither taken nor mapped anew", async () => {
  const first = await taken([image, report, presentation, structures], all);
  const files = first.bytes;
  const [stored] = await first.database.instances.toArray();
  const own = (await instanceBytes(first.database, stored?.sopUid ?? "")) ?? new Uint8Array();
  const second = await taken([own, ...files], all);
  expect(second.result.refused).toEqual([]);
  expect(second.bytes.map((one) => Buffer.from(one).toString("base64")).toSorted()).toEqual(
    files.map((one) => Buffer.from(one).toString("base64")).toSorted(),
  );
  // In the very store it came from it is known.
  const again = await first.harness.take([chosen("r.dcm", report)]);
  expect(again.result.ready).toMatchObject([{ images: 0, objects: 1 }]);
  expect(await first.database.studyObjects.count()).toBe(3);
  const { file } = await kindOf(first, "report");
  const changed = Buffer.from(file);
  changed.write("DOE", changed.indexOf("REMOVED", 400, "latin1"), "latin1");
  const edited = await taken([own, changed], all);
  expect(edited.result.refused.map(({ code }) => code)).toEqual(["own-labels"]);
});

test("pixels in an object that has none are a hiding place and go", async () => {
  const hiding = object(`${storage}88.33`, "SR", "1.2.826.0.1.4711.20", [
    { tag: "0040A040", vr: "CS", value: "CONTAINER" },
    { tag: "7FE00010", vr: "OW", value: new TextEncoder().encode("PLANTEDPIXELS!") },
  ]);
  const after = await taken([image, hiding], all);
  const { text, row } = await kindOf(after, "report");
  expect(row?.kind).toBe("report");
  expect(text).not.toContain("PLANTED");
});

test("a report of held images waits with them: it is seen when they are released, and goes when they are refused", async () => {
  const clip = makeUltrasound({ frames: 1, lines: [] });
  // The clip's own patient and study.
  const about = makeDicom([
    { tag: "00080016", vr: "UI", value: `${storage}88.33` },
    { tag: "00080018", vr: "UI", value: "1.2.826.0.1.4711.50" },
    { tag: "00080060", vr: "CS", value: "SR" },
    { tag: "00100020", vr: "LO", value: "SCAN-9" },
    { tag: "0020000D", vr: "UI", value: "1.2.3.70" },
    { tag: "0020000E", vr: "UI", value: "1.2.3.70.8" },
    { tag: "0040A040", vr: "CS", value: "CONTAINER" },
  ]).bytes;
  for (const refused of [true, false]) {
    const after = await taken([about, clip.file], all);
    expect(after.result.refused).toEqual([]);
    expect(after.result.ready).toMatchObject([{ images: 0, objects: 1, waits: true }]);
    const sopUids = after.result.held.map(({ sopUid }) => sopUid);
    expect(sopUids).toHaveLength(1);
    if (refused) await after.harness.call("discard", { sopUids });
    else await after.harness.call("release", { sopUids, boxes: [] });
    const { database } = after;
    const [study] = await database.studies.toArray();
    const rows = study ? await readStudyObjects(database, [study.studyUid]) : [];
    expect(rows).toHaveLength(refused ? 0 : 1);
    expect(await database.studyObjects.count()).toBe(refused ? 0 : 1);
    expect((await database.chunks.count()) > 0).toBe(!refused);
    expect(await database.deidRecords.count()).toBe(refused ? 0 : 2);
  }
});
