import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { base64, fromBase64 } from "./base64.ts";

/** So many codes at most: whoever would have to hold a tablet still for more takes the file. */
export const mostCodes = 40;

/** Characters of the project in one code. With its head that is version 19, 93 modules a side: coarse enough for a camera that looks at a screen. */
const partLength = 560;

const tag = "overread-project-code/";
const version = 1;
const shape = /^(\d{1,2})\/(\d{1,2}):([0-9a-f]{16}):([A-Za-z0-9_-]+)$/;

/** Codes of one project that were read so far, in whatever order. */
export interface CodeSet {
  /** First 16 hexadecimal digits of the SHA-256 of what all codes hold together. */
  readonly digest: string;
  readonly count: number;
  /** By number, from 1. */
  readonly parts: ReadonlyMap<number, string>;
}

/**
 * Why a code is not taken: `foreign`: none of ours; `key`: a project key's; `newer`: a version that this app does not know; `damaged`: not
 * as we write them; `mixed`: of another project, or another state of it, than those before.
 */
export type CodeFault = "foreign" | "key" | "newer" | "damaged" | "mixed";

const digestOf = (packed: Uint8Array): string => bytesToHex(sha256(packed)).slice(0, 16);

/** A packed project as the texts of QR codes: tag, version, number and count, digest of the whole, base64url (RFC 4648 clause 5). Null: too many. */
export function projectCodes(packed: Uint8Array): readonly string[] | null {
  const text = base64(packed).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const count = Math.ceil(text.length / partLength);
  if (count > mostCodes) return null;
  const digest = digestOf(packed);
  return Array.from({ length: count }, (_, at) => {
    const part = text.slice(at * partLength, (at + 1) * partLength);
    return `${tag}${version}:${at + 1}/${count}:${digest}:${part}`;
  });
}

/** What a code says, or why it says nothing. */
function readCode(text: string) {
  if (text.includes("overread-project-key")) return "key";
  if (!text.startsWith(tag)) return "foreign";
  const colon = text.indexOf(":");
  const said = text.slice(tag.length, Math.max(colon, 0));
  if (!/^\d{1,6}$/.test(said)) return "damaged";
  if (Number(said) > version) return "newer";
  const [, number, of, digest = "", part = ""] = shape.exec(text.slice(colon + 1)) ?? [];
  const [at, count] = [Number(number), Number(of)];
  const isOurs = said === String(version) && at >= 1 && at <= count && count <= mostCodes;
  // All but the last are full: nobody makes us hold more than we would write.
  const isWhole = at === count ? part.length <= partLength : part.length === partLength;
  return isOurs && isWhole ? { at, count, digest, part } : "damaged";
}

/** Takes what a camera read into the set, which is null at first. A code that is refused changes nothing. */
export function addCode(
  set: CodeSet | null,
  text: string,
): { readonly set: CodeSet | null; readonly fault: CodeFault | null } {
  const code = readCode(text);
  if (typeof code === "string") return { set, fault: code };
  const { at, count, digest, part } = code;
  const known = set?.parts.get(at);
  if (set && (set.digest !== digest || set.count !== count || (known ?? part) !== part))
    return { set, fault: "mixed" };
  if (known !== undefined) return { set, fault: null };
  return { set: { digest, count, parts: new Map([...(set?.parts ?? []), [at, part]]) }, fault: null };
}

/** Numbers of the codes that were not read yet. */
export const missingCodes = ({ count, parts }: CodeSet): readonly number[] =>
  Array.from({ length: count }, (_, at) => at + 1).filter((number) => !parts.has(number));

/** What all codes hold together; null where one is missing, or where it is not what their digest says. */
export function joinCodes({ digest, count, parts }: CodeSet): Uint8Array<ArrayBuffer> | null {
  const text = Array.from({ length: count }, (_, at) => parts.get(at + 1) ?? "*").join("");
  const padded = `${text.replaceAll("-", "+").replaceAll("_", "/")}${"=".repeat((4 - (text.length % 4)) % 4)}`;
  const packed = fromBase64(padded);
  return packed && digestOf(packed) === digest ? packed : null;
}
