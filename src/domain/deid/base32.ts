const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The first `length` characters of RFC 4648 base32, without padding. */
export function base32(bytes: Uint8Array, length: number): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31] ?? "";
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0 && text.length < length) text += alphabet[(held << (5 - bits)) & 31] ?? "";
  return text;
}
