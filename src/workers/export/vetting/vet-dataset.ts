import type { ExportOptions } from "../../../domain/calls/export-calls.ts";
import { hasExpired, noDataUse } from "../../../domain/data-use.ts";
import type { PairAgreement } from "../../../domain/review/pool-agreement.ts";
import { say } from "../../../domain/said.ts";
import { findDuplicates } from "../../../domain/vetting/find-duplicates.ts";
import { findErrors, findLeaks } from "../../../domain/vetting/find-errors.ts";
import { findWarnings } from "../../../domain/vetting/find-warnings.ts";
import { type Variety, varietyOf } from "../../../domain/vetting/variety.ts";
import type { Finding, VettingFacts } from "../../../domain/vetting/vetting-facts.ts";
import { PlainError } from "../../serve.ts";
import type { Dataset, DatasetReader } from "../dataset.ts";
import { jsonFile } from "../json-pieces.ts";
import type { DatasetSink } from "../sink.ts";
import { textParts } from "../text-parts.ts";
import type { FrameLooks } from "./frame-looks.ts";
import { fullFacts, quickFacts } from "./vetting-facts.ts";

/** What the vetting found, for `vetting.json`, the manifest, the card and the screen. */
export interface Vetting {
  readonly findings: readonly Finding[];
  readonly variety: Variety;
  /** Empty: no study was read by several people. */
  readonly agreement: readonly PairAgreement[];
}

/** Errors without an override end the export. Code `vetting`: a person may override; `vetting-final`: nobody may. */
function stop(errors: readonly Finding[], options: ExportOptions): void {
  if (errors.length === 0) return;
  const final = errors.filter((finding) => !finding.overridable);
  const text = (list: readonly Finding[]) => list.map((finding) => finding.text).join("; ");
  if (final.length > 0)
    throw new PlainError(
      "vetting-final",
      say`This dataset cannot leave: ${text(final)}. Mend that, then export again.`,
    );
  if (!options.override?.reason.trim())
    throw new PlainError(
      "vetting",
      say`Not exported, because it would be wrong to learn from this: ${text(errors)}.`,
    );
}

/** What can be seen before a file is written; throws when an error was not overridden, or the permission has ended. */
export function vetBefore(dataset: Dataset): void {
  const { options } = dataset;
  const use = options.use ?? noDataUse;
  if (hasExpired(use, options.createdAt))
    throw new PlainError(
      "expired",
      say`The permission to use this data ended on ${use.expires}. Change the terms of the project if it was renewed.`,
    );
  stop(findErrors(quickFacts(dataset)), options);
}

/** Everything, once the frames were decoded; writes `vetting.json`. `step` throws when the person cancelled. */
export async function vetDataset(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  looks: FrameLooks,
  agreement: readonly PairAgreement[],
  step: () => void,
): Promise<Vetting> {
  const facts: VettingFacts = await fullFacts(dataset, reader, looks, agreement, step);
  await reader.breathe();
  const errors = [...findErrors(facts), ...findLeaks(facts.images)];
  stop(errors, dataset.options);
  await reader.breathe();
  const findings = [...errors, ...findDuplicates(facts.images), ...findWarnings(facts)];
  await reader.breathe();
  const variety = varietyOf(facts);
  const plain = findings.map(({ code, severity, text, uids }) => ({ code, severity, text, uids }));
  const override = overrideOf(dataset, findings);
  const file = {
    schema: "overread-vetting/1",
    findings: plain,
    ...(override ? { override } : {}),
    variety,
    agreement,
  };
  const path = `${dataset.options.name}/vetting.json`;
  await sink.write(path, textParts(jsonFile(file), reader.breathe));
  return { findings, variety, agreement };
}

/** Who let which errors pass, and why; null where there were none. */
export function overrideOf({ options }: Dataset, findings: readonly Finding[]) {
  const codes = findings.filter((finding) => finding.severity === "error").map((finding) => finding.code);
  if (codes.length === 0 || !options.override) return null;
  return { by: options.override.by, reason: options.override.reason.trim(), at: options.createdAt, codes };
}

/** What the manifest says of it. */
export function vettingManifest(dataset: Dataset, { findings }: Vetting): Record<string, unknown> {
  const count = (severity: Finding["severity"]) =>
    findings.filter((finding) => finding.severity === severity).length;
  const override = overrideOf(dataset, findings);
  return {
    vetting: { errors: count("error"), warnings: count("warning"), ...(override ? { override } : {}) },
    dataUse: dataset.options.use ?? noDataUse,
  };
}
