import type { Annotation } from "../../domain/annotation.ts";
import type { Study } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";

/** What there is to export. */
export interface ExportChoices {
  readonly studies: readonly Study[];
  /** Those with slices of a head. */
  readonly heads: ReadonlySet<string>;
  readonly labels: readonly { readonly studyUid: string; readonly status: Annotation["status"] }[];
}

/** Labels that are read at a time: ten thousand at once keep the page busy for half a second (export-and-workflow X7). */
const pageRows = 500;

async function labelStates(database: MainDatabase): Promise<ExportChoices["labels"]> {
  const labels: { studyUid: string; status: Annotation["status"] }[] = [];
  for (let last = ""; ; ) {
    const rows = await database.annotations.where("instanceUid").above(last).limit(pageRows).toArray();
    for (const { studyUid, annotation } of rows) labels.push({ studyUid, status: annotation.status });
    const end = rows.at(-1);
    if (!end || rows.length < pageRows) return labels;
    last = end.instanceUid;
  }
}

/** Studies, newest first, which of them show heads, and the state of every label. */
export async function readExportChoices(database: MainDatabase): Promise<ExportChoices> {
  const studies = await database.studies.orderBy("importedAt").reverse().toArray();
  const heads = await database.series.filter(({ showsHead }) => showsHead === true).toArray();
  return {
    studies,
    heads: new Set(heads.map(({ studyUid }) => studyUid)),
    labels: await labelStates(database),
  };
}
