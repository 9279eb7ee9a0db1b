import { canonicalJson } from "../../domain/canonical-json.ts";
import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { ImageFacts, PlaneFacts } from "../../domain/image-facts.ts";
import type { Instance, Series } from "../../domain/study.ts";
import { captureObstacle } from "../../domain/sync/capture-obstacle.ts";

/** What an image was that no attribute of a Secondary Capture tells. */
export interface CaptureImage {
  readonly facts: ImageFacts;
  readonly planes: readonly PlaneFacts[];
  readonly stacks: readonly string[];
  readonly sliceStepMm: Instance["sliceStepMm"] | null;
  readonly sopClassUid: string;
  readonly pixelVerdict: Instance["pixelVerdict"];
  readonly series: Pick<Series, "modality" | "description" | "number" | "frameOfReferenceUid">;
  readonly made: Pick<
    DeidRecord,
    "toolVersion" | "policyId" | "policyHash" | "tables" | "sourceHmac" | "risk"
  >;
}

/** Which stored image a capture is a part of. */
export interface CaptureRecord {
  /** UID that the image has on every device of the project: what labels name. */
  readonly image: string;
  /** From 0. */
  readonly part: number;
  readonly parts: number;
  /** Keyed digest of the samples of this part. */
  readonly px: string;
  /** In the first part only. */
  readonly whole: CaptureImage | null;
}

/** The private creator of the block that holds a record (PS3.5 7.8.1). */
export const captureCreator = "OVERREAD CAPTURE 1";

/** The record as canonical JSON. The same image gives the same text on every device. */
export const captureRecordText = (record: CaptureRecord): string => canonicalJson(record);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
/** Words of this app's own making: nothing that could carry a name in another alphabet, and nothing long. */
const isWord = (value: unknown): value is string =>
  typeof value === "string" && /^[\w .,:;=+\-/()[\]]{0,64}$/.test(value);
const isUid = (value: unknown): value is string => typeof value === "string" && /^[\d.]{1,64}$/.test(value);
const isHex = (value: unknown, length: number): value is string =>
  typeof value === "string" && value.length === length && /^[0-9a-f]*$/.test(value);
const isNumbers = (value: unknown, count: number): boolean =>
  Array.isArray(value) && value.length === count && value.every(isNumber);
const isMaybe = (value: unknown, check: (value: unknown) => boolean) => value === undefined || check(value);
const oneOf = (value: unknown, words: string): boolean =>
  typeof value === "string" && words.split(" ").includes(value);

const hasOnly = (value: object, words: string) => Object.keys(value).every((key) => oneOf(key, words));

const isWindow = (value: unknown): boolean =>
  isRecord(value) &&
  isNumber(value.center) &&
  isNumber(value.width) &&
  isMaybe(value.explanation, isWord) &&
  hasOnly(value, "center width explanation");

function isFacts(value: unknown): value is ImageFacts {
  return (
    isRecord(value) &&
    isWhole(value.columns, 1, 65_535) &&
    isWhole(value.rows, 1, 65_535) &&
    isWhole(value.frames, 1, 65_536) &&
    (value.samples === 1 || value.samples === 3) &&
    oneOf(value.type, "u8 i8 u16 i16") &&
    isWhole(value.bitsStored, 1, 16) &&
    oneOf(value.color, "mono1 mono2 rgb") &&
    isNumber(value.slope) &&
    isNumber(value.intercept) &&
    isWord(value.units) &&
    Array.isArray(value.windows) &&
    value.windows.length <= 64 &&
    value.windows.every(isWindow) &&
    oneOf(value.voiFunction, "LINEAR LINEAR_EXACT SIGMOID") &&
    isMaybe(value.padding, (pair) => isNumbers(pair, 2)) &&
    isMaybe(value.spacingMm, (pair) => isNumbers(pair, 2)) &&
    oneOf(value.spacingKind, "patient detector unknown") &&
    isMaybe(value.aspect, (pair) => isNumbers(pair, 2)) &&
    isMaybe(value.orientation, (turn) => isWhole(turn, 1, 8)) &&
    isMaybe(value.frameTimeMs, isNumber) &&
    typeof value.lossy === "boolean" &&
    captureObstacle(value as unknown as ImageFacts) === null
  );
}

const isPlane = (value: unknown): boolean =>
  isRecord(value) &&
  isNumbers(value.positionMm, 3) &&
  isNumbers(value.orientation, 6) &&
  isMaybe(value.space, (space) => space === "volume") &&
  hasOnly(value, "positionMm orientation space");

const isSeries = (value: unknown): boolean =>
  isRecord(value) &&
  hasOnly(value, "modality description number frameOfReferenceUid") &&
  isWord(value.modality) &&
  isWord(value.description) &&
  (value.number === null || isNumber(value.number)) &&
  (value.frameOfReferenceUid === null || isUid(value.frameOfReferenceUid));

const isMade = (value: unknown): boolean =>
  isRecord(value) &&
  hasOnly(value, "toolVersion policyId policyHash tables sourceHmac risk") &&
  isWord(value.toolVersion) &&
  isWord(value.policyId) &&
  isHex(value.policyHash, 64) &&
  isWord(value.tables) &&
  isHex(value.sourceHmac, 64) &&
  isRecord(value.risk) &&
  hasOnly(value.risk, "class signs") &&
  oneOf(value.risk.class, "NONE LOW MEDIUM HIGH") &&
  Array.isArray(value.risk.signs) &&
  value.risk.signs.length <= 64 &&
  value.risk.signs.every(isWord);

const imageKeys = "facts planes stacks sliceStepMm sopClassUid pixelVerdict series made";

function isImage(value: unknown): value is CaptureImage {
  if (!isRecord(value) || !isFacts(value.facts) || !hasOnly(value, imageKeys)) return false;
  const { frames } = value.facts;
  return (
    Array.isArray(value.planes) &&
    (value.planes.length === 0 || value.planes.length === frames) &&
    value.planes.every(isPlane) &&
    Array.isArray(value.stacks) &&
    (value.stacks.length === 0 || value.stacks.length === frames) &&
    value.stacks.every(isWord) &&
    (value.sliceStepMm === null || isNumbers(value.sliceStepMm, 3)) &&
    isUid(value.sopClassUid) &&
    oneOf(value.pixelVerdict, "clean-by-class clean-by-rule released-by-person") &&
    isSeries(value.series) &&
    isMade(value.made)
  );
}

/** Reads the text of a record; null when anything in it is not as this app writes it. */
export function readCaptureRecord(text: string): CaptureRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || !isUid(value.image) || !isHex(value.px, 32)) return null;
  if (!isWhole(value.parts, 1, 65_536) || !isWhole(value.part, 0, value.parts - 1)) return null;
  if (value.part === 0 ? !isImage(value.whole) : value.whole !== null) return null;
  // Nothing may stand beside what was checked: a text that is written anew is the same text.
  const { image, part, parts, px, whole } = value as unknown as CaptureRecord;
  const record: CaptureRecord = { image, part, parts, px, whole };
  return captureRecordText(record) === text ? record : null;
}
