import type { Annotation } from "../../domain/annotation.ts";
import type { Study } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";

/** What there is to export. */
export interface ExportChoices {
  readonly studies: readonly Study[];
  readonly labels: readonly { readonly studyUid: string; readonly status: Annotation["status"] }[];
}

/** Studies, newest first, and the state of every label. */
export async function readExportChoices(database: MainDatabase): Promise<ExportChoices> {
  const studies = await database.studies.orderBy("importedAt").reverse().toArray();
  const rows = await database.annotations.toArray();
  return {
    studies,
    labels: rows.map((row) => ({ studyUid: row.studyUid, status: row.annotation.status })),
  };
}
