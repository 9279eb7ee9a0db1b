import type { ExportLoss } from "../../domain/calls/export-calls.ts";
import { noDataUse } from "../../domain/data-use.ts";
import type { Measure } from "../../domain/review/compare-readers.ts";
import { counted } from "../../domain/vetting/vetting-facts.ts";
import { testOpeningAction } from "../../storage/test-openings.ts";
import { type Dataset, isTiled } from "./dataset.ts";
import { dicomNote } from "./dicom-objects/dicom-note.ts";
import { plain } from "./plain-text.ts";
import { overrideOf, type Vetting } from "./vetting/vet-dataset.ts";

/** A bar of up to 20 blocks: the longest is the largest count. */
const bar = (count: number, most: number) =>
  most > 0 ? "█".repeat(Math.max(count > 0 ? 1 : 0, Math.round((20 * count) / most))) : "";

/** Counts with their bars, so that the shape is seen where Markdown is only text. */
function table(head: string, counts: Readonly<Record<string, number>>): string {
  const most = Math.max(0, ...Object.values(counts));
  const rows = Object.entries(counts).map(
    ([value, count]) => `| ${plain(value)} | ${count} | ${bar(count, most)} |`,
  );
  return `| ${head} | count | |\n|---|---|---|\n${rows.join("\n")}`;
}

const figure = (measures: readonly Measure[], id: string, unit: Measure["unit"] = ""): string => {
  const found = measures.find((measure) => measure.id === id && measure.unit === unit);
  return found && found.value !== null ? `${found.value.toFixed(3)}${unit ? ` ${unit}` : ""}` : "–";
};

/** How far people who read the same studies agree (export-and-workflow 3.4); the ids of the definitions stand in the heads. */
function agreementOf({ agreement }: Vetting): string {
  if (agreement.length === 0)
    return "No study of this dataset was submitted by several readers: there is no agreement to report.";
  const drawn = agreement.filter(({ field }) => field === null);
  const rows = drawn.map(({ readers, studies, measures }) => {
    const distance = ["mm", "px"].map((unit) => figure(measures, "hd95/1", unit as "mm" | "px"));
    const dice = figure(measures, "dice/1");
    const share = bar(Number(dice) || 0, 1);
    return `| ${readers.map(plain).join(", ")} | ${studies} | ${figure(measures, "match/1")} | ${dice} ${share} | ${figure(measures, "iou/1")} | ${distance.find((one) => one !== "–") ?? "–"} |`;
  });
  const asked = agreement.flatMap(({ readers, field, measures }) =>
    field === null
      ? []
      : measures.map(
          ({ id, value, over, note }) =>
            `| ${plain(field)} | ${readers.map(plain).join(", ")} | ${id} | ${value === null ? `– (${plain(note ?? "no value")})` : value.toFixed(3)} | ${over} |`,
        ),
  );
  const head = "| readers | studies | match/1 | dice/1 | iou/1 | hd95/1 |\n|---|---|---|---|---|---|\n";
  const answers = "\n\n| question | readers | definition | value | subjects |\n|---|---|---|---|---|\n";
  return `Of what each reader submitted, before any consensus. Means over the things that both drew; match/1 is F1 over all things.\n\n${head}${rows.join("\n")}${asked.length > 0 ? answers + asked.join("\n") : ""}`;
}

const percent = (part: number, whole: number) =>
  whole === 0 ? "0 %" : `${Math.round((100 * part) / whole)} %`;

function partsOf(dataset: Dataset): string {
  const { split } = dataset;
  const rows = (["train", "val", "test"] as const).map((part) => {
    const groups = [...split.groups].filter(([, own]) => own === part).map(([key]) => key);
    const patients = groups.reduce((sum, key) => sum + (dataset.members.get(key)?.length ?? 0), 0);
    const images = dataset.images.filter((image) => image.split === part).length;
    const objects = dataset.objects.filter(({ image }) => image.split === part).length;
    return `| ${part} | ${groups.length} | ${patients} | ${images} | ${objects} |`;
  });
  return `| part | groups | patients | images | labels |\n|---|---|---|---|---|\n${rows.join("\n")}`;
}

function origins({ variety }: Vetting): string {
  const total = Object.values(variety.origin).reduce((sum, count) => sum + count, 0);
  const most = Math.max(0, ...Object.values(variety.origin));
  const lines = Object.entries(variety.origin).map(
    ([origin, count]) => `- ${origin}: ${count} (${percent(count, total)}) ${bar(count, most)}`,
  );
  const median = variety.medianDiceToProposal;
  const apart = variety.medianHd95ToProposalMm;
  const distance =
    apart === null
      ? ""
      : ` Where the image has millimetres, half of them lie within ${apart.toFixed(2)} mm of it (hd95/1).`;
  const edit =
    median === null
      ? "No label is a corrected proposal."
      : `${variety.edited} labels are corrected proposals; half of them share a Dice of ${median.toFixed(3)} or more with what was proposed.${distance}`;
  return `${lines.join("\n")}\n\n${edit}`;
}

/** What became of the proposals of each tool, and how long a decision took a person. */
function decisionsOf({ decisions = [] }: Dataset): string {
  if (decisions.length === 0) return "Nobody decided on a proposal of a tool or model here.";
  const rows = decisions.map((one) => {
    const bulk = one.acceptedInBulk > 0 ? ` (${one.acceptedInBulk} at once)` : "";
    const seconds = one.medianSeconds === null ? "–" : one.medianSeconds.toFixed(1);
    const dice = one.medianDice === null ? "–" : one.medianDice.toFixed(3);
    return `| ${plain(`${one.toolId} ${one.version}`)} | ${one.accepted}${bulk} | ${one.corrected} | ${one.rejected} | ${dice} | ${seconds} |`;
  });
  return `| tool or model | accepted | corrected | rejected | median Dice of the corrected | median seconds of a decision |
|---|---|---|---|---|---|
${rows.join("\n")}

Seconds: how long a hand was at keys, wheel or pointer from one decision to the next, a correction included; decisions taken one by one alone.`;
}

function findingsOf(dataset: Dataset, vetting: Vetting): string {
  const override = overrideOf(dataset, vetting.findings);
  const lines = vetting.findings.map(({ severity, text }) => `- ${severity}: ${plain(text)}`);
  const passed = override
    ? `\n\n${override.by} let ${override.codes.join(", ")} pass on ${override.at}: “${plain(override.reason)}”.`
    : "";
  return `${lines.join("\n") || "- nothing"}${passed}`;
}

function lossesOf(losses: readonly ExportLoss[]): string {
  const counts = new Map<string, number>();
  for (const { format } of losses) counts.set(format, (counts.get(format) ?? 0) + 1);
  const list = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([format, count]) => `${format} ${count}`);
  return list.length > 0 ? `${losses.length} (${list.join(", ")}), each named in the manifest` : "none";
}

/** How often the test part was opened to evaluate a model, as the record of work has it (export-and-workflow 3.9). */
function openingsOf({ audit }: Dataset): string {
  const openings = [...audit.values()].flat().filter(({ action }) => action === testOpeningAction);
  if (openings.length === 0) return "The test part was never opened to evaluate a model on this device.";
  const lines = openings.map(
    ({ at, target, detail }) =>
      `- ${at.slice(0, 10)}, ${plain(target)}: “${plain(String(detail.reason ?? ""))}”`,
  );
  return `The test part was opened ${counted(openings.length, "time")} to evaluate a model:\n\n${lines.join("\n")}`;
}

/** The dataset's README: what is in it, for what, how it was made, what to know (export-and-workflow 3.9). Markdown. */
export function datasetCard(
  dataset: Dataset,
  vetting: Vetting,
  losses: readonly ExportLoss[],
  toolVersion: string,
): string {
  const { options, objects, images, split, schema } = dataset;
  const use = options.use ?? noDataUse;
  const { variety } = vetting;
  const patients = [...dataset.members.values()].flat().length;
  const small =
    split.groups.size < 3
      ? "Fewer than three groups of patients: all of them train, nothing is held out.\n\n"
      : "";
  const open = dataset.proposals.length
    ? `${dataset.proposals.length} proposals of a model that nobody reviewed are listed in ndjson/proposals.ndjson. They are not labels.\n\n`
    : "";
  const large = images.filter(isTiled).length;
  const tiled = large
    ? `- Images too large for one picture (whole slides): ${large}. No picture and no mask picture of them is here; their labels stand in COCO and NDJSON in full-resolution pixels; the cleaned files hold the pixels.\n`
    : "";
  const dicomText = dicomNote(dataset);
  const [record] = [...dataset.records.values()];
  return `# ${options.name}

Made by Overread ${toolVersion} at ${options.createdAt}. Layout: overread-dataset/1; see manifest.json for every image, object and split.

${counted(objects.length, "object")} on ${counted(images.length, "image")} of ${counted(patients, "patient")}. De-identified on the device before anything was stored.

${small}${open}## Use

| | |
|---|---|
| intended use and limits | ${plain(use.purpose) || "not stated"} |
| licence of the data | ${plain(use.license) || "not stated"} |
| approval or agreement | ${plain(use.reference) || "not stated"} |
| may be used until | ${plain(use.expires) || "no end stated"} |

Not for diagnosis.

## What was found

Errors and warnings of the vetting; vetting.json names the images and labels.

${findingsOf(dataset, vetting)}

## Labels

Schema ${schema.id}, version ${schema.version}: schema/label-schema.json.

${table("class", variety.class)}

${table("reader (pseudonym)", variety.reader)}

${table("area", variety.area)}

### Where they come from

${origins(vetting)}

### How proposals were decided

${decisionsOf(dataset)}

### Agreement of readers

${agreementOf(vetting)}

## Images

${table("modality", variety.modality)}

${table("body part", variety.bodyPart)}

${table("source", variety.source)}

${table("device", variety.device)}

${table("site (keyed)", variety.site)}

${table("sex", variety.sex)}

${table("age, years", variety.age)}

${table("size, columns × rows", variety.size)}

${table("pixel spacing, rows × columns, mm", variety.spacingMm)}

## Split

${partsOf(dataset)}

Seed \`${split.seed}\`, proof \`${split.proofSha256}\`. Patients that share an image are one group, and no group is in two parts;
who was in an earlier export keeps the part. \`npm run verify -- split --dataset DIR\` counts it again from this folder.

${openingsOf(dataset)}

## De-identification

Policy ${record?.policyId ?? "unknown"} \`${record?.policyHash ?? ""}\`, tables ${record?.tables ?? "unknown"}${record?.options.length ? `, options ${record.options.join(", ")}` : ""}.
What was done to every file of each study, and who released it: [deidentification/records.md](deidentification/records.md).

## To know

- Pictures hold stored values: value in units = (sample / scale - valueOffset) x slope + intercept, per image in the manifest.
- Masks follow one rule: a pixel belongs to a shape when its centre is inside.
- Losses that the formats force: ${lossesOf(losses)}.
${tiled}${dicomText}`;
}
