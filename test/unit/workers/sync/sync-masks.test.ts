import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { localLabels } from "../../../../src/workers/sync/local-objects.ts";
import { ctSlice, labelledStore } from "../../../support/dicom-export.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { syncStore } from "../../../support/hub/sync-store.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { dicomSchema } from "../../../support/label-images.ts";

const files = [0, 1, 2].map((index) => [`${index}.dcm`, ctSlice(index)] as const);

it("masks, shapes and measurements of imported images reach another device pixel by pixel, and no planted name the hub", async () => {
  const first = await labelledStore(files);
  const second = makeImportHarness();
  await second.take(files.map(([name, bytes]) => chosen(name, bytes)));
  const hub = makeMemoryHub();
  const sent: string[] = [];
  const listening = async (url: string, init: RequestInit) => {
    const body =
      init.body instanceof Blob ? Buffer.from(await init.body.arrayBuffer()).toString("latin1") : "";
    sent.push(`${url}\n${body}`);
    return hub.fetch(url, init);
  };
  const { database } = first.context;
  await database.settings.put({ key: "schemaId", value: dicomSchema.id });
  expect((await syncStore(database, "R1", listening)).end).toBe("done");
  const rows = await database.outbox.toArray();
  expect(rows.filter(({ state }) => state !== "verified")).toEqual([]);
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["segmentation", "report", "image"]));

  const [study] = await database.studies.toArray();
  const studyUid = study?.studyUid ?? "";
  const there = second.context.database;
  // A device that has classes of its own only: the others come with the version.
  await there.schemas.put({ ...dicomSchema, classes: dicomSchema.classes.slice(0, 1) });
  await there.settings.put({ key: "schemaId", value: dicomSchema.id });
  expect((await syncStore(there, "R1", listening)).followed).toEqual([studyUid]);
  const [here, copy] = [await localLabels(database, studyUid), await localLabels(there, studyUid)];
  expect(Object.keys(here.objects).length).toBeGreaterThan(20);
  expect(copy.objects).toEqual(here.objects);
  const schema = await there.schemas.get(dicomSchema.id);
  expect(schema?.classes.map(({ id }) => id).sort()).toEqual(["kidney", "mass", "own"]);
  expect(schema?.version).toBe(2);

  // The scan finds what it looks for where it is.
  const original = Buffer.from(files[0]?.[1] ?? new Uint8Array()).toString("latin1");
  for (const name of ["DOE^PLANTED", "PLANTED-1", "1.2.826.0.1.4711"]) {
    expect(original).toContain(name);
    expect(sent.join("\n").includes(name)).toBe(false);
  }
});
