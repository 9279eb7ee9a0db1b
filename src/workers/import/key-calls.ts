import type { KeyCalls, KeyState } from "../../domain/calls/key-calls.ts";
import { type KeyFileFault, parseKeyFile } from "../../domain/deid/key-file.ts";
import { type Said, say } from "../../domain/said.ts";
import { appendAudit } from "../../storage/audit.ts";
import { openSecret, sealSecret } from "../../storage/key-envelope.ts";
import {
  type FreshSecret,
  projectKeyOf,
  projectKeySetting,
  readProjectKey,
  type StoredProjectKey,
} from "../../storage/keys.ts";
import { leastPassphrase } from "../../storage/passphrase.ts";
import { readSetting } from "../../storage/settings.ts";
import { type Handlers, PlainError } from "../serve.ts";
import type { ImportContext } from "./import-context.ts";
import { type KeyHolder, withKeyLock } from "./key-holder.ts";

const faults: Record<KeyFileFault, Said> = {
  foreign: say`Expected a project key file of Overread; found another kind of file. Choose the file that ends in “.overread-key.json”.`,
  version: say`This key file was written by a newer version of Overread. Update this device first.`,
  damaged: say`This key file is damaged: it is not what was written. Use another copy of it. Nothing was changed.`,
};

const wrongPassphrase = () =>
  new PlainError("key-passphrase", say`The passphrase is not the one of this key. Nothing was changed.`);

async function alone<T>(work: () => Promise<T>): Promise<T> {
  const done = await withKeyLock("exclusive", async () => ({ value: await work() }));
  if (done) return done.value;
  throw new PlainError(
    "key-busy",
    say`An import is running, here or in another tab. Wait until it is done, then try again.`,
  );
}

/** The key calls of the import worker: it alone holds a secret, and only while it works with it. */
export function makeKeyCalls(context: ImportContext, holder: KeyHolder): Handlers<KeyCalls> {
  const { database, quarantine } = context;

  const stateOf = async (stored: StoredProjectKey | null): Promise<KeyState> => {
    if (!stored) return { made: false };
    const { fingerprint, madeAt, file } = stored;
    const now = holder.fresh()?.fingerprint === fingerprint;
    return {
      made: true,
      fingerprint,
      madeAt,
      passphrase: file ? "set" : now ? "now" : "never",
      studies: await database.studies.count(),
      held: await quarantine.held.count(),
    };
  };

  const audited = async (action: string, stored: StoredProjectKey, write: boolean) => {
    const chain = await readSetting(database, "device");
    const actor = await readSetting(database, "user");
    await database.transaction("rw", database.settings, database.audit, async () => {
      if (write) await database.settings.put({ key: projectKeySetting, value: stored });
      await appendAudit(database, {
        chain: typeof chain === "string" ? chain : "this-device",
        actor: typeof actor === "string" ? actor : "this-device",
        at: context.now(),
        action,
        target: stored.fingerprint,
        detail: {},
      });
    });
  };

  const checkedPassphrase = (passphrase: string) => {
    if ([...passphrase].length < leastPassphrase)
      throw new PlainError(
        "key-passphrase-short",
        say`Expected a passphrase of at least ${leastPassphrase} characters. Several words are easier to keep than a short riddle.`,
      );
  };

  /** Throws where images here carry pseudonyms of the key of now: under another they would lose their link to later ones. */
  const mayReplace = async (state: KeyState) => {
    if (!state.made || state.studies + state.held === 0) return;
    throw new PlainError(
      "key-in-use",
      say`Images on this device carry pseudonyms of key ${state.fingerprint} (studies: ${state.studies}, held images: ${state.held}). Under another key their patients would get second pseudonyms, and held images could not be opened. Nothing was changed. Open the other key on a device, or in a browser profile, that has no studies yet.`,
    );
  };

  const protect = async (fresh: FreshSecret, madeAt: string, passphrase: string) => {
    const stored = await projectKeyOf(fresh.secret, madeAt);
    const file = await sealSecret(fresh.secret, passphrase, stored);
    await audited("key-protected", { ...stored, file }, true);
    holder.forget();
    return stateOf({ ...stored, file });
  };

  return {
    keyState: async () => stateOf(await readProjectKey(database)),
    keyProtect: async ({ passphrase }) => {
      checkedPassphrase(passphrase);
      const stored = await readProjectKey(database);
      const fresh = holder.fresh();
      if (stored && fresh?.fingerprint === stored.fingerprint && !stored.file)
        return protect(fresh, stored.madeAt, passphrase);
      return alone(async () => {
        const now = await readProjectKey(database);
        if (now?.file) throw new PlainError("key-exists", say`This project has its key already.`);
        await mayReplace(await stateOf(now));
        const secret = crypto.getRandomValues(new Uint8Array(32));
        return protect({ fingerprint: "", secret }, context.now(), passphrase).finally(() => secret.fill(0));
      });
    },
    keyExport: async ({ passphrase }) => {
      const stored = await readProjectKey(database);
      if (!stored?.file)
        throw new PlainError(
          "key-not-movable",
          say`This key was made without a passphrase, so nobody can bring it out of this device.`,
        );
      const secret = await openSecret(stored.file, passphrase);
      if (!secret) throw wrongPassphrase();
      secret.fill(0);
      await audited("key-exported", stored, false);
      const name = `project-${stored.fingerprint.slice(0, 9).toLowerCase()}.overread-key.json`;
      return { name, text: `${JSON.stringify(stored.file, null, 2)}\n` };
    },
    keyImport: async ({ text, passphrase }) => {
      const file = parseKeyFile(text);
      if (typeof file === "string") throw new PlainError(`key-file-${file}`, faults[file]);
      const secret = await openSecret(file, passphrase);
      if (!secret) throw wrongPassphrase();
      const brought = { ...(await projectKeyOf(secret, file.madeAt)), file };
      secret.fill(0);
      if (brought.fingerprint !== file.fingerprint) throw new PlainError("key-file-damaged", faults.damaged);
      return alone(async () => {
        const now = await readProjectKey(database);
        const already = now?.fingerprint === brought.fingerprint;
        if (!already) await mayReplace(await stateOf(now));
        if (!already || !now?.file) {
          await audited("key-imported", brought, true);
          holder.forget();
        }
        return { state: await stateOf(already && now.file ? now : brought), already };
      });
    },
  };
}
