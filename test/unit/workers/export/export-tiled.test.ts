import { expect, test } from "vitest";
import { inWords } from "../../../../src/domain/said.ts";
import { readCoco } from "../../../../src/formats/coco/read-coco.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import {
  columns,
  fixtureOptions,
  fixtureReader,
  makeStore,
  memorySink,
  rows,
} from "../../../support/export-fixture.ts";

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** The fixture's image as one that is read in tiles, of any size; whole frames and bitmaps of it are refused. */
async function exportTiled(
  store: ReturnType<typeof memorySink>,
  size: { readonly columns: number; readonly rows: number },
  options = fixtureOptions,
) {
  const database = await makeStore();
  const [instance] = await database.instances.toArray();
  if (!instance) throw new Error("The fixture has an image");
  const facts = { ...instance.facts, ...size, pyramid: { tileSize: 512, levels: [size] } };
  await database.instances.put({ ...instance, facts });
  const refuse = () => Promise.reject(new Error("A whole frame of a tiled image was asked for"));
  return runExport(
    {
      database,
      reader: { ...fixtureReader(database), frame: refuse, mask: refuse },
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    options,
  );
}

async function exportWhole(store: ReturnType<typeof memorySink>) {
  const database = await makeStore();
  return runExport(
    {
      database,
      reader: fixtureReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    fixtureOptions,
  );
}

test("an image in tiles goes out without pictures: its labels are those of a whole one, what is missing is named", async () => {
  const [tiled, whole] = [memorySink(), memorySink()];
  const result = await exportTiled(tiled, { columns, rows });
  await exportWhole(whole);
  expect([...tiled.files.keys()].filter((path) => path.endsWith(".png"))).toEqual([]);
  expect(result.losses.map(({ format }) => format).sort()).toEqual([
    "images",
    "png-instance",
    "png-semantic",
  ]);
  expect(text(tiled.files.get("test-set/README.md"))).toContain(
    "too large for one picture (whole slides): 1.",
  );
  const coco = "test-set/coco/instances_train.json";
  const labels = (files: typeof tiled.files) =>
    readCoco(text(files.get(coco))).map(({ fileName: _, ...reading }) => ({
      ...reading,
      bits: [...reading.bits],
    }));
  expect(labels(tiled.files)).toEqual(labels(whole.files));
  const ndjson = "test-set/ndjson/annotations.ndjson";
  expect(text(tiled.files.get(ndjson))).toBe(text(whole.files.get(ndjson)));
  const manifest = JSON.parse(text(tiled.files.get("test-set/manifest.json")));
  const [file] = [...tiled.files.keys()].filter((path) => path.endsWith(".dcm"));
  expect(`test-set/${manifest.images[0].file}`).toBe(file);
  expect(readCoco(text(tiled.files.get(coco)))[0]?.fileName).toBe(manifest.images[0].file);
  expect(result.checks.find(({ format }) => format === "coco")).toMatchObject({
    written: 3,
    compared: 3,
    mismatches: 0,
  });
});

test("labels of an image in tiles stand in no DICOM object, and each format says so", async () => {
  const store = memorySink();
  const formats = ["ndjson", "seg", "rtstruct", "sr"] as const;
  const result = await exportTiled(store, { columns, rows }, { ...fixtureOptions, formats });
  expect([...store.files.keys()].filter((path) => path.includes("/dicom/"))).toEqual([]);
  for (const format of ["seg", "rtstruct", "sr"]) {
    const named = result.losses.filter(
      (loss) => loss.format === format && /slide/.test(inWords(loss.reason)),
    );
    expect(named.map(({ instanceUid }) => instanceUid)).toEqual(["2.25.100", "2.25.101", "2.25.102"]);
  }
});

test("a slide of 80,000 a side is exported and compared; a label that was changed on the way is found", async () => {
  const size = { columns: 80_000, rows: 80_000 };
  const result = await exportTiled(memorySink(), size, { ...fixtureOptions, formats: ["coco", "ndjson"] });
  expect(result.instances).toBe(3);
  for (const [path, pattern] of [
    ["instances_train.json", /"counts":"(.)(.)/],
    ["annotations.ndjson", /"counts":\[(\d)(\d)/],
  ] as const) {
    const spoiled = memorySink((name, bytes) =>
      name.endsWith(path)
        ? new TextEncoder().encode(text(bytes).replace(pattern, (all) => swapLast(all)))
        : bytes,
    );
    await expect(exportTiled(spoiled, size)).rejects.toBeTruthy();
    expect(spoiled.state).toMatchObject({ handedOver: false, discarded: true });
  }
});

/** The last two characters the other way round. */
const swapLast = (all: string) => all.slice(0, -2) + [...all.slice(-2)].reverse().join("");

test("YOLO and NIfTI do without an image in tiles, and say so", async () => {
  const store = memorySink();
  const formats = ["yolo-det", "yolo-seg", "nifti"] as const;
  const { losses } = await exportTiled(store, { columns, rows }, { ...fixtureOptions, formats });
  const named = losses.map(({ format, instanceUid }) => `${format} ${instanceUid}`);
  expect(named.sort()).toEqual(["images i000001", "nifti 2.25.2", "yolo-det i000001", "yolo-seg i000001"]);
  expect([...store.files.keys()].some((path) => /\.png$|\.nii\.gz$|labels\//.test(path))).toBe(false);
});
