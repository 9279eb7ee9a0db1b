import { canonicalJson } from "../../../domain/canonical-json.ts";
import type { Classification } from "../../../domain/classification.ts";
import { type FieldValue, fieldName, type LabelField } from "../../../domain/label-field.ts";
import { privateScheme } from "../../../formats/dicom/write/code-item.ts";
import { plainText } from "../../../formats/dicom/write/plain-text.ts";
import type { SrAnswerGroup, SrEvaluation } from "../../../formats/dicom-sr/sr-input.ts";
import { hasWritableColor } from "../../../formats/secondary-capture/capture-samples.ts";
import type { Dataset, DatasetImage } from "../dataset.ts";
import type { DatasetThing } from "../dataset-things.ts";
import { onTiles } from "./object-losses.ts";
import type { ObjectSources } from "./object-sources.ts";

/**
 * An answer as a report says it (export-and-workflow 3.7). Questions and options of a project have no codes of a standard: they get private
 * ones from their ids; numbers, texts, yes and no are texts.
 */
function evaluations(field: string, asked: LabelField | undefined, value: FieldValue): SrEvaluation[] {
  const name = asked ? fieldName(asked) : field;
  const question = { scheme: privateScheme, value: `question-${field}`, meaning: name };
  if (asked?.kind === "choice" || asked?.kind === "multi")
    return (Array.isArray(value) ? value : [value]).map((id): SrEvaluation => {
      const option = asked.options?.find((one) => one.id === id);
      const meaning = option ? fieldName(option) : String(id);
      return { question, answer: { scheme: privateScheme, value: `${field}.${id}`, meaning } };
    });
  const unit = asked?.kind === "number" && asked.unit ? ` ${asked.unit}` : "";
  const text = (typeof value === "boolean" ? (value ? "yes" : "no") : `${value}${unit}`).trim();
  // An empty text has no place in a report (PS3.3 C.17.3.2).
  return text === "" ? [] : [{ question, answer: text }];
}

const evaluationsOf = ({ schema }: Dataset, { scope, field, value }: Classification): SrEvaluation[] =>
  evaluations(
    field,
    schema.classifications?.find((one) => one.id === field && one.scope === scope),
    value,
  );

const ofStudy = ({ classifications = [] }: Dataset, studyUid: string): readonly Classification[] =>
  classifications.filter(({ target }) => target.study === studyUid);

/** Answers about a whole study. */
export const studyAnswers = (dataset: Dataset, studyUid: string): SrEvaluation[] =>
  ofStudy(dataset, studyUid)
    .filter(({ scope }) => scope === "study")
    .flatMap((answer) => evaluationsOf(dataset, answer));

/** Answers about a thing: to the questions of its class, of whichever slice they were given, and to the project's questions about things. */
export function thingAnswers(dataset: Dataset): (thing: DatasetThing) => SrEvaluation[] {
  const about = new Map<string, Classification[]>();
  for (const answer of dataset.classifications ?? []) {
    const { scope, target } = answer;
    if (scope !== "object" || target.object === undefined) continue;
    const key = `${target.study} ${target.object}`;
    const own = about.get(key);
    if (own) own.push(answer);
    else about.set(key, [answer]);
  }
  return (thing) => answersOf(dataset, thing, about.get(keyOf(thing)) ?? []);
}

const keyOf = ({ uid, objects: [{ image }] }: DatasetThing) => `${image.study.studyUid} ${uid}`;

function answersOf(
  dataset: Dataset,
  { objects }: DatasetThing,
  about: readonly Classification[],
): SrEvaluation[] {
  const [{ annotation }] = objects;
  const fields = dataset.schema.classes.find(({ id }) => id === annotation.classId)?.attributes ?? [];
  const said = objects.flatMap((object) =>
    Object.entries(object.annotation.attributes).flatMap(([id, value]) =>
      evaluations(
        id,
        fields.find((one) => one.id === id),
        value,
      ),
    ),
  );
  const once = [...new Map(said.map((one) => [canonicalJson(one), one])).values()];
  return [...once, ...about.flatMap((answer) => evaluationsOf(dataset, answer))];
}

/** Whether objects of others can name an image: no slide, and no picture that no Secondary Capture holds. */
const isNameable = (image: DatasetImage): boolean =>
  !onTiles(image) && (image.instance.format === "dicom" || hasWritableColor(image.instance.facts));

/** The image that a report without labels is about; undefined where the study has none that can be named. */
export const reportImage = ({ images }: Dataset, studyUid: string): DatasetImage | undefined =>
  images.find((image) => image.study.studyUid === studyUid && isNameable(image));

/** An answer that stands in a group of its own, with the images that it is about; none for a series, which is named by its UID. */
export interface AnswerPlace {
  readonly answer: Classification;
  readonly images: readonly DatasetImage[];
}

/** Every frame of an image, as far as objects of others can name them. */
function framesOf(dataset: Dataset, { sop, frame }: Classification["target"]): DatasetImage[] {
  const image = dataset.images.find(({ instance }) => instance.sopUid === sop);
  if (!image || !isNameable(image)) return [];
  const last = frame ?? image.instance.facts.frames;
  const first = frame ?? 1;
  return Array.from({ length: last - first + 1 }, (_, at) => ({ ...image, frame: first + at }));
}

/** The answers of a study about its series, images and frames that a report can place, in the order of their records. */
export function placedAnswers(dataset: Dataset, studyUid: string): AnswerPlace[] {
  return ofStudy(dataset, studyUid).flatMap((answer): AnswerPlace[] => {
    const { scope, target } = answer;
    if (evaluationsOf(dataset, answer).length === 0) return [];
    if (scope === "series") return target.series ? [{ answer, images: [] }] : [];
    if (scope !== "image" && scope !== "frame") return [];
    const images = framesOf(dataset, target);
    return images.length > 0 ? [{ answer, images }] : [];
  });
}

/** What a group is called: its question, and enough of its ID to tell it from others. */
const trackingId = (name: string, recordUid: string) => `${plainText(name, 64 - 9)} ${recordUid.slice(-8)}`;

/** An answer as a group of the report (TID 1501), on the objects that it is about, each once. */
export async function answerGroup(
  dataset: Dataset,
  { answer, images }: AnswerPlace,
  sources: ObjectSources,
): Promise<SrAnswerGroup> {
  const frames = await Promise.all(images.map((image) => sources.frame(image)));
  const once = [...new Map(frames.map((frame) => [frame.sopUid, frame])).values()];
  const asked = dataset.schema.classifications?.find(
    ({ id, scope }) => id === answer.field && scope === answer.scope,
  );
  return {
    trackingUid: answer.recordUid,
    trackingId: trackingId(asked ? fieldName(asked) : answer.field, answer.recordUid),
    seriesUid: answer.scope === "series" ? (answer.target.series ?? null) : null,
    // About a whole image no frame is named.
    images: answer.scope === "frame" ? frames : once.map((frame) => ({ ...frame, frame: null })),
    evaluations: evaluationsOf(dataset, answer),
  };
}

/** Images that a report refers to for an answer's sake. */
export function answeredImages(dataset: Dataset): DatasetImage[] {
  if (!dataset.options.formats.includes("sr")) return [];
  const studies = [...new Set((dataset.classifications ?? []).map(({ target }) => target.study))];
  return studies.flatMap((studyUid) => {
    const placed = placedAnswers(dataset, studyUid).flatMap(({ images }) => images);
    const labelled = dataset.objects.some(({ image }) => image.study.studyUid === studyUid);
    return labelled || placed.length > 0 ? placed : (reportImage(dataset, studyUid) ?? []);
  });
}

/** Answers of a study for which its report has no place. */
export function unplacedAnswers(
  dataset: Dataset,
  studyUid: string,
  things: readonly DatasetThing[],
): readonly Classification[] {
  const placed = new Set(placedAnswers(dataset, studyUid).map(({ answer }) => answer.recordUid));
  const known = new Set(things.map(({ uid }) => uid));
  return ofStudy(dataset, studyUid).filter(
    ({ scope, recordUid, target }) =>
      scope !== "study" &&
      !placed.has(recordUid) &&
      !(scope === "object" && target.object !== undefined && known.has(target.object)),
  );
}
