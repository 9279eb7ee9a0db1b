import type { MapCalls } from "../../domain/calls/map-calls.ts";
import { mapTable, parseMapFile } from "../../domain/deid/reid-map.ts";
import { say } from "../../domain/said.ts";
import { appendAudit } from "../../storage/audit.ts";
import { openSecret } from "../../storage/key-envelope.ts";
import { readProjectKey } from "../../storage/keys.ts";
import { openMapEntries, openMapFile, sealMapFile } from "../../storage/reid-map.ts";
import { readSetting } from "../../storage/settings.ts";
import { type Handlers, PlainError } from "../serve.ts";
import type { ImportContext } from "./import-context.ts";

const wrongPassphrase = () =>
  new PlainError("map-passphrase", say`The passphrase is another one. Nothing was saved.`);

/** The map calls of the import worker: entries are opened here and nowhere else. */
export function makeMapCalls({ database, now, keys }: ImportContext): Handlers<MapCalls> {
  const audited = async (action: string, target: string, studies: number) => {
    const [chain, actor] = [await readSetting(database, "device"), await readSetting(database, "user")];
    await database.transaction("rw", database.audit, () =>
      appendAudit(database, {
        chain: typeof chain === "string" ? chain : "this-device",
        actor: typeof actor === "string" ? actor : "this-device",
        at: now(),
        action,
        target,
        detail: { studies },
      }),
    );
  };
  return {
    mapExport: async ({ passphrase }) => {
      const stored = await readProjectKey(database);
      if (!stored?.file)
        throw new PlainError(
          "map-no-passphrase",
          say`The map leaves this device only under the passphrase of the project key, and this key has none. Set it under “Project key” first.`,
        );
      const secret = await openSecret(stored.file, passphrase);
      if (!secret) throw wrongPassphrase();
      secret.fill(0);
      const entries = await openMapEntries(database, (await keys()).map);
      if (entries.length === 0) throw new PlainError("map-empty", say`There is no study in the map.`);
      const { fingerprint } = stored;
      const file = await sealMapFile(entries, passphrase, { fingerprint, exportedAt: now() });
      // Before the file is handed over: nothing identified leaves unrecorded.
      await audited("reid-map-exported", fingerprint, entries.length);
      const name = `project-${fingerprint.slice(0, 9).toLowerCase()}.overread-map.json`;
      return { name, text: `${JSON.stringify(file, null, 2)}\n` };
    },
    mapOpen: async ({ text, passphrase }) => {
      const file = parseMapFile(text);
      if (file === "foreign")
        throw new PlainError(
          "map-foreign",
          say`Expected a map file of Overread; found another kind of file.`,
        );
      if (file === "damaged")
        throw new PlainError("map-damaged", say`This map file is damaged: it is not what was written.`);
      const entries = await openMapFile(file, passphrase);
      if (!entries) throw wrongPassphrase();
      await audited("reid-map-opened", file.fingerprint, entries.length);
      const name = `patients-${file.fingerprint.slice(0, 9).toLowerCase()}.csv`;
      return {
        file: new File([mapTable(entries)], name, { type: "text/csv" }),
        studies: entries.length,
      };
    },
  };
}
