/** Strict decoding by WHATWG label; null where the bytes are not text in it. */
export function decodeLabel(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes.slice());
  } catch {
    return null;
  }
}
