import type { ExportOptions, ExportProgress, ExportResult } from "../../domain/calls/export-calls.ts";
import { type SaidValue, say } from "../../domain/said.ts";
import type { SplitName } from "../../domain/split.ts";
import { rememberHeads } from "../../storage/audit-heads.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { lockSplit } from "../../storage/split-locks.ts";
import { PlainError } from "../serve.ts";
import { compareAudit } from "./audit-files.ts";
import { datasetCard } from "./card.ts";
import { makeCheckList } from "./check-list.ts";
import { collectDataset } from "./collect.ts";
import { compareLabels } from "./compare-labels.ts";
import { comparePictures } from "./compare-pictures.ts";
import type { Dataset, DatasetReader } from "./dataset.ts";
import { compareDeidRecords, deidRecordsManifest, writeDeidRecords } from "./deid-records.ts";
import { compareDicomObjects, objectSteps, writeDicomObjects } from "./dicom-objects/dicom-objects.ts";
import { heedfulSink } from "./heedful-sink.ts";
import { jsonFile } from "./json-pieces.ts";
import { makeManifest } from "./manifest.ts";
import { compareMlFormats, mlManifest, mlSteps } from "./ml-formats.ts";
import { scanForOriginals } from "./original-scan.ts";
import { datasetPaths } from "./paths.ts";
import { sha256Hex, sha256OfPieces } from "./sha256-hex.ts";
import type { DatasetSink } from "./sink.ts";
import { splitSummary } from "./split-file.ts";
import { compareStudyObjects, studyObjectsManifest, writeStudyObjects } from "./study-object-files.ts";
import { textParts } from "./text-parts.ts";
import { readerAgreement } from "./vetting/reader-agreement.ts";
import { recordOverride } from "./vetting/record-override.ts";
import { overrideOf, vetBefore, vetDataset, vettingManifest } from "./vetting/vet-dataset.ts";
import { writeDataset } from "./write-dataset.ts";

const encoder = new TextEncoder();

/** What the run needs from its surroundings. */
export interface ExportHost {
  readonly database: MainDatabase;
  readonly reader: DatasetReader;
  readonly toolVersion: string;
  /** Commit that the app was built from; absent or null where that is not known. */
  readonly toolCommit?: string | null;
  openSink(name: string): Promise<DatasetSink>;
  progress(progress: ExportProgress): void;
  readonly signal: AbortSignal;
  /** Files of more bytes go through in pieces; 64 MB unless a test says otherwise. */
  readonly mostHeldBytes?: number;
}

/** Writes the sums of all files, in the order of their names. */
async function writeChecksums(sink: DatasetSink, dataset: Dataset, alive: () => void): Promise<void> {
  const root = dataset.options.name.length + 1;
  const lines: string[] = [];
  for (const path of [...(await sink.paths())].sort()) {
    alive();
    lines.push(`${await sha256OfPieces(sink.pieces(path))}  ${path.slice(root)}\n`);
  }
  await sink.write(datasetPaths(dataset).checksums, [encoder.encode(lines.join(""))]);
}

/** Every file of the finished result against `checksums.sha256`; no more and no fewer files than it names. */
async function checkSums(sink: DatasetSink, dataset: Dataset, alive: () => void): Promise<void> {
  const list = datasetPaths(dataset).checksums;
  const lines = new TextDecoder()
    .decode(await sink.read(list))
    .trimEnd()
    .split("\n");
  const named = new Map(
    lines.map((line) => [`${dataset.options.name}/${line.slice(66)}`, line.slice(0, 64)]),
  );
  const present = (await sink.paths()).filter((path) => path !== list);
  if (present.length !== named.size)
    throw new PlainError("mismatch", mismatch(list, say`the number of files`));
  for (const path of present) {
    alive();
    if ((await sha256OfPieces(sink.pieces(path))) !== named.get(path))
      throw new PlainError("mismatch", mismatch(path, say`its checksum`));
  }
}

const mismatch = (file: string, what: SaidValue) =>
  say`Nothing was handed over: ${file} differs from the store in ${what}. Export again; if it stays, report it.`;

/** The part of each patient. */
function patientParts({ members, split }: Dataset): Map<string, SplitName> {
  const parts = [...members].flatMap(([key, patients]) =>
    patients.map((patient) => [patient, split.groups.get(key) ?? "train"] as const),
  );
  return new Map(parts);
}

async function run(host: ExportHost, dataset: Dataset, sink: DatasetSink): Promise<ExportResult> {
  const { reader, signal, progress } = host;
  const paths = datasetPaths(dataset);
  const files = dataset.options.formats.includes("dicom")
    ? dataset.instances.length + (dataset.studyObjects?.length ?? 0)
    : 0;
  const both = dataset.images.length + files + 2 + mlSteps(dataset) + objectSteps(dataset);
  const counter = (step: ExportProgress["step"], total: number) => {
    let done = 0;
    return () => {
      signal.throwIfAborted();
      progress({ step, done: Math.min(++done, total), total });
    };
  };

  const vetted = new Set(dataset.objects.map(({ image }) => image)).size;
  const writing = counter("write", both + vetted);
  const {
    images,
    losses: written,
    ml,
    looks,
  } = await writeDataset(dataset, reader, sink, writing, host.mostHeldBytes);
  const losses = [...written, ...(await writeDicomObjects(host, dataset, sink, writing))];
  await writeStudyObjects(host.database, dataset, sink, writing);
  const alive = () => signal.throwIfAborted();
  const records = await writeDeidRecords(dataset, sink, reader.breathe);
  const agreement = await readerAgreement(host.database, dataset, alive);
  const vetting = await vetDataset(dataset, reader, sink, looks, agreement, writing);
  const list = makeCheckList();
  const step = counter("read-back", both);
  await comparePictures(dataset, reader, sink, images, list, step);
  await compareLabels(dataset, reader, sink, list, step);
  await compareMlFormats(dataset, reader, sink, ml, list, step);
  const dicomObjects = await compareDicomObjects(host, dataset, sink, list, step);
  await compareStudyObjects(dataset, sink, list);
  await compareAudit(dataset, sink, list);
  await compareDeidRecords(dataset, sink, list, reader.breathe);
  const wrong = list.first();
  if (wrong) {
    const detail = say`${wrong.subject}: expected ${wrong.expected}, found ${wrong.found}`;
    throw new PlainError("mismatch", mismatch(wrong.file, detail));
  }
  await reader.breathe();
  const schemaSha256 = await sha256Hex(await sink.read(paths.schema));
  const facts = {
    images,
    schemaSha256,
    losses,
    checks: list.checks(),
    dicomObjects,
    toolVersion: host.toolVersion,
    toolCommit: host.toolCommit ?? null,
    windows: ml.yolo.windows,
    extra: {
      ...mlManifest(dataset, ml),
      ...vettingManifest(dataset, vetting),
      ...studyObjectsManifest(dataset),
      ...deidRecordsManifest(records),
    },
  };
  await reader.breathe();
  const manifest = jsonFile(makeManifest(dataset, facts));
  await sink.write(paths.manifest, textParts(manifest, reader.breathe));
  await sink.write(paths.card, [encoder.encode(datasetCard(dataset, vetting, losses, host.toolVersion))]);
  await writeChecksums(sink, dataset, alive);
  progress({ step: "compare", done: 0, total: 1 });
  await sink.finish();
  await checkSums(sink, dataset, alive);
  await scanForOriginals(host.database, dataset, sink, reader.breathe);
  signal.throwIfAborted();
  const { file, bytes } = await sink.handOver();
  // Who was handed over stays in its part for ever; adding patients moves nobody (E5).
  await recordOverride(host.database, dataset, overrideOf(dataset, vetting.findings));
  await rememberHeads(host.database, dataset.auditHeads);
  await lockSplit(host.database, patientParts(dataset), dataset.options.createdAt);
  progress({ step: "compare", done: 1, total: 1 });
  return {
    file,
    bytes,
    images: dataset.images.length,
    instances: dataset.objects.length,
    patients: patientParts(dataset).size,
    checks: list.checks(),
    losses,
    findings: vetting.findings,
    split: splitSummary(dataset),
    variety: vetting.variety,
    agreement: vetting.agreement,
  };
}

/** Collects, writes, reads back, compares, and only then hands over. A cancel or a mismatch leaves nothing behind. */
export async function runExport(host: ExportHost, options: ExportOptions): Promise<ExportResult> {
  const { database, reader, signal, progress } = host;
  const dataset = await collectDataset(database, options, reader, (done, total) => {
    signal.throwIfAborted();
    progress({ step: "group", done, total });
  });
  vetBefore(dataset);
  const sink = heedfulSink(await host.openSink(options.name), reader.breathe);
  try {
    return await run(host, dataset, sink);
  } catch (reason) {
    await sink.discard();
    throw reason;
  }
}
