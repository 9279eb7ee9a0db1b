import { sha256OfJson } from "../domain/audit-chain.ts";
import { optionsVersion } from "../domain/deid/options.ts";
import { schemaClash } from "../domain/label-schema-read.ts";
import {
  defaultSplitSeed,
  type ProjectFile,
  type ProjectHub,
  type ProjectModel,
} from "../domain/project-file.ts";
import { SaidError, say } from "../domain/said.ts";
import { appendAudit } from "./audit.ts";
import { readDataUse } from "./data-use.ts";
import type { MainDatabase } from "./database.ts";
import { readDeidOptions } from "./deid-options.ts";
import { readHubSettings } from "./hub-settings.ts";
import { chosenKeys, chosenModel, type ModelUse } from "./models.ts";
import { type PeopleChange, readPeople } from "./people.ts";
import { reviewRules } from "./review-rules.ts";
import { activeSchema, chooseSchema } from "./schemas.ts";
import { readSetting } from "./settings.ts";

const seedSetting = "split-seed";
const hubSetting = "project-hub";
const modelsSetting = "project-models";

/** The project's seed of the split. */
export async function readSplitSeed(db: MainDatabase): Promise<string> {
  const stored = await readSetting(db, seedSetting);
  return typeof stored === "string" && stored !== "" ? stored : defaultSplitSeed;
}

/** Another seed: exports that come split by it. Patients who have a part keep it. */
export async function writeSplitSeed(db: MainDatabase, seed: string, by: PeopleChange): Promise<void> {
  await db.transaction("rw", db.settings, db.audit, async () => {
    await db.settings.put({ key: seedSetting, value: seed.trim() || defaultSplitSeed });
    await appendAudit(db, { ...by, action: "split-seed", target: "project", detail: { seed: seed.trim() } });
  });
}

/** The hub that the project's file named; null: none. A device uses it only once its person has saved it with their own code. */
export const readProjectHub = async (db: MainDatabase): Promise<ProjectHub | null> =>
  ((await readSetting(db, hubSetting)) as ProjectHub | null | undefined) ?? null;

const modelUses: readonly ModelUse[] = ["prompt", "label"];

/** What the project said of its models, by their use. */
async function projectModels(db: MainDatabase): Promise<Record<ModelUse, ProjectModel | null>> {
  const said = (await readSetting(db, modelsSetting)) as Record<ModelUse, ProjectModel | null> | undefined;
  return { prompt: said?.prompt ?? null, label: said?.label ?? null };
}

/** Models that the project works with and that are not on this device: chosen as soon as somebody adds them. */
export async function missingModels(db: MainDatabase): Promise<ProjectModel[]> {
  const said = await projectModels(db);
  const missing: ProjectModel[] = [];
  for (const use of modelUses) {
    const model = said[use];
    // Whoever chose another one since has decided.
    if (!model || (await readSetting(db, chosenKeys[use])) !== model.id) continue;
    if (!(await db.models.get(model.id))) missing.push(model);
  }
  return missing;
}

/** The model in use as a file names it: the one chosen here, also one that the project named and that is not here yet. */
async function modelInUse(db: MainDatabase, use: ModelUse): Promise<ProjectModel | null> {
  const row = await chosenModel(db, use);
  if (row) return { id: row.id, modelId: row.modelId, version: row.version };
  const said = (await projectModels(db))[use];
  return said && (await readSetting(db, chosenKeys[use])) === said.id ? said : null;
}

/** The hub that a file names: the one of this device, else the one that the project named. */
async function hubInUse(db: MainDatabase): Promise<ProjectHub | null> {
  const own = await readHubSettings(db);
  return own ? { baseUrl: own.baseUrl, signIn: own.signIn, images: own.images } : await readProjectHub(db);
}

/** How this project works, for another device. */
export async function readProject(db: MainDatabase, title: string): Promise<ProjectFile> {
  return {
    title,
    labelSchema: await activeSchema(db),
    deidentification: await readDeidOptions(db),
    review: await reviewRules(db),
    people: await readPeople(db),
    splitSeed: await readSplitSeed(db),
    dataUse: await readDataUse(db),
    hub: await hubInUse(db),
    models: { prompt: await modelInUse(db, "prompt"), label: await modelInUse(db, "label") },
  };
}

/**
 * Makes a project that was read from a file this device's, in one transaction. The schema is refused, and with it everything, where a class
 * would change its meaning under labels that are here. People are added to those that are known. The hub is only named: labels go nowhere
 * before the person of this device has saved it.
 */
export async function takeProject(db: MainDatabase, project: ProjectFile, by: PeopleChange): Promise<void> {
  await db.transaction("rw", [db.settings, db.schemas, db.annotations, db.audit], async () => {
    const present = await activeSchema(db);
    const { labelSchema } = project;
    if ((await db.annotations.count()) > 0) {
      const clash = schemaClash(present, labelSchema);
      if (clash)
        throw new SaidError(
          say`The project was not taken: ${clash}. Labels here would change their meaning.`,
        );
      const lost = new Set(present.classes.map(({ id }) => id));
      for (const { id } of labelSchema.classes) lost.delete(id);
      const used = await db.annotations.filter(({ annotation }) => lost.has(annotation.classId)).first();
      const gone = present.classes.find(({ id }) => id === used?.annotation.classId);
      if (gone)
        throw new SaidError(
          say`The project was not taken: it has no class “${gone.name}”, of which there are labels here.`,
        );
    }
    const known = await readPeople(db);
    const people = new Map([...known, ...project.people].map((person) => [person.id, person]));
    await chooseSchema(db, labelSchema);
    await db.settings.bulkPut([
      { key: "deidOptions", value: { version: optionsVersion, ...project.deidentification } },
      { key: "review-rules", value: project.review },
      { key: "people", value: [...people.values()] },
      { key: seedSetting, value: project.splitSeed },
      { key: "data-use", value: project.dataUse },
    ]);
    if (project.hub !== undefined) await db.settings.put({ key: hubSetting, value: project.hub });
    if (project.models)
      await db.settings.bulkPut([
        { key: modelsSetting, value: project.models },
        ...modelUses.map((use) => ({ key: chosenKeys[use], value: project.models?.[use]?.id ?? null })),
      ]);
    // The chain holds what the options are, and of the rest that it changed; names stand in no event.
    const { people: _, ...said } = project;
    const detail = { sha256: sha256OfJson(said), schema: labelSchema.id, version: labelSchema.version };
    await appendAudit(db, { ...by, action: "project-taken", target: "project", detail });
    const options = { ...project.deidentification };
    await appendAudit(db, { ...by, action: "deid-options", target: "project", detail: options });
  });
}
