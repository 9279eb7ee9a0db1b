import { appendAudit } from "../../../storage/audit.ts";
import type { MainDatabase } from "../../../storage/database.ts";
import type { Dataset } from "../dataset.ts";
import type { overrideOf } from "./vet-dataset.ts";

/** Writes down that a person let errors pass; the export that says so was handed over. */
export async function recordOverride(
  database: MainDatabase,
  { options }: Dataset,
  override: ReturnType<typeof overrideOf>,
): Promise<void> {
  if (!override || !options.override) return;
  const { by, reason, at, codes } = override;
  await database.transaction("rw", database.audit, async () =>
    appendAudit(database, {
      chain: options.override?.chain ?? "",
      at,
      actor: by,
      action: "export.override",
      target: options.name,
      detail: { reason, codes: codes.join(" ") },
    }),
  );
}
