import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { DeidOptions } from "./options.ts";

/** SHA-256, hex, of everything that decides: policy id, table sums and options in a fixed order. */
export function policyHash(policyId: string, tableSums: readonly string[], options: DeidOptions): string {
  const names = Object.entries(options)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return bytesToHex(sha256(utf8ToBytes([policyId, ...tableSums, ...names].join("\n"))));
}
