import { type Accessor, createSignal } from "solid-js";
import type { ImportCalls } from "../../domain/calls/import-calls.ts";
import type { KeyState } from "../../domain/calls/key-calls.ts";
import type { WorkerClient } from "../../jobs/bridge.ts";

/** What the interface knows of the project's key; the secret stays in the import worker. */
export interface ProjectKeyStore {
  /** Undefined until the first answer. */
  readonly state: Accessor<KeyState | undefined>;
  refresh(): Promise<void>;
  protect(passphrase: string): Promise<void>;
  exportFile(passphrase: string): Promise<{ readonly name: string; readonly text: string }>;
  /** The re-identification map, under the passphrase of the key. */
  exportMap(passphrase: string): Promise<{ readonly name: string; readonly text: string }>;
  /** A map file as a table; the page gets a handle, never what is in it. */
  openMap(text: string, passphrase: string): Promise<{ readonly file: unknown; readonly studies: number }>;
  /** Resolves to whether it was the key of this device already. */
  importFile(text: string, passphrase: string): Promise<boolean>;
}

/** Follows the key through `importer`. */
export function createProjectKey(importer: WorkerClient<ImportCalls>): ProjectKeyStore {
  const [state, setState] = createSignal<KeyState>();
  return {
    state,
    refresh: async () => {
      setState(await importer.call("keyState", {}).catch(() => undefined));
    },
    protect: async (passphrase) => {
      setState(await importer.call("keyProtect", { passphrase }));
    },
    exportFile: (passphrase) => importer.call("keyExport", { passphrase }),
    exportMap: (passphrase) => importer.call("mapExport", { passphrase }),
    openMap: (text, passphrase) => importer.call("mapOpen", { text, passphrase }),
    importFile: async (text, passphrase) => {
      const answer = await importer.call("keyImport", { text, passphrase });
      setState(answer.state);
      return answer.already;
    },
  };
}
