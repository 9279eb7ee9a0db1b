import { canonicalJson } from "../canonical-json.ts";
import { type OutboxKind, outboxPriority } from "./outbox-row.ts";

/** One object of a bundle. */
export interface BundleObject {
  readonly uid: string;
  readonly study: string;
  readonly series: string;
  readonly kind: OutboxKind;
  readonly lengthBytes: number;
  /** SHA-256, hex. */
  readonly sha256: string;
}

/** What a bundle holds: the objects that would go to a hub, as a file for sites without a network. */
export interface BundleManifest {
  readonly objects: readonly BundleObject[];
}

/** Why a file is not taken as a bundle; the words stand in ui/messages. */
export type BundleFault =
  | "not-a-bundle"
  | "newer"
  | "no-key"
  | "other-project"
  | "strange-entries"
  | "too-large"
  | "damaged";

const schema = "overread-bundle/";

/** Names inside the zip. */
export const bundlePaths = { manifest: "overread-bundle.json", seal: "overread-bundle.seal" } as const;

/** Where an object lies inside the zip. */
export const bundlePath = ({ study, uid }: Pick<BundleObject, "study" | "uid">): string =>
  `objects/${study}/${uid}.dcm`;

/** `overread-bundle/1` as canonical JSON. */
export const bundleText = ({ objects }: BundleManifest): string =>
  canonicalJson({ schema: `${schema}1`, objects });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isUid = (value: unknown) => typeof value === "string" && /^[\d.]{1,64}$/.test(value);

const isObject = (value: unknown): value is BundleObject =>
  isRecord(value) &&
  [value.uid, value.study, value.series].every(isUid) &&
  Object.hasOwn(outboxPriority, String(value.kind)) &&
  Number.isSafeInteger(value.lengthBytes) &&
  Number(value.lengthBytes) > 0 &&
  typeof value.sha256 === "string" &&
  /^[0-9a-f]{64}$/.test(value.sha256);

/** Reads the list of a bundle that came from outside; a fault when anything in it is not as it must be. */
export function readBundleText(text: string): BundleManifest | BundleFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "not-a-bundle";
  }
  if (!isRecord(value) || typeof value.schema !== "string" || !value.schema.startsWith(schema))
    return "not-a-bundle";
  if (value.schema !== `${schema}1`) return "newer";
  const { objects } = value;
  if (!Array.isArray(objects) || !objects.every(isObject)) return "strange-entries";
  if (new Set(objects.map(({ uid }) => uid)).size !== objects.length) return "strange-entries";
  return { objects };
}
