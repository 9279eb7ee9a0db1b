import { type SplitName, splitNames } from "../split.ts";
import { counted, type Finding, type VettingFacts } from "./vetting-facts.ts";

const smallPx = 10;
const smallMm2 = 1;
const fewGroups = 10;
const mostShare = 0.8;

const warning = (
  code: string,
  uids: readonly string[],
  text: string,
  values?: readonly string[],
): Finding[] =>
  uids.length > 0 ? [{ code, severity: "warning", text, uids, ...(values ? { values } : {}) }] : [];

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
  const unlicensed = objects.filter((object) => object.model?.license === "");
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
      "spacing-mixed",
      spacings.size > 1 ? [...spacings].sort() : [],
      `${counted(spacings.size, "pixel spacing")} in one dataset`,
    ),
  ];
}

/** What occurs in one part only, or makes up nearly all; and what nobody can know any more. */
function varietyWarnings({ images }: VettingFacts): Finding[] {
  const parts = splitNames.filter((name) => images.some((image) => image.split === name));
  const seen = new Map<string, Set<SplitName>>();
  for (const { modality, split } of images) seen.set(modality, (seen.get(modality) ?? new Set()).add(split));
  const lonely =
    parts.length > 1 ? [...seen].filter(([, set]) => set.size === 1).map(([modality]) => modality) : [];
  const source =
    "Site, manufacturer, model, sex and age are not recorded: nobody can tell here whether they vary";
  return [
    ...warning(
      "modality-one-part",
      lonely.sort(),
      `${lonely.join(", ")} in one part of the split only`,
      lonely,
    ),
    ...warning("source-unknown", images.length > 0 ? ["dataset"] : [], source),
  ];
}

/** What a person should know of a dataset that may leave (export-and-workflow 3.9). */
export function findWarnings(facts: VettingFacts): Finding[] {
  return [imageWarnings, labelWarnings, classWarnings, readerWarnings, varietyWarnings].flatMap((find) =>
    find(facts),
  );
}
