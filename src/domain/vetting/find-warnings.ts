import { isLicenseKnown } from "../models/model-license.ts";
import { lowDice } from "../review/pool-agreement.ts";
import { deviceName, sourceName } from "../series-source.ts";
import { type SplitName, splitNames } from "../split.ts";
import { tally } from "./variety.ts";
import { counted, type Finding, type VettedImage, type VettingFacts } from "./vetting-facts.ts";

const smallPx = 10;
const smallMm2 = 1;
const fewGroups = 10;
const mostShare = 0.8;
const mostOfSource = 0.7;

const warning = (
  code: string,
  uids: readonly string[],
  text: string,
  values?: readonly string[],
): Finding[] =>
  uids.length > 0 ? [{ code, severity: "warning", text, uids, ...(values ? { values } : {}) }] : [];

/** Studies of nobody known: two of them may be one person's, in two parts of the split. */
const patientWarnings = ({ unknownPatients = [] }: VettingFacts): Finding[] =>
  warning(
    "patient-unknown",
    unknownPatients,
    `${counted(unknownPatients.length, "study", "studies")} of which nobody knows whose ${unknownPatients.length === 1 ? "it is" : "they are"}: one person may be in two parts of the split`,
  );

/** Classes with few patients, or none in a part that has patients. */
function classWarnings({ images, objects, classes }: VettingFacts): Finding[] {
  const byId = new Map(images.map((image) => [image.id, image]));
  const parts = splitNames.filter((name) => images.some((image) => image.split === name));
  return classes.flatMap(({ id, name }) => {
    const own = objects.filter((object) => object.classId === id).flatMap((o) => byId.get(o.imageId) ?? []);
    if (own.length === 0) return [];
    const groups = new Set(own.map((image) => image.group)).size;
    const missing = parts.filter((part) => !own.some((image) => image.split === part));
    return [
      ...warning(
        "class-rare",
        groups < fewGroups ? [id] : [],
        `Class “${name}” has only ${counted(groups, "patient group")}`,
        [name, String(groups)],
      ),
      ...warning(
        "class-absent",
        missing.length > 0 ? [id] : [],
        `Class “${name}” does not occur in ${missing.join(" and ")}`,
        [name, ...missing],
      ),
    ];
  });
}

function labelWarnings({ images, objects }: VettingFacts): Finding[] {
  const byId = new Map(images.map((image) => [image.id, image]));
  const small = objects.filter(({ areaPx, imageId }) => {
    if (areaPx === null) return false;
    const [down, across] = byId.get(imageId)?.spacingMm ?? [];
    return areaPx < smallPx || (down && across ? areaPx * down * across < smallMm2 : false);
  });
  const shared = objects.filter((object) => object.sharedPx > 0);
  const unlicensed = objects.filter(({ model }) => model && !isLicenseKnown(model.license));
  const uids = (list: typeof objects) => list.map((object) => object.uid);
  return [
    ...warning(
      "object-small",
      uids(small),
      `${counted(small.length, "label")} below ${smallPx} pixels or ${smallMm2} mm²`,
    ),
    ...warning(
      "overlap",
      uids(shared),
      `${counted(shared.length, "label")} that share pixels with another label`,
    ),
    ...warning(
      "model-license",
      uids(unlicensed),
      `${counted(unlicensed.length, "label")} from a model whose licence is not known`,
    ),
  ];
}

/** One author of nearly everything. */
function readerWarnings({ objects }: VettingFacts): Finding[] {
  const counts = new Map<string, number>();
  for (const { author } of objects) counts.set(author, (counts.get(author) ?? 0) + 1);
  const [busiest] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (!busiest || busiest[1] <= mostShare * objects.length) return [];
  const share = Math.round((100 * busiest[1]) / objects.length);
  return warning("one-reader", [busiest[0]], `One reader made ${share} % of the labels`, [String(share)]);
}

function imageWarnings({ images, objects }: VettingFacts): Finding[] {
  const labelled = new Set(objects.map((object) => object.imageId));
  const empty = images.filter((image) => !labelled.has(image.id));
  const blank = images.filter((image) => image.digest === "");
  const lossy = images.filter((image) => image.lossy);
  const heads = images.filter((image) => image.showsHead);
  const spacings = new Set(
    images.map(({ spacingMm }) => spacingMm?.map((mm) => mm.toFixed(3)).join(" × ") ?? "unknown"),
  );
  const uids = (list: typeof images) => list.map((image) => image.id);
  return [
    ...warning("image-empty", uids(empty), `${counted(empty.length, "image")} without a label`),
    ...warning("image-blank", uids(blank), `${counted(blank.length, "image")} of one value only`),
    ...warning(
      "image-lossy",
      uids(lossy),
      `${counted(lossy.length, "image")} that were compressed with loss before`,
    ),
    ...warning(
      "face",
      uids(heads),
      `${counted(heads.length, "slice")} of heads: a face can be computed from such a series`,
    ),
    ...warning(
      "spacing-mixed",
      spacings.size > 1 ? [...spacings].sort() : [],
      `${counted(spacings.size, "pixel spacing")} in one dataset`,
    ),
  ];
}

/** One value that makes up nearly all of what is known, and what occurs in one part of several only. */
function oneSided(
  images: VettingFacts["images"],
  code: "modality" | "source",
  nameOf: (image: VettedImage) => string,
): Finding[] {
  const parts = splitNames.filter((name) => images.some((image) => image.split === name));
  const seen = new Map<string, Set<SplitName>>();
  for (const image of images)
    seen.set(nameOf(image), (seen.get(nameOf(image)) ?? new Set()).add(image.split));
  const lonely =
    parts.length > 1 ? [...seen].filter(([, set]) => set.size === 1).map(([value]) => value) : [];
  const text = `${lonely.sort().join(", ")} in one part of the split only`;
  return warning(`${code}-one-part`, lonely, text, lonely);
}

/** What occurs in one part only, or makes up nearly all; and what nobody can know any more. */
function varietyWarnings({ images }: VettingFacts): Finding[] {
  const known = images.filter(({ source }) => source && deviceName(source) + source.site !== "");
  const [most] = Object.entries(tally(known.map(sourceName))).sort(([, a], [, b]) => b - a);
  const share = most && images.length > 0 ? most[1] / images.length : 0;
  const percent = Math.round(100 * share);
  const missing = [
    ["device", images.filter(({ source }) => !source || deviceName(source) === "").length],
    ["site", images.filter(({ source }) => !source?.site).length],
    ["sex", images.filter(({ source }) => !source?.sex).length],
    ["age", images.filter(({ source }) => !source?.ageBand).length],
  ] as const;
  const unknown = missing.filter(([, count]) => count > 0);
  const counts = unknown.map(([name, count]) => `${name} of ${counted(count, "image")}`);
  return [
    ...oneSided(images, "modality", ({ modality }) => modality),
    ...oneSided(known, "source", sourceName),
    ...warning(
      "source-most",
      share > mostOfSource && most ? [most[0]] : [],
      `${percent} % of the images come from one source: ${most?.[0]}`,
      [String(percent), most?.[0] ?? ""],
    ),
    ...warning(
      "source-unknown",
      unknown.length > 0 ? ["dataset"] : [],
      `Nobody can tell here how far these vary, for they were removed or never said: ${counts.join(", ")}`,
      unknown.flatMap(([name, count]) => [name, String(count)]),
    ),
  ];
}

/** Studies on which two readers share little, or nothing at all. */
function agreementWarnings({ agreement = [] }: VettingFacts): Finding[] {
  const studies = [...new Set(agreement.flatMap(({ low }) => low))].sort();
  const verb = studies.length === 1 ? "study" : "studies";
  const text = `${studies.length} ${verb} on which two readers share a Dice below ${lowDice}`;
  return warning("readers-disagree", studies, text);
}

/** What a person should know of a dataset that may leave (export-and-workflow 3.9). */
export function findWarnings(facts: VettingFacts): Finding[] {
  return [
    patientWarnings,
    imageWarnings,
    labelWarnings,
    classWarnings,
    readerWarnings,
    varietyWarnings,
    agreementWarnings,
  ].flatMap((find) => find(facts));
}
