import type { MainDatabase, ModelRow } from "./database.ts";
import { readSetting, writeSetting } from "./settings.ts";

/** What a model is chosen for: to answer prompts, or to find things by itself. */
export type ModelUse = "prompt" | "label";

/** Names of the settings that say which model is chosen. */
export const chosenKeys: Readonly<Record<ModelUse, string>> = { prompt: "assistModel", label: "labelModel" };
const uses: readonly ModelUse[] = ["prompt", "label"];

/** What a kept model can be chosen for. */
export const useOf = ({ task }: Pick<ModelRow, "task">): ModelUse =>
  (task ?? "promptable-seg") === "promptable-seg" ? "prompt" : "label";

const partBytes = 4 * 2 ** 20;
/** A model that ended its worker this often is not used any more (assist 3.4). */
export const mostStrikes = 2;

/** Keeps a model and its files in one transaction; the same model added again starts with a clean slate. */
export async function putModel(
  db: MainDatabase,
  row: Omit<ModelRow, "strikes">,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Promise<void> {
  await db.transaction("rw", db.models, db.modelParts, async () => {
    await db.modelParts.where("model").equals(row.id).delete();
    for (const [path, bytes] of files) {
      for (let index = 0; index * partBytes < Math.max(1, bytes.length); index++) {
        const part = bytes.slice(index * partBytes, (index + 1) * partBytes);
        await db.modelParts.add({ model: row.id, path, index, bytes: part.buffer });
      }
    }
    await db.models.put({ ...row, strikes: 0 });
  });
}

/** The bytes of one file of a kept model, or null when it is not there. */
export async function readModelFile(
  db: MainDatabase,
  model: string,
  path: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts = await db.modelParts
    .where("[model+path+index]")
    .between([model, path, 0], [model, path, Number.MAX_SAFE_INTEGER])
    .toArray();
  if (parts.length === 0) return null;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.bytes.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.bytes), at);
    at += part.bytes.byteLength;
  }
  return bytes;
}

/** All kept models, the oldest first. */
export async function listModels(db: MainDatabase): Promise<ModelRow[]> {
  return (await db.models.toArray()).sort((a, b) => a.at.localeCompare(b.at));
}

/** Removes a model and its files; labels that it helped to make keep its name and hash. */
export async function deleteModel(db: MainDatabase, id: string): Promise<void> {
  await db.transaction("rw", db.models, db.modelParts, db.settings, async () => {
    await db.modelParts.where("model").equals(id).delete();
    await db.models.delete(id);
    for (const use of uses)
      if ((await readSetting(db, chosenKeys[use])) === id) await writeSetting(db, chosenKeys[use], null);
  });
}

/** Says which model answers prompts (null = the one that ships with the app) or pre-labels (null = suggestions of what answers prompts). */
export async function chooseModel(
  db: MainDatabase,
  id: string | null,
  use: ModelUse = "prompt",
): Promise<void> {
  await writeSetting(db, chosenKeys[use], id);
}

/** The kept model that is used, or null: none was chosen, it is gone, or it is struck out. */
export async function chosenModel(db: MainDatabase, use: ModelUse = "prompt"): Promise<ModelRow | null> {
  const id = await readSetting(db, chosenKeys[use]);
  const row = typeof id === "string" ? await db.models.get(id) : undefined;
  return row && row.strikes < mostStrikes ? row : null;
}

/** Notes that a model ended its worker; whether it is switched off now. */
export async function strikeModel(db: MainDatabase, id: string): Promise<boolean> {
  return db.transaction("rw", db.models, async () => {
    const row = await db.models.get(id);
    if (!row) return false;
    await db.models.put({ ...row, strikes: row.strikes + 1 });
    return row.strikes + 1 >= mostStrikes;
  });
}
