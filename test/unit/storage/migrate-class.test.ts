import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Annotation } from "../../../src/domain/annotation.ts";
import { planMigration, restoreClass, retireClass } from "../../../src/domain/class-migration.ts";
import type { LabelClass, LabelSchema } from "../../../src/domain/label-schema.ts";
import { readLabelSchema, schemaClash } from "../../../src/domain/label-schema-read.ts";
import { inWords } from "../../../src/domain/said.ts";
import { verifyChain } from "../../../src/domain/verify-chain.ts";
import { readAuditChain } from "../../../src/storage/audit.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { readLog } from "../../../src/storage/log.ts";
import { moveClass, planClassMigration, undoMove } from "../../../src/storage/migrate-class.ts";
import { chooseSchema } from "../../../src/storage/schemas.ts";
import { newClass } from "../../../src/ui/schema/new-class.ts";
import { makeLabel, storeLabels } from "../../support/label-store.ts";
import { makeProposal } from "../../support/proposal-maker.ts";
import { makeStudy } from "../../support/study-maker.ts";

const by = { chain: "dev-a", actor: "u1", at: "2026-11-24T10:00:00.000Z" };
const kind = (id: string, index: number, more: Partial<LabelClass> = {}): LabelClass => ({
  id,
  index,
  name: id.toUpperCase(),
  color: "#79C7FE",
  hotkey: String(index),
  geometry: ["mask", "box"],
  category: null,
  type: null,
  overlap: "allow",
  ...more,
});
const margin = {
  id: "margin",
  name: "Margin",
  kind: "choice",
  options: [{ id: "smooth" }, { id: "sharp" }],
} as const;
const schema: LabelSchema = {
  schema: "overread-label-schema/1",
  id: "test",
  version: 3,
  title: "Test",
  classes: [
    kind("blob", 1, { attributes: [margin, { id: "size", name: "Size", kind: "number" }] }),
    kind("mass", 2, {
      attributes: [
        { ...margin, options: [{ id: "smooth" }] },
        { id: "sure", name: "Sure?", kind: "boolean", required: true },
      ],
    }),
    kind("cyst", 4),
  ],
};

const [one, two] = ["2.25.1", "2.25.2"];
const label = (uid: string, study: string, more: Partial<Annotation> = {}): Annotation => ({
  ...makeLabel(
    uid,
    "blob",
    { study, series: "2.25.8", sop: "2.25.9", frame: 1 },
    { type: "box", boxImage: [1, 1, 4, 4] },
  ),
  schemaVersion: 3,
  ...more,
});
const labels: readonly Annotation[] = [
  label("2.25.10", one, { attributes: { margin: "smooth", size: 3 } }),
  label("2.25.11", one, { attributes: { margin: "sharp" } }),
  label("2.25.12", two, { status: "submitted" }),
  label("2.25.13", two, { locked: true }),
  label("2.25.14", two, {
    geometry: {
      type: "polygon",
      pointsImage: [
        [1, 1],
        [5, 1],
        [3, 4],
      ],
    },
  }),
  label("2.25.15", two, { classId: "cyst" }),
];

let db: MainDatabase;
let serial = 0;
beforeEach(async () => {
  db = openMainDatabase(`migrate-${++serial}`);
  await chooseSchema(db, schema);
  for (const studyUid of [one, two]) await db.studies.put({ ...makeStudy(), studyUid });
  await storeLabels(db, labels);
});
afterEach(() => db.delete());

const stored = async () =>
  new Map((await db.annotations.toArray()).map((row) => [row.instanceUid, row.annotation]));

test("a plan names what moves, what is lost, what must be answered and what stays, and writes nothing", () => {
  const plan = planMigration(schema, "blob", schema.classes[1] ?? kind("x", 9), labels, [
    { ...makeProposal("p1"), classId: "blob" },
    { ...makeProposal("p2"), classId: "cyst" },
  ]);
  expect(plan.labels.map(([, to]) => [to.instanceUid, to.classId, to.attributes, to.schemaVersion])).toEqual([
    ["2.25.10", "mass", { margin: "smooth" }, 3],
    ["2.25.11", "mass", {}, 3],
    ["2.25.12", "mass", {}, 3],
  ]);
  expect(plan).toMatchObject({
    lost: [
      { name: "Size", labels: 1 },
      { name: "Margin", labels: 1 },
    ],
    missing: [{ name: "Sure?", labels: 3 }],
    locked: 1,
    otherKind: [{ kind: "polygon", labels: 1 }],
  });
  expect(plan.proposals.map(([, to]) => to.classId)).toEqual(["mass"]);
});

test("retiring and moving is one act of the person in each study, audited, and keeps everything but class and answers", async () => {
  const next = retireClass(schema, "blob", "mass");
  const rows = await moveClass(db, { from: "blob", to: "mass", next }, by);
  expect(rows.map(({ studyUid }) => studyUid)).toEqual([one, two]);
  const now = await stored();
  const { classId, attributes, schemaVersion, ...rest } = now.get("2.25.12") ?? label("", "");
  const { classId: _c, attributes: _a, schemaVersion: _s, ...was } = labels[2] ?? label("", "");
  expect([classId, attributes, schemaVersion]).toEqual(["mass", {}, 4]);
  expect(rest).toEqual(was);
  for (const uid of ["2.25.13", "2.25.14", "2.25.15"])
    expect(now.get(uid)).toEqual(labels.find(({ instanceUid }) => instanceUid === uid));
  expect(await readLog(db, one)).toMatchObject([
    { actionId: "move-class", source: "user", undoable: true, actor: "u1" },
  ]);
  const chain = await readAuditChain(db, "dev-a");
  expect(chain.map(({ action }) => action)).toEqual(["publish-schema", "move-class", "move-class"]);
  expect(verifyChain(chain)).toMatchObject({ ok: true });
  expect(await db.schemas.get("test")).toMatchObject({ version: 4, retired: [{ id: "blob", index: 1 }] });
});

test("taking a move back restores every label; what somebody changed since stays", async () => {
  const rows = await moveClass(db, { from: "blob", to: "mass", next: null }, by);
  const changed = { ...(await stored()).get("2.25.11"), hidden: true } as Annotation;
  await storeLabels(db, [changed]);
  expect(await undoMove(db, rows, by)).toBe(1);
  const now = await stored();
  expect(now.get("2.25.10")).toEqual(labels[0]);
  expect(now.get("2.25.12")).toEqual(labels[2]);
  expect(now.get("2.25.11")).toEqual(changed);
  expect((await readLog(db, one)).at(-1)).toMatchObject({ undoes: rows[0]?.logId });
});

test("a schema that another tab has published since moves nothing", async () => {
  const next = retireClass(schema, "blob", "mass");
  await db.schemas.put({ ...schema, version: 4 });
  await expect(moveClass(db, { from: "blob", to: "mass", next }, by)).rejects.toThrow(/Another tab/);
  expect(await stored()).toEqual(new Map(labels.map((one) => [one.instanceUid, one])));
  expect(await db.log.count()).toBe(0);
});

test("labels of other people's readings are counted and left to them", async () => {
  await db.annotations.put({
    instanceUid: "2.25.99",
    studyUid: `${one}#u2`,
    annotation: label("2.25.99", one),
  });
  const plan = await planClassMigration(db, schema, "blob", "mass");
  expect(plan.parked).toBe(1);
  await moveClass(db, { from: "blob", to: "mass", next: null }, by);
  expect((await stored()).get("2.25.99")?.classId).toBe("blob");
});

test("a retired index and id are never given out again, neither to a new class nor by a schema that is taken in", () => {
  const next = retireClass(retireClass(schema, "cyst", null), "mass", "blob");
  expect(newClass(next.classes, "New", next.retired)).toMatchObject({ index: 5, id: "class-5" });
  expect(newClass(next.classes, "New", next.retired).id).not.toBe("mass");
  const fault = (where: string, expected: string) => new Error(`${where}: ${expected}`);
  expect(readLabelSchema(next, "schema", fault)).toEqual(next);
  const again = { ...next, classes: [...next.classes, kind("other", 4)] };
  expect(() => readLabelSchema(again, "schema", fault)).toThrow(/index/);
  const clash = schemaClash(next, again);
  expect(clash && inWords(clash)).toMatch(/index 4/);
  expect(schemaClash(schema, next)).toBeNull();
});

test("a retired class comes back as it was, without a key that another has taken", () => {
  const next = retireClass(schema, "mass", null);
  const taken = { ...next, classes: next.classes.map((entry) => ({ ...entry, hotkey: "2" })) };
  expect(restoreClass(taken, "mass").classes.find(({ id }) => id === "mass")).toEqual({
    ...schema.classes[1],
    hotkey: "",
  });
  expect(restoreClass(next, "mass")).toMatchObject({ version: 5, classes: schema.classes, retired: [] });
});
