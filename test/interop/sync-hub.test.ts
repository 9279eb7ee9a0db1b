import "fake-indexeddb/auto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { hubContract } from "../support/hub/hub-contract.ts";
import { makeMemoryHub } from "../support/hub/memory-hub.ts";
import { startOrthanc } from "../support/hub/orthanc.ts";
import { makeDevice } from "../support/hub/sync-device.ts";
import { hasTool, toolOutput } from "../support/oracle-tools.ts";
import { makeRandom } from "../support/random.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

describe.skipIf(!hasTool("Orthanc"))("a real Orthanc", { timeout: 60_000 }, () => {
  hubContract(async () => {
    const { baseUrl, stop } = await startOrthanc();
    stops.push(stop);
    return { baseUrl, fetchFrom: (url, init) => fetch(url, init) };
  });
});

describe.skipIf(!hasTool("dciodvfy"))("what is sent", () => {
  it("is valid DICOM in the eyes of dciodvfy: first version, a later one, one without labels", async () => {
    const hub = makeMemoryHub();
    const one = await makeDevice({ reader: "R1", random: makeRandom(5), fetchFrom: hub.fetch });
    const uid = await one.add(3);
    await one.sync();
    await one.move(uid, 5);
    await one.sync();
    await one.remove(uid);
    await one.sync();
    const reports = (await one.rows()).filter(({ kind }) => kind === "report");
    expect(reports).toHaveLength(3);
    const folder = mkdtempSync(join(tmpdir(), "overread-sync-"));
    for (const { uid: report } of reports) {
      const path = join(folder, `${report}.dcm`);
      const row = await one.database.labelObjects.get(report);
      writeFileSync(path, new Uint8Array(row?.bytes ?? new ArrayBuffer()));
      const said = toolOutput("dciodvfy", [path]);
      expect(said).toContain("Comprehensive3DSR");
      expect(said.split("\n").filter((line) => line.startsWith("Error"))).toEqual([]);
    }
  });
});
