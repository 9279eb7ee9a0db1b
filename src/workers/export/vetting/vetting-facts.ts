import { factsAt } from "../../../domain/facts-at.ts";
import { missingFields } from "../../../domain/label-field.ts";
import type { PairAgreement } from "../../../domain/review/pool-agreement.ts";
import type { VettedImage, VettedObject, VettingFacts } from "../../../domain/vetting/vetting-facts.ts";
import {
  type Dataset,
  type DatasetImage,
  type DatasetObject,
  type DatasetReader,
  hasArea,
  isTiled,
  objectsByImage,
} from "../dataset.ts";
import type { FrameLooks } from "./frame-looks.ts";

/** Whether a sound record stands beside the stored file: what `attest` asks for, seen without its bytes. */
function isAttested(dataset: Dataset, { instance }: DatasetImage): boolean {
  const record = dataset.records.get(instance.sopUid);
  if (record?.verdict !== "released" || record.residual.hits !== 0) return false;
  return (
    record.outputSha256 === instance.sha256 && (record.risk.class !== "HIGH" || record.reviewer !== null)
  );
}

function imageFacts(dataset: Dataset, image: DatasetImage, looks: FrameLooks | null): VettedImage {
  const facts = factsAt(image.instance.facts, image.frame - 1);
  const look = looks?.of(image) ?? null;
  return {
    id: image.id,
    study: image.study.studyUid,
    group: image.group,
    split: image.split,
    columns: facts.columns,
    rows: facts.rows,
    modality: image.series.modality,
    bodyPart: image.series.bodyPart,
    ...(image.series.source ? { source: image.series.source } : {}),
    spacingMm: facts.spacingMm ?? null,
    lossy: image.instance.facts.lossy,
    ...(image.series.showsHead ? { showsHead: true } : {}),
    attested: isAttested(dataset, image),
    decoded: look?.decoded ?? null,
    digest: look?.digest ?? null,
    hash: look?.hash ?? null,
  };
}

/** Pixels of each label of one image, and how many of them lie in another one as well. */
async function areasOf(objects: readonly DatasetObject[], reader: DatasetReader) {
  const areas = new Map<string, { areaPx: number; sharedPx: number }>();
  const own = objects.filter(hasArea);
  const [first] = own;
  if (!first) return areas;
  if (isTiled(first.image)) {
    for (const object of own) {
      const { spans } = await reader.spans(object);
      const areaPx = spans.reduce((sum, [, from, to]) => sum + to - from, 0);
      areas.set(object.annotation.instanceUid, { areaPx, sharedPx: 0 });
    }
    return areas;
  }
  const masks: (readonly [string, Uint8Array])[] = [];
  for (const object of own) masks.push([object.annotation.instanceUid, (await reader.mask(object)).bits]);
  const layers = new Uint16Array(masks[0]?.[1].length ?? 0);
  for (const [, bits] of masks)
    for (let at = 0; at < bits.length; at++) layers[at] = (layers[at] ?? 0) + (bits[at] ?? 0);
  for (const [uid, bits] of masks) {
    let [areaPx, sharedPx] = [0, 0];
    for (let at = 0; at < bits.length; at++) {
      if (!bits[at]) continue;
      areaPx++;
      if ((layers[at] ?? 0) > 1) sharedPx++;
    }
    areas.set(uid, { areaPx, sharedPx });
  }
  return areas;
}

function objectFacts(
  { annotation, image }: DatasetObject,
  dataset: Dataset,
  area: { readonly areaPx: number; readonly sharedPx: number } | undefined,
): VettedObject {
  const { provenance } = annotation;
  const { model } = provenance;
  return {
    uid: annotation.instanceUid,
    imageId: image.id,
    classId: annotation.classId,
    geometry: annotation.geometry,
    origin: provenance.origin,
    author: provenance.author,
    acceptedBy: provenance.acceptedBy ?? null,
    // A label that came from the hub has no proposal here: its licence stands in itself.
    model: model
      ? { id: model.id, license: model.license ?? dataset.licenses.get(model.proposalId) ?? "" }
      : null,
    diceToProposal: provenance.edit?.diceToProposal ?? null,
    hd95ToProposalMm: provenance.edit?.hd95Mm ?? null,
    areaPx: area?.areaPx ?? null,
    sharedPx: area?.sharedPx ?? 0,
    oneOfSeveral: image.study.reader !== undefined && image.study.reader !== "consensus",
    unanswered: missingFields(
      dataset.schema.classes.find(({ id }) => id === annotation.classId)?.attributes ?? [],
      annotation.attributes,
    ).length,
  };
}

/** What is known without a pixel: enough for the errors that keep an export from starting. */
export const quickFacts = (dataset: Dataset): VettingFacts => ({
  images: dataset.images.map((image) => imageFacts(dataset, image, null)),
  objects: dataset.objects.map((object) => objectFacts(object, dataset, undefined)),
  classes: dataset.schema.classes,
  forkedStudies: dataset.forkedStudies ?? [],
});

/** Everything: with the looks of the frames and the areas of the labels. */
export async function fullFacts(
  dataset: Dataset,
  reader: DatasetReader,
  looks: FrameLooks,
  agreement: readonly PairAgreement[],
  step: () => void,
): Promise<VettingFacts> {
  const byImage = objectsByImage(dataset.objects);
  const objects = new Map<string, VettedObject>();
  for (const own of byImage.values()) {
    step();
    await reader.breathe();
    const areas = await areasOf(own, reader);
    for (const object of own) {
      const uid = object.annotation.instanceUid;
      objects.set(uid, objectFacts(object, dataset, areas.get(uid)));
    }
  }
  return {
    images: dataset.images.map((image) => imageFacts(dataset, image, looks)),
    objects: dataset.objects.flatMap(({ annotation }) => objects.get(annotation.instanceUid) ?? []),
    classes: dataset.schema.classes,
    forkedStudies: dataset.forkedStudies ?? [],
    unknownPatients: dataset.unknownPatients ?? [],
    agreement,
  };
}
