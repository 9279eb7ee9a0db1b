import { type Dataset, isTiled } from "./dataset.ts";
import { dicomNote } from "./dicom-objects/dicom-note.ts";

function tally(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, count]) => `| ${value} | ${count} |`)
    .join("\n");
}

/** The dataset's README: what is in it, how it was made, what to know. Markdown. */
export function datasetCard(dataset: Dataset, losses: number): string {
  const { options, objects, images, split, schema } = dataset;
  const names = new Map(schema.classes.map((item) => [item.id, item.name]));
  const small =
    split.groups.size < 3 ? "Fewer than three patients: all of them train, nothing is held out.\n\n" : "";
  const open = dataset.proposals.length
    ? `${dataset.proposals.length} proposals of a model that nobody reviewed are listed in ndjson/proposals.ndjson. They are not labels.\n\n`
    : "";
  const large = images.filter(isTiled).length;
  const tiled = large
    ? `- Images too large for one picture (whole slides): ${large}. No picture and no mask picture of them is here; their labels stand in COCO and NDJSON in full-resolution pixels; the cleaned files hold the pixels.\n`
    : "";
  return `# ${options.name}

Made by Overread at ${options.createdAt}. Layout: overread-dataset/1; see manifest.json for every image, object and split.

${objects.length} objects on ${images.length} images of ${split.groups.size} patients. De-identified on the device before anything was stored.

${small}${open}## Objects by class

| class | objects |
|---|---|
${tally(objects.map(({ annotation }) => names.get(annotation.classId) ?? annotation.classId))}

## Objects by origin

| origin | objects |
|---|---|
${tally(objects.map(({ annotation }) => annotation.provenance.origin))}

## Images by split

| split | images |
|---|---|
${tally(images.map((image) => image.split))}

## To know

- Pictures hold stored values: value in units = (sample / scale - valueOffset) x slope + intercept, per image in the manifest.
- Masks follow one rule: a pixel belongs to a shape when its centre is inside.
- Losses that the formats force: ${losses}, each named in the manifest.
${tiled}${dicomNote(dataset)}- Licence of the data: not stated by this tool.
`;
}
