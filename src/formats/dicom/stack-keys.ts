import { dicomTag } from "./dicom-tags.ts";
import { asciiOf, asciiValuesOf, decimalsOf, numberOf, numbersOf } from "./element-values.ts";
import { type FunctionalGroups, functionalGroupsOf } from "./functional-groups.ts";
import { type DicomDataset, itemsOf } from "./read-dataset.ts";

/** Values of one frame by the short name of their dimension; see `stack-dimensions.ts`. */
type Values = Record<string, string | number | undefined>;

/** `name=value` joined by `;`, the empty ones left out: what is stored of a frame beside its plane. */
function keyOf(values: Values): string {
  const parts = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return parts.map(([name, value]) => `${name}=${`${value}`.replace(/[;=]/g, " ")}`).join(";");
}

/** Flavours of the picture: what stands behind ORIGINAL and PRIMARY (PS3.3 C.7.6.1.1.2). */
const flavourOf = (values: readonly string[]) => values.slice(2).filter(Boolean).join("/");

function directionOf(level: DicomDataset | null): string | undefined {
  const direction = level ? numbersOf(level, dicomTag.gradientOrientation, "FD") : [];
  return direction.length === 3 ? direction.map((value) => value.toFixed(4)).join(",") : undefined;
}

function classicValues(dataset: DicomDataset): Values {
  const [first] = numbersOf(dataset, dicomTag.diffusionBValue, "FD");
  const type = asciiValuesOf(dataset, dicomTag.imageType);
  return {
    t: decimalsOf(dataset, dicomTag.temporalPosition)[0],
    te: decimalsOf(dataset, dicomTag.echoTime)[0],
    en: decimalsOf(dataset, dicomTag.echoNumber)[0],
    b: first,
    dir: directionOf(dataset),
    ph: numbersOf(dataset, dicomTag.cardiacPercent, "FD")[0],
    trig: decimalsOf(dataset, dicomTag.triggerTime)[0],
    ti: decimalsOf(dataset, dicomTag.inversionTime)[0],
    frt: decimalsOf(dataset, dicomTag.frameReferenceTime)[0],
    img: flavourOf(type),
    loc: type.includes("LOCALIZER") ? 1 : undefined,
    acq: decimalsOf(dataset, dicomTag.acquisitionNumber)[0],
  };
}

/** Frame type groups of the modalities that have one: MR, CT, PET, X-ray 3D, US, OPT. */
const frameTypeGroups = [0x00189226, 0x00189329, 0x00189751, 0x00189504, 0x00189806, 0x00220031];

/** Pointers that say where a frame lies in its stack, not which stack it is of. */
const placePointers = new Set<number>([
  dicomTag.inStackPosition,
  dicomTag.positionPatient,
  dicomTag.orientationPatient,
  dicomTag.positionVolume,
  dicomTag.stackId,
]);

function pointerOf(item: DicomDataset): number {
  const [group = 0, element = 0] = numbersOf(item, dicomTag.dimensionPointer, "US");
  return ((group << 16) | element) >>> 0;
}

function enhancedValues(groups: FunctionalGroups, frameIndex: number, pointers: readonly number[]): Values {
  const group = (tag: number) => groups.groupOf(frameIndex, tag);
  const content = group(dicomTag.frameContentGroup);
  const echo = group(dicomTag.echoGroup);
  const diffusion = group(dicomTag.diffusionGroup);
  const cardiac = group(dicomTag.cardiacGroup);
  const offset = group(dicomTag.temporalOffsetGroup);
  const types = frameTypeGroups.map(group).find((level) => level !== null) ?? null;
  const type = types ? asciiValuesOf(types, dicomTag.frameType) : [];
  const complex = types ? asciiOf(types, dicomTag.complexComponent) : "";
  const gradient = diffusion ? (itemsOf(diffusion, dicomTag.gradientGroup)[0] ?? null) : null;
  const values = content ? numbersOf(content, dicomTag.dimensionValues, "UL") : [];
  const others = values.filter((_, index) => !placePointers.has(pointers[index] ?? 0));
  return {
    st: content ? asciiOf(content, dicomTag.stackId) : undefined,
    t: content ? numberOf(content, dicomTag.temporalIndex, "UL") : undefined,
    te: echo ? numbersOf(echo, dicomTag.effectiveEchoTime, "FD")[0] : undefined,
    b: diffusion ? numbersOf(diffusion, dicomTag.diffusionBValue, "FD")[0] : undefined,
    dir: directionOf(gradient),
    ph: cardiac ? numbersOf(cardiac, dicomTag.cardiacPercent, "FD")[0] : undefined,
    trig: cardiac ? numbersOf(cardiac, dicomTag.cardiacDelay, "FD")[0] : undefined,
    frt: offset ? numbersOf(offset, dicomTag.temporalOffset, "FD")[0] : undefined,
    img: [flavourOf(type), complex === "MIXED" ? "" : complex].filter(Boolean).join("/"),
    loc: type.includes("LOCALIZER") ? 1 : undefined,
    acq: content ? numberOf(content, dicomTag.frameAcquisition, "US") : undefined,
    d: pointers.length > 0 && others.length > 0 ? others.join("/") : undefined,
    n: content ? numberOf(content, dicomTag.inStackPosition, "UL") : undefined,
  };
}

const nuclearVectors = {
  ew: dicomTag.energyWindowVector,
  det: dicomTag.detectorVector,
  np: dicomTag.phaseVector,
  rr: dicomTag.rrVector,
  ts: dicomTag.timeSlotVector,
  tsl: dicomTag.timeSliceVector,
  rot: dicomTag.rotationVector,
} as const;

/** Nuclear medicine says with one vector a dimension which frame is of what (PS3.3 C.8.4.8). */
function nuclearValues(dataset: DicomDataset, frames: number): Values[] | null {
  const vectors = Object.entries(nuclearVectors)
    .map(([name, tag]) => [name, numbersOf(dataset, tag, "US")] as const)
    .filter(([, vector]) => vector.length === frames);
  if (vectors.length === 0) return null;
  return Array.from({ length: frames }, (_, frameIndex) =>
    Object.fromEntries(vectors.map(([name, vector]) => [name, vector[frameIndex]])),
  );
}

/** Tiles of a slide are places, not times. */
const isTiled = (dataset: DicomDataset) => dataset.elements.has(dicomTag.totalColumns);

/**
 * What sets a frame apart from others of its place, as a key: time, echo, b-value, cardiac phase, flavour, acquisition, stack (PS3.3
 * C.7.6.16.2, C.8.3.1, C.8.4.8). One entry when all frames share it.
 */
export function stackKeysOf(dataset: DicomDataset, frames: number): readonly string[] {
  if (isTiled(dataset)) return [""];
  const groups = functionalGroupsOf(dataset);
  const keys: string[] = [];
  const nuclear = frames > 1 ? nuclearValues(dataset, frames) : null;
  if (nuclear) keys.push(...nuclear.map(keyOf));
  else if (!groups.present) return [keyOf(classicValues(dataset))];
  else {
    const pointers = itemsOf(dataset, dicomTag.dimensionIndices).map(pointerOf);
    for (let frameIndex = 0; frameIndex < frames; frameIndex++)
      keys.push(keyOf(enhancedValues(groups, frameIndex, pointers)));
  }
  return new Set(keys).size <= 1 ? keys.slice(0, 1) : keys;
}
