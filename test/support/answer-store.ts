import type { Classification } from "../../src/domain/classification.ts";
import type { FieldValue, ScopedField } from "../../src/domain/label-field.ts";
import type { MainDatabase } from "../../src/storage/database.ts";

/** A question of each scope. */
const fields: readonly ScopedField[] = [
  { id: "quality", name: "Quality", scope: "study", kind: "choice", options: [{ id: "good", name: "Good" }] },
  { id: "phase", scope: "series", kind: "choice", options: [{ id: "late", name: "Late" }] },
  { id: "sharp", name: "Sharp", scope: "image", kind: "boolean" },
  { id: "level", scope: "frame", kind: "number", unit: "mm" },
  { id: "sure", scope: "object", kind: "boolean" },
];

/** Asks a question of each scope and answers it about the first label of every study, and about what it lies on. */
export async function answerQuestions(database: MainDatabase): Promise<void> {
  const [schema] = await database.schemas.toArray();
  if (schema) await database.schemas.put({ ...schema, classifications: fields });
  const studies = new Set<string>();
  for (const { annotation } of await database.annotations.toArray()) {
    const { study, series, sop, frame } = annotation.target;
    if (studies.has(study)) continue;
    studies.add(study);
    const answers: readonly (readonly [
      Classification["scope"],
      string,
      Classification["target"],
      FieldValue,
    ])[] = [
      ["study", "quality", { study }, "good"],
      ["series", "phase", { study, series }, "late"],
      ["image", "sharp", { study, series, sop }, false],
      ["frame", "level", { study, series, sop, frame }, 12.5],
      ["object", "sure", { study, series, object: annotation.objectUid ?? annotation.instanceUid }, true],
    ];
    for (const [at, [scope, field, target, value]] of answers.entries()) {
      const recordUid = `2.25.77${studies.size}${at}`;
      const { provenance } = annotation;
      const classification = {
        v: 1,
        recordUid,
        scope,
        target,
        field,
        schemaVersion: 1,
        value,
        provenance,
      } as const;
      await database.classifications.put({ recordUid, studyUid: study, classification });
    }
  }
}
