import { expect, test } from "vitest";
import type { Version } from "../../../src/domain/sync/version.ts";
import { openMainDatabase } from "../../../src/storage/database.ts";
import { watch } from "../../../src/storage/watch.ts";
import { readStudyVersions } from "../../../src/ui/sync/read-study-versions.ts";
import { makeStudy } from "../../support/study-maker.ts";

const version = (uid: string, author: string): Version => ({
  uid,
  author,
  predecessors: [],
  study: "1.2",
  series: "1.3",
  device: "d",
  completion: "PARTIAL",
  verification: "UNVERIFIED",
  madeAt: "2026-01-01T00:00:00.000Z",
  objects: {},
  classes: [],
});

test("a query of several steps is asked again after a worker changed what it read", async () => {
  const name = `watch-${Math.random()}`;
  const database = openMainDatabase(name);
  await database.studies.put(makeStudy({ studyUid: "1.2" }));
  await database.syncVersions.put(version("1", "R1"));
  const seen: number[] = [];
  const stop = watch(
    () => readStudyVersions(database, "R1"),
    (found) => seen.push(found[0]?.heads.own.length ?? 0),
    (reason) => {
      throw reason;
    },
  );
  await expect.poll(() => seen.at(-1)).toBe(0);
  const worker = new Worker(new URL("./watch-writer.worker.ts", import.meta.url), { type: "module" });
  worker.postMessage({ name, version: version("2", "R1") });
  await expect.poll(() => seen.at(-1)).toBe(2);
  stop();
  worker.terminate();
  await database.delete();
});
