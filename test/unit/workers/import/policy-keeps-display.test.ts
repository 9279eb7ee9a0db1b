import { expect, test } from "vitest";
import { memorySource } from "../../../../src/formats/byte-source.ts";
import { imageFactsOf } from "../../../../src/formats/dicom/image-facts.ts";
import { pixelDescriptionOf } from "../../../../src/formats/dicom/pixel-description.ts";
import { readDicom } from "../../../../src/formats/dicom/read-dicom.ts";
import { stackKeysOf } from "../../../../src/formats/dicom/stack-keys.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { type MadeElement, makeDicom } from "../../../support/dicom-maker.ts";
import { axialAt, functionalGroups, group, made, madeFrames } from "../../../support/enhanced-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { makeOwnPipelinesNode } from "../../../support/own-pipeline-node.ts";

const { inspectDicom } = makeOwnPipelinesNode();

const identity = (sopClass: string, modality: string): MadeElement[] => [
  made("00080016", "UI", `1.2.840.10008.5.1.4.1.1.${sopClass}`),
  made("00080018", "UI", "1.2.826.0.1.4711.9"),
  made("00080060", "CS", modality),
  made("00100010", "PN", "DOE^PLANTED"),
  made("00100020", "LO", "PLANTED-4711"),
  made("0020000D", "UI", "1.2.826.0.1.4711.1"),
  made("0020000E", "UI", "1.2.826.0.1.4711.2"),
];

/** What a file's readers say of it, and the hex of each value. */
async function read(bytes: Uint8Array) {
  const file = await readDicom(memorySource(bytes));
  const { facts, planes } = imageFactsOf(file.dataset, pixelDescriptionOf(file));
  const index = await inspectDicom(bytes);
  const values = new Map(
    index.elements
      .filter(({ items }) => items === undefined)
      .map(({ path, valueAt, valueLen }) => [
        path,
        Buffer.from(bytes.subarray(valueAt, valueAt + valueLen)).toString("hex"),
      ]),
  );
  return { facts, planes, stacks: stackKeysOf(file.dataset, facts.frames), values };
}

/** A made file before the import and what is stored, or waits, of it. */
async function throughImport(sopClass: string, modality: string, elements: readonly MadeElement[]) {
  const own = new Set(elements.map(({ tag }) => tag));
  const { bytes } = makeDicom([
    ...identity(sopClass, modality).filter(({ tag }) => !own.has(tag)),
    ...elements,
  ]);
  const { database } = await imported(bytes);
  const [instance] = await database.instances.toArray();
  const stored = instance && (await instanceBytes(database, instance.sopUid));
  if (!stored) throw new Error("nothing stored");
  const after = new Uint8Array(stored);
  expect(Buffer.from(after).toString("latin1")).not.toMatch(/PLANTED|DOE/);
  return { before: await read(bytes), after: await read(after) };
}

async function imported(bytes: Uint8Array) {
  const harness = makeImportHarness();
  const { result } = await harness.take([chosen("a.dcm", bytes)]);
  expect(result.refused).toEqual([]);
  return harness.context;
}

const content = (stack: string, position: number, time: number) =>
  group(
    "00209111",
    made("00209056", "SH", stack),
    made("00209057", "UL", [position]),
    made("00209128", "UL", [time]),
    made("00209156", "US", [1]),
    made("00209157", "UL", [1, position, time]),
  );

const pointer = (tag: number) => [made("00209165", "AT", [tag >>> 16, tag & 0xffff])];

const enhanced = (stack: (frame: number) => string) =>
  madeFrames(4, [
    made("00080008", "CS", "ORIGINAL\\PRIMARY\\DIFFUSION\\NONE"),
    made("00209311", "CS", "3D_TEMPORAL"),
    made("00209222", "SQ", [pointer(0x00209056), pointer(0x00209057), pointer(0x00209128)]),
    ...functionalGroups(
      [
        group("00289110", made("00280030", "DS", "0.5\\0.25"), made("00180050", "DS", "3")),
        group(
          "00289145",
          made("00281052", "DS", "-10"),
          made("00281053", "DS", "2"),
          made("00281054", "LO", "Z_EFF"),
        ),
        group("00189114", made("00189082", "FD", [80])),
      ],
      [0, 1, 2, 3].map((frame) => [
        content(stack(frame), (frame % 2) + 1, 1),
        ...axialAt(frame % 2),
        group("00289132", made("00281050", "DS", `${40 + frame}`), made("00281051", "DS", "400")),
        group("00189117", made("00189087", "FD", [500 * Math.floor(frame / 2)])),
        group("00189118", made("00209153", "FD", [12.5])),
      ]),
    ),
  ]);

test("functional groups, dimensions and what tells frames apart come through an import as they were", async () => {
  const { before, after } = await throughImport(
    "4.1",
    "MR",
    enhanced((frame) => `${(frame >> 1) + 1}`),
  );
  expect(after.facts).toEqual(before.facts);
  expect(after.planes).toEqual(before.planes);
  expect(after.stacks).toEqual(before.stacks);
  expect(new Set(before.stacks).size).toBe(4);
  const needed = [...before.values.keys()].filter((path) => /^(52009|00209222|00209311|00080008)/.test(path));
  expect(needed.length).toBeGreaterThan(50);
  for (const path of needed) expect([path, after.values.get(path)]).toEqual([path, before.values.get(path)]);
});

test("a stack named by a site keeps its frames together under another name", async () => {
  const { before, after } = await throughImport(
    "4.1",
    "MR",
    enhanced((frame) => (frame < 2 ? "PLANTED one" : "PLANTED two")),
  );
  const stackOf = (key: string) => /st=([^;]*)/.exec(key)?.[1] ?? "";
  const stacks = after.stacks.map(stackOf);
  expect(stacks.map((stack) => stacks.indexOf(stack))).toEqual([0, 0, 2, 2]);
  for (const stack of stacks) expect(stack).toMatch(/^\d{10}$/);
  expect(after.planes).toEqual(before.planes);
});

const place = (tag: string, vr: string, value: MadeElement["value"]) => made(tag, vr, value);

test.each<[string, string, string, readonly MadeElement[]]>([
  [
    "classic MR",
    "4",
    "MR",
    [
      place("00080008", "CS", "ORIGINAL\\PRIMARY\\M\\NONE"),
      place("00180081", "DS", "4.6"),
      place("00180082", "DS", "900"),
      place("00180086", "IS", "2"),
      place("00180088", "DS", "3.3"),
      place("00181060", "DS", "120.5"),
      place("00189087", "FD", [1000]),
      place("00189089", "FD", [1, 0, 0]),
      place("00200012", "IS", "3"),
      place("00200013", "IS", "7"),
      place("00200032", "DS", "0\\0\\1.23456789012345678"),
      place("00200037", "DS", "1\\0\\0\\0\\1\\0"),
      place("00200100", "IS", "4"),
      place("00280030", "DS", "0.48828125000000001\\0.48828125000000001"),
      place("00281050", "DS", "40\\300"),
      place("00281051", "DS", "400\\1500"),
      place("00281052", "DS", "-1024"),
      place("00281053", "DS", "1.5"),
      place("00281054", "LO", "HU_MOD"),
    ],
  ],
  [
    "real-world values",
    "4",
    "MR",
    [
      group(
        "00409096",
        made("00283003", "LO", "Signal intensity"),
        made("00409210", "SH", "Perfusion"),
        made("00409211", "US", [4095]),
        made("00409216", "US", [0]),
        made("00409224", "FD", [-3]),
        made("00409225", "FD", [0.25]),
        group("004008EA", made("00080100", "SH", "um2/s"), made("00080102", "SH", "UCUM")),
      ),
    ],
  ],
  [
    // An ultrasound image itself would be held and encrypted; the rules go by tag alone.
    "ultrasound regions",
    "4",
    "MR",
    [
      group(
        "00186011",
        made("00186012", "US", [1]),
        made("00186014", "US", [1]),
        made("00186016", "UL", [2]),
        made("00186018", "UL", [0]),
        made("0018601A", "UL", [0]),
        made("0018601C", "UL", [1]),
        made("0018601E", "UL", [1]),
        made("00186020", "SL", [1]),
        made("00186022", "SL", [1]),
        made("00186024", "US", [3]),
        made("00186026", "US", [3]),
        made("00186028", "FD", [0]),
        made("0018602A", "FD", [0]),
        made("0018602C", "FD", [0.05]),
        made("0018602E", "FD", [0.05]),
      ),
    ],
  ],
  [
    "nuclear medicine vectors",
    "20",
    "NM",
    madeFrames(2, [
      place("00280009", "AT", [0x0054, 0x0010, 0x0054, 0x0020]),
      place("00540010", "US", [1, 2]),
      place("00540011", "US", [2]),
      place("00540020", "US", [1, 1]),
      place("00540021", "US", [1]),
      place("00540030", "US", [1, 1]),
      place("00540070", "US", [1, 2]),
      place("00540080", "US", [1, 2]),
      place("00540100", "US", [1, 1]),
      group("00540022", made("00200032", "DS", "1\\2\\3"), made("00200037", "DS", "1\\0\\0\\0\\1\\0")),
    ]),
  ],
  [
    "a dose grid",
    "481.2",
    "RTDOSE",
    madeFrames(3, [
      place("00200032", "DS", "0\\0\\0"),
      place("00200037", "DS", "1\\0\\0\\0\\1\\0"),
      place("00280030", "DS", "2\\2"),
      place("30040002", "CS", "GY"),
      place("3004000C", "DS", "0\\2.5\\5"),
      place("3004000E", "DS", "0.0001"),
    ]),
  ],
])("an import loses nothing that display needs: %s", async (_name, sopClass, modality, elements) => {
  const pixels = elements.some(({ tag }) => tag === "7FE00010") ? [] : madeFrames(1, []);
  const { before, after } = await throughImport(sopClass, modality, [...pixels, ...elements]);
  expect(after.facts).toEqual(before.facts);
  expect(after.planes).toEqual(before.planes);
  expect(after.stacks).toEqual(before.stacks);
  const needed = [...before.values.keys()].filter((path) =>
    elements.some(({ tag }) => tag === path.slice(0, 8)),
  );
  expect(needed.length).toBeGreaterThanOrEqual(elements.length);
  for (const path of needed) expect([path, after.values.get(path)]).toEqual([path, before.values.get(path)]);
});

test("a bad value of an image type goes alone, and an unknown unit is unspecified", async () => {
  const { after } = await throughImport("2", "CT", [
    ...madeFrames(1, []),
    made("00080008", "CS", "ORIGINAL\\PRIMARY\\axial plan+\\M"),
    made("00281052", "DS", "0"),
    made("00281053", "DS", "1"),
    made("00281054", "LO", "PLANTED unit"),
  ]);
  const text = (path: string) =>
    Buffer.from(after.values.get(path) ?? "", "hex")
      .toString("latin1")
      .trim();
  expect(text("00080008")).toBe("ORIGINAL\\PRIMARY\\REMOVED\\M");
  expect(text("00281054")).toBe("US");
  expect(after.facts.units).toBe("");
});
