import { clipped } from "./area.ts";
import { type DeviceRule, mostRuleBoxes, ruleId } from "./device-rule.ts";

const format = "overread-device-rules";
const version = 1;
const mostRules = 1000;
const mostSide = 65_535;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
const isShort = (value: unknown): value is string => typeof value === "string" && value.length <= 64;
const isSide = (value: unknown): value is number => isWhole(value, 1, mostSide);

function ruleFrom(value: unknown): DeviceRule | null {
  if (!isObject(value)) return null;
  const { device, maker, model, modality, photometric, columns, rows, studies, boxes, changedAt } = value;
  if (typeof device !== "string" || !/^[0-9a-f]{32}$/.test(device)) return null;
  if (!isShort(maker) || !isShort(model) || !isShort(modality) || !isShort(photometric)) return null;
  if (!isSide(columns) || !isSide(rows) || !isWhole(studies, 1, 1e6) || !isShort(changedAt)) return null;
  if (!Array.isArray(boxes) || boxes.length === 0 || boxes.length > mostRuleBoxes) return null;
  const areas = boxes.flatMap((box) => {
    if (!isObject(box)) return [];
    const { x, y, width, height } = box;
    const sound = isWhole(x, 0, mostSide) && isWhole(y, 0, mostSide) && isSide(width) && isSide(height);
    return sound ? (clipped({ x, y, width, height }, columns, rows) ?? []) : [];
  });
  if (areas.length !== boxes.length) return null;
  const uids = Array.isArray(value.studyUids) ? value.studyUids.filter(isShort) : [];
  const traits = { device, maker, model, modality, photometric, columns, rows };
  return { ...traits, id: ruleId(traits), boxes: areas, studies, studyUids: uids, changedAt };
}

/** Rules as they were stored; what is not understood is left out. */
export function readRules(value: unknown): readonly DeviceRule[] {
  if (!isObject(value) || value.version !== version || !Array.isArray(value.rules)) return [];
  return value.rules.slice(0, mostRules).flatMap((rule) => ruleFrom(rule) ?? []);
}

/** Rules as they are stored. */
export const storedRules = (rules: readonly DeviceRule[]) => ({ version, rules });

/** The file that carries rules to another device of the project: no study is named in it. */
export function rulesFile(rules: readonly DeviceRule[]): string {
  const open = rules.map((rule) => ({ ...rule, studyUids: [] }));
  return `${JSON.stringify({ format, ...storedRules(open) }, null, 2)}\n`;
}

/** Rules of such a file; null when it is another kind of file, of another version, or damaged. */
export function rulesFromFile(text: string): readonly DeviceRule[] | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || value.format !== format || !Array.isArray(value.rules)) return null;
    const rules = readRules(value);
    return rules.length === value.rules.length && rules.length > 0 ? rules : null;
  } catch {
    return null;
  }
}
