import type { DeviceTraits } from "../../domain/deid/device-rule.ts";
import type { SourceValues } from "../../formats/dicom/deid/source-values.ts";
import { hmacHex } from "./digests.ts";

const removed = "REMOVED";

/** A keyed digest of the device that a source file names; null where it names neither maker nor model. */
export async function deviceDigest(key: CryptoKey, source: SourceValues): Promise<string | null> {
  const said = ["00080070", "00081090"].map((path) => (source.text(path) ?? "").toUpperCase());
  if (said.every((one) => one === "")) return null;
  return (await hmacHex(key, `device\0${said.join("\0")}`)).slice(0, 32);
}

/**
 * What a file says of its device: from the cleaned file what may be kept, from the source the digest, so that two models whose names did
 * not pass are still two. Null where the source names none: nothing is learned from it.
 */
export function deviceTraits(device: string | null, cleaned: SourceValues): DeviceTraits | null {
  if (device === null) return null;
  const text = (path: string) => {
    const value = cleaned.text(path) ?? "";
    return value === removed ? "" : value.slice(0, 64);
  };
  return {
    device,
    maker: text("00080070"),
    model: text("00081090"),
    modality: text("00080060"),
    photometric: text("00280004"),
    columns: cleaned.u16("00280011") ?? 0,
    rows: cleaned.u16("00280010") ?? 0,
  };
}
