import { beforeAll, describe, expect, test } from "vitest";
import type { ExportFormat } from "../../../../src/domain/calls/export-calls.ts";
import type { FieldValue, ScopedField } from "../../../../src/domain/label-field.ts";
import { inWords } from "../../../../src/domain/said.ts";
import { childOf, measurementGroups, readSr, wholeNode } from "../../../../src/formats/dicom-sr/read-sr.ts";
import { ctSlice, exportObjects, labelledStore } from "../../../support/dicom-export.ts";
import { walkDicom } from "../../../support/walk-dicom.ts";

type Target = { readonly series: string; readonly sop: string };
type Bytes = Uint8Array<ArrayBuffer>;
type Harness = Awaited<ReturnType<typeof labelledStore>>;

let ct: Harness;
beforeAll(async () => {
  ct = await labelledStore([0, 1, 2].map((index) => [`${index}.dcm`, ctSlice(index)]));
});

/** The bytes with the `nth` occurrence of a text in them replaced by one of the same length. */
const swap =
  (from: string, to: string, nth = 0) =>
  (bytes: Bytes): Bytes => {
    const copy = Buffer.from(bytes);
    let at = -1;
    for (let count = 0; count <= nth; count++) at = copy.indexOf(from, at + 1, "latin1");
    if (at < 0 || from.length !== to.length) throw new Error("The planted fault changed nothing");
    copy.write(to, at, "latin1");
    return Uint8Array.from(copy);
  };
/** The last occurrence of a UID with another last figure. */
const otherUid =
  (uid: string) =>
  (bytes: Bytes): Bytes => {
    const copy = Buffer.from(bytes);
    const at = copy.lastIndexOf(uid, undefined, "latin1");
    if (at < 0) throw new Error("The planted fault changed nothing");
    copy.write(uid.endsWith("1") ? "2" : "1", at + uid.length - 1, "latin1");
    return Uint8Array.from(copy);
  };
const flipBit =
  (fromEnd: number) =>
  (bytes: Bytes): Bytes =>
    bytes.with(bytes.length - fromEnd, (bytes[bytes.length - fromEnd] ?? 0) ^ 4);

/** The first place where a float of 32 bits stands replaced by another. */
const swapFloat =
  (from: number, to: number) =>
  (bytes: Bytes): Bytes => {
    const copy = Buffer.from(bytes);
    const [old, now] = [Buffer.alloc(4), Buffer.alloc(4)];
    old.writeFloatLE(from);
    now.writeFloatLE(to);
    const at = copy.indexOf(old);
    if (at < 0) throw new Error("The planted fault changed nothing");
    now.copy(copy, at);
    return Uint8Array.from(copy);
  };
/** Referenced Segment Number 2 in place of the first. */
const otherSegment = (bytes: Bytes): Bytes => {
  const at = Buffer.from(bytes).indexOf(Buffer.from("62000b005553020001", "hex"));
  if (at < 0) throw new Error("The planted fault changed nothing");
  return bytes.with(at + 8, 2);
};

test("every label of a CT stands in its segmentation, equal to the store", async () => {
  const { store, result } = await exportObjects(ct, ["seg"]);
  expect(store.state).toEqual({ handedOver: true, discarded: false });
  // Three frames of four masks, a polygon, a box and an ellipse each.
  expect(result.checks.find(({ format }) => format === "seg")).toEqual({
    format: "seg",
    written: 21,
    compared: 21,
    mismatches: 0,
  });
  const files = [...store.files.keys()].filter((path) => path.includes("/dicom/seg/"));
  expect(files).toHaveLength(1);
  const [study] = await ct.context.database.studies.toArray();
  const { text } = walkDicom(store.files.get(files[0] ?? "") ?? new Uint8Array());
  expect(files[0]).toBe(`test-set/dicom/seg/${study?.studyUid}/${text("00080018")}.dcm`);
  expect(text("0020000d")).toBe(study?.studyUid);
  expect(text("00100020")).toBe(study?.patientKey);
  expect(text("00100010")).toBe(`Anon^${study?.pseudonym}`);
  const reasons = result.losses.filter(({ format }) => format === "seg").map(({ reason }) => inWords(reason));
  expect(reasons).toContainEqual(expect.stringContaining("private code class-7 of 99OVERREAD"));
  expect(reasons.filter((reason) => reason.includes("has no area"))).toHaveLength(18);
});

test("every label with an area stands in the structure set, pixel for pixel or corner for corner", async () => {
  const { store, result } = await exportObjects(ct, ["rtstruct"]);
  expect(store.state.handedOver).toBe(true);
  expect(result.checks.find(({ format }) => format === "rtstruct")).toMatchObject({
    written: 21,
    compared: 21,
    mismatches: 0,
  });
  expect([...store.files.keys()].filter((path) => path.includes("/dicom/rtstruct/"))).toHaveLength(1);
});

test("every label stands in the report, masks by their segment, which are written too", async () => {
  const { store, result } = await exportObjects(ct, ["sr"]);
  // Three frames of sixteen labels; a mask needs its segment, a polygon does not.
  const checks = Object.fromEntries(result.checks.map((check) => [check.format, check]));
  expect(checks.sr).toMatchObject({ written: 39, compared: 39, mismatches: 0 });
  expect(checks.seg).toMatchObject({ written: 12, compared: 12, mismatches: 0 });
  expect([...store.files.keys()].filter((path) => path.includes("/dicom/sr/"))).toHaveLength(1);
});

test("an ID is the same in every format of one export", async () => {
  const { store } = await exportObjects(ct, ["coco", "ndjson", "seg", "rtstruct", "sr"]);
  const labels = await ct.context.database.annotations.toArray();
  const holds = (part: string, uid: string) =>
    [...store.files].some(([path, bytes]) => path.includes(part) && Buffer.from(bytes).includes(uid));
  for (const { instanceUid, annotation } of labels) {
    const solid = ["mask", "polygon", "box", "ellipse"].includes(annotation.geometry.type);
    const found = ["coco/", "ndjson/", "dicom/seg", "dicom/rtstruct", "dicom/sr"].map((part) =>
      holds(part, instanceUid),
    );
    expect(found, annotation.geometry.type).toEqual([solid, true, solid, solid, true]);
  }
});

test("names and codes that DICOM cannot hold as they are do not stop an export; they are shortened and told", async () => {
  const store = await labelledStore([["0.dcm", ctSlice(0)]]);
  const { database } = store.context;
  const [schema] = await database.schemas.toArray();
  if (!schema) throw new Error("The store has a schema");
  const long = "Läsion ".repeat(20);
  const code = { scheme: "99HOSPITAL-WITH-A-LONG-NAME", value: " a\\b ", meaning: long };
  const classes = schema.classes.map((item) => ({ ...item, name: long, type: code }));
  await database.schemas.put({ ...schema, classes });
  for (const row of await database.annotations.toArray()) {
    const { model, ...provenance } = row.annotation.provenance;
    if (!model) continue;
    const named = { ...model, id: long, version: long };
    await database.annotations.put({
      ...row,
      annotation: { ...row.annotation, provenance: { ...provenance, model: named } },
    });
  }
  const { store: files, result } = await exportObjects(store, ["seg", "rtstruct", "sr"]);
  expect(files.state.handedOver).toBe(true);
  expect(result.losses.filter(({ reason }) => inWords(reason).includes("holds 64 characters")).length).toBe(
    9,
  );
});

test("the same labels give the same bytes", async () => {
  const formats: ExportFormat[] = ["seg", "rtstruct", "sr"];
  const [first, second] = [await exportObjects(ct, formats), await exportObjects(ct, formats)];
  expect([...second.store.files]).toEqual([...first.store.files]);
});

test.each<[string, ExportFormat, (bytes: Bytes) => Bytes]>([
  ["a voxel of a segment", "seg", flipBit(90)],
  ["a code of a segment", "seg", swap("4147007", "4147008")],
  ["the meaning of a code", "seg", swap("Kidney", "Kidnex", 1)],
  ["the tracking identifier of a segment", "seg", swap("Kidney", "Kidnex", 2)],
  ["the algorithm type of a segment", "seg", swap("SEMIAUTOMATIC", "AUTOMATIC    ")],
  ["the algorithm name of a segment", "seg", swap("prompt-unet-s", "prompt-unet-t")],
  ["a corner of a polygon in a structure set", "rtstruct", swap("-6.54\\", "-6.55\\")],
  ["the outline of a mask in a structure set", "rtstruct", swap("-10.95\\", "-10.05\\")],
  ["the name of a region", "rtstruct", swap("Kidney", "Kidnex")],
  ["the code of a region", "rtstruct", swap("64033007", "64033008")],
  ["the origin of a region", "rtstruct", swap("SEMIAUTOMATIC", "AUTOMATIC    ")],
  ["the kind of a contour", "rtstruct", swap("CLOSED_PLANAR ", "OPEN_PLANAR   ")],
  ["a point of a shape in a report", "sr", swapFloat(4.9, 5.4)],
  ["a measured number", "sr", swap("141.37", "141.38")],
  ["the finding of a group", "sr", swap("4147007", "4147008")],
  ["the unit of a number", "sr", swap("mm2", "cm2")],
  ["the algorithm behind a number", "sr", swap("prompt-unet-s", "prompt-unet-t")],
  ["the segment that a mask refers to", "sr", otherSegment],
])("%s that went wrong is found, and nothing is handed over", async (_name, format, spoil) => {
  const state = { spoilt: 0 };
  const run = exportObjects(ct, [format], (path, bytes) => {
    if (!path.includes(`/dicom/${format}/`)) return bytes;
    state.spoilt++;
    return spoil(bytes);
  });
  await expect(run).rejects.toThrow(/Nothing was handed over/);
  expect(state.spoilt).toBe(1);
});

test("answers about the study stand in its report, by codes where they are choices; one that went wrong is found", async () => {
  const { database } = ct.context;
  const [schema] = await database.schemas.toArray();
  const [row] = await database.annotations.toArray();
  if (!schema || !row) throw new Error("no labels");
  const fields: readonly ScopedField[] = [
    {
      id: "quality",
      name: "Quality",
      scope: "study",
      kind: "choice",
      options: [{ id: "good", name: "Good" }],
    },
    { id: "signs", scope: "study", kind: "multi", options: [{ id: "a" }, { id: "b" }] },
    { id: "weight", scope: "study", kind: "number", unit: "kg" },
    { id: "contrast", scope: "study", kind: "boolean" },
    { id: "note", scope: "study", kind: "text" },
    { id: "absent", scope: "object", kind: "boolean" },
  ];
  await database.schemas.put({ ...schema, classifications: fields });
  const { study } = row.annotation.target;
  const values = { quality: "good", signs: ["a", "b"], weight: 71.5, contrast: false, note: "Ünklar \\ x " };
  const answer = (field: string, value: FieldValue, at: number) => ({
    recordUid: `2.25.80${at}`,
    studyUid: study,
    classification: {
      v: 1 as const,
      recordUid: `2.25.80${at}`,
      scope: field === "absent" ? ("object" as const) : ("study" as const),
      target: field === "absent" ? { study, object: "2.25.1" } : { study },
      field,
      schemaVersion: 1,
      value,
      provenance: row.annotation.provenance,
    },
  });
  // The last is about a thing that is not in the dataset.
  const rows = [...Object.entries(values), ["absent", true] as const].map(([field, value], at) =>
    answer(field, value, at),
  );
  await database.classifications.bulkPut(rows);
  const { store, result } = await exportObjects(ct, ["sr"]);
  const file = [...store.files].find(([path]) => path.includes("/dicom/sr/"))?.[1] ?? new Uint8Array();
  const { root } = await readSr(file);
  const found = childOf(root, "UMLS", "C0034375")?.children ?? [];
  expect(found.map(({ type, name, code, text }) => [type, name?.meaning, code?.meaning ?? text])).toEqual([
    ["CODE", "Quality", "Good"],
    ["CODE", "signs", "a"],
    ["CODE", "signs", "b"],
    ["TEXT", "weight", "71.5 kg"],
    ["TEXT", "contrast", "no"],
    ["TEXT", "note", "Ünklar \\ x"],
  ]);
  const losses = result.losses.filter(({ reason }) => inWords(reason).includes("about a study"));
  expect(losses).toMatchObject([{ format: "sr", instanceUid: study }]);
  expect(losses.map(({ reason }) => inWords(reason))).toEqual([
    "answers about a study or its images without a place here, which NDJSON holds: 1",
  ]);
  const spoiled = exportObjects(ct, ["sr"], (path, bytes) =>
    path.includes("/dicom/sr/") ? swap("71.5 kg", "17.5 kg")(bytes) : bytes,
  );
  await expect(spoiled).rejects.toThrow(/Nothing was handed over/);
  await database.classifications.clear();
  await database.schemas.put(schema);
});

describe("answers about less than the study", () => {
  const fields: readonly ScopedField[] = [
    { id: "phase", scope: "series", kind: "choice", options: [{ id: "late", name: "Late" }] },
    { id: "sharp", name: "Sharp", scope: "image", kind: "boolean" },
    { id: "level", scope: "frame", kind: "number", unit: "mm" },
    { id: "sure", scope: "object", kind: "boolean" },
  ];
  const answered = async () => {
    const store = await labelledStore([
      ["0.dcm", ctSlice(0)],
      ["1.dcm", ctSlice(1)],
    ]);
    const { database } = store.context;
    const [schema] = await database.schemas.toArray();
    const rows = await database.annotations.toArray();
    const drawn = rows.find(({ annotation }) => annotation.geometry.type === "ellipse");
    if (!schema || !drawn) throw new Error("no labels");
    const { target, classId, provenance } = drawn.annotation;
    const attribute = { id: "edge", kind: "choice", options: [{ id: "smooth" }] } as const;
    const classes = schema.classes.map((item) =>
      item.id === classId ? { ...item, attributes: [attribute] } : item,
    );
    await database.schemas.put({ ...schema, classes, classifications: fields });
    await database.annotations.put({
      ...drawn,
      annotation: { ...drawn.annotation, attributes: { edge: "smooth" } },
    });
    const { study, series, sop, frame } = target;
    const targets = [
      ["series", "phase", { study, series }, "late"],
      ["image", "sharp", { study, series, sop }, false],
      ["frame", "level", { study, series, sop, frame }, 12.5],
      ["object", "sure", { study, series, object: drawn.instanceUid }, true],
    ] as const;
    await database.classifications.bulkPut(
      targets.map(([scope, field, about, value], at) => {
        const recordUid = `2.25.90${at}`;
        const classification = {
          v: 1 as const,
          recordUid,
          scope,
          target: about,
          field,
          schemaVersion: 1,
          value,
          provenance,
        };
        return { recordUid, studyUid: study, classification };
      }),
    );
    return { store, target, instanceUid: drawn.instanceUid };
  };

  test("stand in groups of TID 1501 on their image or series, those about a label in its own group", async () => {
    const { store, target, instanceUid } = await answered();
    const { store: files, result } = await exportObjects(store, ["sr"]);
    expect(result.losses.filter(({ reason }) => inWords(reason).includes("answer"))).toEqual([]);
    const file = [...files.files].find(([path]) => path.includes("/dicom/sr/"))?.[1] ?? new Uint8Array();
    const groups = measurementGroups(await readSr(file)).map(wholeNode);
    const group = (uid: string) => groups.find((one) => childOf(one, "DCM", "112040")?.text === uid);
    const said = (uid: string) =>
      (group(uid)?.children ?? [])
        .filter(({ name }) => name?.scheme === "99OVERREAD" && name.value.startsWith("question-"))
        .map(({ name, code, text }) => [name?.meaning, code?.meaning ?? text]);
    expect(said("2.25.900")).toEqual([["phase", "Late"]]);
    expect(said("2.25.901")).toEqual([["Sharp", "no"]]);
    expect(said("2.25.902")).toEqual([["level", "12.5 mm"]]);
    expect(said(instanceUid)).toEqual([
      ["edge", "smooth"],
      ["sure", "yes"],
    ]);
    for (const at of [0, 1, 2]) expect(group(`2.25.90${at}`)?.template).toBe("1501");
    const named = (uid: string, code: string) =>
      group(uid)?.children.find(({ name }) => name?.scheme === "DCM" && name.value === code);
    expect(named("2.25.900", "112002")?.text).toBe(target.series);
    // "Source of Measurement".
    expect(named("2.25.901", "121112")).toMatchObject({ type: "IMAGE", sopUid: target.sop });
    const manifest = JSON.parse(
      new TextDecoder().decode([...files.files].find(([path]) => path.endsWith("manifest.json"))?.[1]),
    );
    expect(JSON.stringify(manifest.dicomObjects)).not.toContain("2.25.90");
  });

  test.each([
    ["the image of an answer", (target: Target) => otherUid(target.sop)],
    ["the series of an answer", (target: Target) => otherUid(target.series)],
    ["an answer about an image", () => swap("12.5 mm", "15.2 mm")],
    ["an answer about a label", () => swap("edge.smooth", "edge.rugged")],
    ["an answer that is gone", () => swap("question-sharp", "questiom-sharp")],
  ])("%s that went wrong is found, and nothing is handed over", async (_name, spoil) => {
    const { store, target } = await answered();
    const spoiled = exportObjects(store, ["sr"], (path, bytes) =>
      path.includes("/dicom/sr/") ? spoil(target)(bytes) : bytes,
    );
    await expect(spoiled).rejects.toThrow(/Nothing was handed over/);
  });
});

test("an ID in any object, and an image and a place of a segment that went wrong are found", async () => {
  const { store } = await exportObjects(ct, ["seg"]);
  const [labels, instances] = [
    await ct.context.database.annotations.toArray(),
    await ct.context.database.instances.toArray(),
  ];
  const uid = labels[0]?.instanceUid ?? "";
  const sop = instances[1]?.sopUid ?? "";
  const changed = (text: string) => text.slice(0, -1) + ((Number(text.slice(-1)) + 1) % 10);
  const seg = [...store.files].find(([path]) => path.includes("/dicom/seg/"))?.[1] ?? new Uint8Array();
  expect(Buffer.from(seg).indexOf(uid)).toBeGreaterThan(0);
  for (const format of ["rtstruct", "sr"] as const) {
    const state = { spoilt: 0 };
    const run = exportObjects(ct, [format], (path, bytes) => {
      if (!path.includes(`/dicom/${format}/`)) return bytes;
      state.spoilt++;
      return swap(uid, changed(uid))(bytes);
    });
    await expect(run, format).rejects.toThrow(/Nothing was handed over/);
    expect(state.spoilt).toBe(1);
  }
  const faults = [swap(uid, changed(uid)), swap(sop, changed(sop), 1), swap("-10.5\\20.25", "-10.5\\20.35")];
  for (const spoil of faults) {
    const run = exportObjects(ct, ["seg"], (path, bytes) =>
      path.includes("/dicom/seg/") ? spoil(bytes) : bytes,
    );
    await expect(run).rejects.toThrow(/Nothing was handed over/);
  }
});
