import type { Table } from "dexie";
import type { MainDatabase } from "./database.ts";

/** Every table whose rows are of one study, and the index that says of which. A test holds this list against the store's own. */
export const holdingKeys = (
  db: MainDatabase,
): readonly { readonly table: Table; readonly key: "study" | "studyId" | "studyUid" }[] => [
  ...(
    [
      db.studies,
      db.series,
      db.instances,
      db.deidRecords,
      db.annotations,
      db.maskTiles,
      db.log,
      db.strokes,
      db.prelabelRuns,
      db.frameDigests,
      db.syncStudies,
      db.versions,
      db.classifications,
      db.readings,
      db.studyObjects,
      db.reidMap,
    ] as Table[]
  ).map((table) => ({ table, key: "studyUid" as const })),
  ...([db.outbox, db.labelObjects, db.syncVersions, db.foreign, db.reviews] as Table[]).map((table) => ({
    table,
    key: "study" as const,
  })),
  { table: db.proposals as Table, key: "studyId" },
];
