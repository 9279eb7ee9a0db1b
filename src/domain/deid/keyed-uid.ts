/** `2.25.` + decimal of the first 16 bytes of a keyed digest with the version and variant bits of a UUIDv8 (RFC 9562). */
export function keyedUid(digest: Uint8Array): string {
  let value = 0n;
  for (let i = 0; i < 16; i++) {
    let byte = digest[i] ?? 0;
    if (i === 6) byte = (byte & 0x0f) | 0x80;
    if (i === 8) byte = (byte & 0x3f) | 0x80;
    value = (value << 8n) | BigInt(byte);
  }
  return `2.25.${value}`;
}

/** Days that a patient's dates move: −1 to −3650, from the first 8 bytes of a keyed digest, big endian. */
export function keyedShiftDays(digest: Uint8Array): number {
  let value = 0n;
  for (let i = 0; i < 8; i++) value = (value << 8n) | BigInt(digest[i] ?? 0);
  return -(1 + Number(value % 3650n));
}
