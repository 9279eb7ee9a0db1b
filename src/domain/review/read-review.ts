import type { Review } from "./review-record.ts";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown, longest = 4096): value is string =>
  typeof value === "string" && value.length <= longest;
const isUid = (value: unknown) => isText(value, 64) && /^[\d.]+$/.test(value);

const isReason = (value: unknown): boolean =>
  value === null || (isRecord(value) && isText(value.code, 256) && isText(value.text));

const isDecision = (value: unknown): boolean =>
  isRecord(value) && ["accepted", "rejected"].includes(String(value.verdict)) && isReason(value.reason);

const isPin = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value.id, 64) &&
  isText(value.comment) &&
  isUid(value.series) &&
  isUid(value.sop) &&
  Number.isInteger(value.frame) &&
  Number(value.frame) >= 1 &&
  (value.kind === "object"
    ? isUid(value.object)
    : value.kind === "point" &&
      Array.isArray(value.pointImage) &&
      value.pointImage.length === 2 &&
      value.pointImage.every((one) => typeof one === "number" && Number.isFinite(one)));

/** A round of review from parsed JSON that came from outside; null when anything about it is not as it must be. It must be of `study`. */
export function readReview(value: unknown, study: string): Review | null {
  if (!isRecord(value) || value.v !== 1 || value.study !== study) return null;
  const { decisions, pins } = value;
  const sound =
    [value.id, value.version, value.reviewer, value.device, value.startedAt].every((one) =>
      isText(one, 64),
    ) &&
    (value.decidedAt === null || isText(value.decidedAt, 64)) &&
    ["open", "accepted", "rejected"].includes(String(value.verdict)) &&
    isReason(value.reason) &&
    isRecord(decisions) &&
    Object.entries(decisions).every(([object, decision]) => isUid(object) && isDecision(decision)) &&
    Array.isArray(pins) &&
    pins.length <= 10_000 &&
    pins.every(isPin);
  return sound ? (value as unknown as Review) : null;
}
