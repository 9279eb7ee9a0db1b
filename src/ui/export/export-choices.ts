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

/** Studies, newest first, which of them show heads, and the state of every label. */
export async function readExportChoices(database: MainDatabase): Promise<ExportChoices> {
  const studies = await database.studies.orderBy("importedAt").reverse().toArray();
  const rows = await database.annotations.toArray();
  const heads = await database.series.filter(({ showsHead }) => showsHead === true).toArray();
  return {
    studies,
    heads: new Set(heads.map(({ studyUid }) => studyUid)),
    labels: rows.map((row) => ({ studyUid: row.studyUid, status: row.annotation.status })),
  };
}
