import { openMainDatabase } from "../../../src/storage/database.ts";
import { keepPulled } from "../../../src/storage/sync-versions.ts";

/** Another realm that keeps what a hub brought, as the sync worker does. */
addEventListener("message", async ({ data: { name, version } }) => {
  const database = openMainDatabase(name);
  await keepPulled(
    database,
    [version],
    [],
    [{ uid: version.uid, study: version.study, bytes: new ArrayBuffer(4) }],
  );
  database.close();
  postMessage("kept");
});
