import { expect, test } from "vitest";
import { deviceUid } from "../../../../src/formats/dicom-sr/device-uid.ts";
import { childOf, measurementGroups, readSr } from "../../../../src/formats/dicom-sr/read-sr.ts";
import { modifierName, srCodes, srUnits } from "../../../../src/formats/dicom-sr/sr-codes.ts";
import type { SrGroup, SrInput } from "../../../../src/formats/dicom-sr/sr-input.ts";
import { writeSr } from "../../../../src/formats/dicom-sr/write-sr.ts";
import { digestOf, madeBy, madeFrame, madeHeader } from "../../../support/object-maker.ts";
import { walkDicom } from "../../../support/walk-dicom.ts";

const frame = { ...madeFrame(0, 20, 10), frame: 3 };
const mass = { scheme: "SCT", value: "4147007", meaning: "Mass" };
const left = { scheme: "SCT", value: "7771000", meaning: "Left" };

const group = (uid: number, change: Partial<SrGroup> = {}): SrGroup => ({
  trackingUid: `2.25.${uid}`,
  trackingId: `Größe ${uid}`,
  category: { scheme: "SCT", value: "49755003", meaning: "Morphologically Altered Structure" },
  finding: mass,
  modifier: null,
  site: null,
  region: {
    kind: "shape",
    shape: {
      frame,
      graphic: "POLYLINE",
      pointsEdge: [
        [0.5, 0.5],
        [10.25, 0.5],
        [5, 8.125],
        [0.5, 0.5],
      ],
    },
  },
  numbers: [{ name: srCodes.area, value: 1 / 3, unit: srUnits.mm2, method: null, shape: null }],
  algorithm: null,
  isBox: false,
  ...change,
});

const input = (groups: readonly SrGroup[], change: Partial<SrInput> = {}): SrInput => ({
  header: madeHeader,
  made: madeBy,
  studyUid: "2.25.1",
  references: [
    { seriesUid: "2.25.2", sopClassUid: frame.sopClassUid, sopUid: frame.sopUid, isImage: true },
    {
      seriesUid: "2.25.8",
      sopClassUid: "1.2.840.10008.5.1.4.1.1.66.4",
      sopUid: "2.25.80",
      isImage: false,
    },
  ],
  groups,
  authors: ["u17", "u4"],
  devices: ["2.25.5"],
  partial: false,
  ...change,
});

test("a report names who, on what, and which images, and its groups come back with codes, place and numbers", async () => {
  const { bytes } = await writeSr(
    input([
      group(1, { modifier: left, site: mass, algorithm: { name: "net", version: "1.2" }, isBox: true }),
      group(2, {
        region: {
          kind: "segment",
          sopClassUid: "1.2.840.10008.5.1.4.1.1.66.4",
          sopUid: "2.25.80",
          segment: 7,
          sourceSeriesUid: "2.25.2",
        },
      }),
      group(3, {
        region: { kind: "lines" },
        numbers: [
          {
            name: srCodes.length,
            value: 12.5,
            unit: srUnits.mm,
            method: srCodes.atDetector,
            shape: {
              frame,
              graphic: "POLYLINE",
              pointsEdge: [
                [1, 2],
                [3, 4],
              ],
            },
          },
        ],
      }),
    ]),
    digestOf,
  );
  const report = await readSr(bytes);
  expect(report).toMatchObject({
    sopClassUid: "1.2.840.10008.5.1.4.1.1.88.34",
    studyUid: "2.25.1",
    patientId: "AAAABBBBCCCCDDDD",
    completion: "COMPLETE",
    evidence: [frame.sopUid, "2.25.80"],
  });
  expect(report.root).toMatchObject({ type: "CONTAINER", template: "1500" });
  const people = report.root.children.filter(({ name }) => name?.value === "121008");
  expect(people.map(({ text }) => text)).toEqual(["Reader^u17", "Reader^u4"]);
  expect(childOf(report.root, "DCM", "121012")?.text).toBe("2.25.5");
  const [planar, segment, lines] = measurementGroups(report);
  expect([planar?.template, segment?.template, lines?.template]).toEqual(["1410", "1411", "1501"]);
  if (!planar || !segment || !lines) return;
  expect(childOf(planar, "DCM", "112039")?.text).toBe("Größe 1");
  expect(childOf(planar, "DCM", "112040")?.text).toBe("2.25.1");
  expect(childOf(planar, "DCM", "121071")).toMatchObject({
    code: mass,
    children: [{ name: srCodes.laterality, code: left }],
  });
  expect(childOf(planar, "SCT", "363698007")?.code).toEqual(mass);
  expect(childOf(planar, "99OVERREAD", "shape")?.code).toEqual(srCodes.box);
  expect(childOf(planar, "DCM", "111030")).toMatchObject({
    type: "SCOORD",
    graphic: "POLYLINE",
    points: [0.5, 0.5, 10.25, 0.5, 5, 8.125, 0.5, 0.5],
    children: [{ relationship: "SELECTED FROM", type: "IMAGE", sopUid: frame.sopUid, frame: 3 }],
  });
  const area = childOf(planar, "SCT", "42798000");
  expect(area).toMatchObject({ type: "NUM", unit: srUnits.mm2 });
  expect(area?.value).toBeCloseTo(1 / 3, 12);
  expect(area && childOf(area, "DCM", "111001")?.text).toBe("net");
  expect(area && childOf(area, "DCM", "111003")?.text).toBe("1.2");
  expect(childOf(segment, "DCM", "121191")).toMatchObject({ sopUid: "2.25.80", segment: 7 });
  expect(childOf(segment, "DCM", "121232")?.text).toBe("2.25.2");
  expect(childOf(lines, "SCT", "410668003")).toMatchObject({
    value: 12.5,
    children: [
      { relationship: "HAS CONCEPT MOD", code: srCodes.atDetector },
      { relationship: "INFERRED FROM", type: "SCOORD", points: [1, 2, 3, 4] },
    ],
  });
});

test("the same input gives the same bytes; drafts make a partial report", async () => {
  const first = await writeSr(input([group(1)]), digestOf);
  expect(Buffer.compare((await writeSr(input([group(1)]), digestOf)).bytes, first.bytes)).toBe(0);
  const partial = await writeSr(input([group(1)], { partial: true }), digestOf);
  expect(walkDicom(partial.bytes).text("0040a491")).toBe("PARTIAL");
  expect(partial.sopUid).not.toBe(first.sopUid);
});

test("a group without a number is refused: the algorithm would have no place", async () => {
  await expect(writeSr(input([group(1, { numbers: [] })]), digestOf)).rejects.toThrow(/needs a measurement/);
});

test("sides are a laterality, other modifiers a topographical modifier", () => {
  expect(modifierName(left)).toBe(srCodes.laterality);
  expect(modifierName(mass)).toBe(srCodes.topographical);
});

test("a device has one UID: its UUID as a number, its UID as it is, any other ID by digest", () => {
  expect(deviceUid("00000000-0000-4000-8000-00000000000a")).toBe(`2.25.${0x40008000000000000000n + 10n}`);
  expect(deviceUid("2.25.5")).toBe("2.25.5");
  expect(deviceUid("tablet 3")).toMatch(/^2\.25\.\d+$/);
});
