import { sha256OfJson } from "../audit-chain.ts";
import { canonicalJson } from "../canonical-json.ts";

/** A project secret under a passphrase, as it lies in the store and in the file that moves it. Binary values in base64. */
export interface KeyFile {
  readonly format: "overread-project-key";
  readonly version: 1;
  /** Of the secret inside: 16 base32 characters of a keyed digest, in groups of four. Not secret. */
  readonly fingerprint: string;
  /** ISO 8601 UTC: when the secret was made. */
  readonly madeAt: string;
  readonly kdf: {
    readonly name: "PBKDF2";
    readonly hash: "SHA-256";
    readonly iterations: number;
    readonly salt: string;
  };
  readonly cipher: { readonly name: "AES-GCM"; readonly iv: string };
  /** The 32 bytes of the secret and the tag of 16. */
  readonly wrapped: string;
  /** SHA-256 (hex) of all other keys, RFC 8785: tells a damaged file from a wrong passphrase. */
  readonly checksum: string;
}

/** Rounds of PBKDF2-SHA256 (deidentification 3.3); version 1 knows no other number. */
export const keyFileIterations = 600_000;

/** What is bound to the wrapped secret as additional data: everything but the secret and the checksum. */
export function keyFileHead({
  wrapped: _,
  checksum: __,
  ...head
}: Omit<KeyFile, "checksum"> & { readonly checksum?: string }): string {
  return canonicalJson(head);
}

/** The file with its checksum. */
export function withChecksum(open: Omit<KeyFile, "checksum">): KeyFile {
  return { ...open, checksum: sha256OfJson(open) };
}

/** Why a text is no key file: another kind of file, another version, or damaged. */
export type KeyFileFault = "foreign" | "version" | "damaged";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isBase64Of = (value: unknown, bytes: number): boolean =>
  typeof value === "string" &&
  /^[A-Za-z0-9+/]+={0,2}$/.test(value) &&
  value.length === Math.ceil(bytes / 3) * 4;

function isWhole(value: Readonly<Record<string, unknown>>): boolean {
  const { kdf, cipher } = value;
  return (
    /^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/.test(String(value.fingerprint)) &&
    typeof value.madeAt === "string" &&
    isObject(kdf) &&
    kdf.name === "PBKDF2" &&
    kdf.hash === "SHA-256" &&
    kdf.iterations === keyFileIterations &&
    isBase64Of(kdf.salt, 16) &&
    isObject(cipher) &&
    cipher.name === "AES-GCM" &&
    isBase64Of(cipher.iv, 12) &&
    isBase64Of(value.wrapped, 48)
  );
}

/** Reads a key file. Never throws: a fault is named, so that it can be told in words. */
export function parseKeyFile(text: string): KeyFile | KeyFileFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text.includes("overread-project-key") ? "damaged" : "foreign";
  }
  if (!isObject(value) || value.format !== "overread-project-key") return "foreign";
  if (value.version !== 1) return "version";
  const { checksum, ...open } = value;
  if (checksum !== sha256OfJson(open) || !isWhole(value)) return "damaged";
  return value as unknown as KeyFile;
}
