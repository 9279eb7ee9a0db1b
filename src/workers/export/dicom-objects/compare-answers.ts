import type { Classification } from "../../../domain/classification.ts";
import type { FieldValue, LabelField } from "../../../domain/label-field.ts";
import { childOf, type SrNode, type SrReading } from "../../../formats/dicom-sr/read-sr.ts";
import type { Dataset } from "../dataset.ts";
import type { DatasetThing } from "../dataset-things.ts";
import { firstWrong, type Wrong } from "./comparing.ts";
import { onTiles } from "./object-losses.ts";
import { objectOf } from "./object-sources.ts";

/** What the store says, by ids, whatever the codes of a report mean. */
function wished(field: string, asked: LabelField | undefined, value: FieldValue): string[] {
  const said = value === true ? "yes" : value === false ? "no" : value;
  const list = Array.isArray(said) ? said : [said];
  return list
    .map((one) =>
      typeof one === "number" && asked?.unit !== undefined ? `${one} ${asked.unit}` : String(one).trim(),
    )
    .filter((one) => one !== "")
    .map((one) => `${field}=${one}`);
}

/** What the children of a container or a group say in answer to questions of the project. */
const found = (nodes: readonly SrNode[]): string[] =>
  nodes
    .filter(({ name }) => name?.value.startsWith("question-"))
    .map(({ name, code, text }) => {
      const field = name?.value.slice("question-".length) ?? "";
      return `${field}=${code ? code.value.slice(field.length + 1) : text}`;
    });

function wishedOf({ schema }: Dataset, { scope, field, value }: Classification): string[] {
  const asked = schema.classifications?.find((one) => one.scope === scope && one.id === field);
  return wished(field, asked, value);
}

const sameAnswers = (wish: readonly string[], read: readonly string[]): Wrong =>
  firstWrong([["answers", [...wish].sort(), [...read].sort()]]);

/** Answers about the study against the records. */
export function studyAnswersDiffer(report: SrReading, dataset: Dataset): Wrong {
  const wish = (dataset.classifications ?? []).filter(
    ({ scope, target }) => scope === "study" && target.study === report.studyUid,
  );
  const container = childOf(report.root, "UMLS", "C0034375");
  return sameAnswers(
    wish.flatMap((answer) => wishedOf(dataset, answer)),
    found(container?.children ?? []),
  );
}

/** The answers about things of each study, by the thing; asked once, a report has a group for each. */
export function answersOfThings({ classifications = [] }: Dataset): ReadonlyMap<string, Classification[]> {
  const byThing = new Map<string, Classification[]>();
  for (const answer of classifications) {
    if (answer.scope !== "object" || answer.target.object === undefined) continue;
    const place = JSON.stringify([answer.target.study, answer.target.object]);
    const own = byThing.get(place);
    if (own) own.push(answer);
    else byThing.set(place, [answer]);
  }
  return byThing;
}

/** Answers about a thing, in its own group; `answers` are those of all things. */
export function thingAnswersDiffer(
  group: SrNode,
  { uid, objects }: DatasetThing,
  dataset: Dataset,
  answers: ReadonlyMap<string, readonly Classification[]>,
): Wrong {
  const [{ annotation, image }] = objects;
  const fields = dataset.schema.classes.find(({ id }) => id === annotation.classId)?.attributes;
  const attributes = objects.flatMap((object) =>
    Object.entries(object.annotation.attributes).flatMap(([id, value]) =>
      wished(
        id,
        fields?.find((one) => one.id === id),
        value,
      ),
    ),
  );
  const about = answers.get(JSON.stringify([image.study.studyUid, uid])) ?? [];
  return sameAnswers(
    [...new Set(attributes), ...about.flatMap((answer) => wishedOf(dataset, answer))],
    found(group.children),
  );
}

/** The objects that an image is in files of others, frame by frame; empty where none can name it. */
function objectsOf(dataset: Dataset, { sop, frame }: Classification["target"]) {
  const image = dataset.images.find(({ instance }) => instance.sopUid === sop);
  if (!image || onTiles(image)) return [];
  const { frames } = image.instance.facts;
  const all = frame === undefined ? Array.from({ length: frames }, (_, at) => at + 1) : [frame];
  return all.map((one) => objectOf({ ...image, frame: one }));
}

/** Answers of a study that stand in groups of their own. */
export const answersAbout = (dataset: Dataset, studyUid: string): readonly Classification[] =>
  (dataset.classifications ?? []).filter((answer) => {
    const { scope, target } = answer;
    if (target.study !== studyUid || wishedOf(dataset, answer).length === 0) return false;
    if (scope === "series") return target.series !== undefined;
    return (scope === "image" || scope === "frame") && objectsOf(dataset, target).length > 0;
  });

/** A group with an answer about a series, an image or a frame against the record. */
export function answerDiffers(
  report: SrReading,
  group: SrNode,
  answer: Classification,
  dataset: Dataset,
): Wrong {
  const { scope, target } = answer;
  const images = scope === "series" ? [] : objectsOf(dataset, target);
  const places = images.map(({ sopUid, frame }) => `${sopUid} ${scope === "frame" ? frame : null}`);
  const named = group.children.filter(({ type }) => type === "IMAGE");
  const wrong = firstWrong([
    ["template", "1501", group.template],
    ["series", scope === "series" ? target.series : undefined, childOf(group, "DCM", "112002")?.text],
    ["images", [...new Set(places)].sort(), named.map(({ sopUid, frame }) => `${sopUid} ${frame}`).sort()],
    ["images in the evidence", true, images.every(({ sopUid }) => report.evidence.includes(sopUid))],
    ["numbers", 0, group.children.filter(({ type }) => type === "NUM").length],
  ]);
  return wrong ?? sameAnswers(wishedOf(dataset, answer), found(group.children));
}
