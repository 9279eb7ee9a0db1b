/** Sets version and variant of RFC 9562 in 16 bytes. */
function withVersion(bytes: Uint8Array, version: 4 | 7): Uint8Array {
  if (bytes.length !== 16) throw new Error(`A UUID needs 16 bytes, got ${bytes.length}.`);
  const uuid = Uint8Array.from(bytes);
  uuid[6] = ((uuid[6] ?? 0) & 0x0f) | (version << 4);
  uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80;
  return uuid;
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** `2.25.<decimal of a UUIDv4>` (PS3.5 B.2) from 16 random bytes: the instance ID = Tracking UID of an annotation (E1). */
export const instanceUidFrom = (random: Uint8Array): string =>
  `2.25.${BigInt(`0x${hex(withVersion(random, 4))}`).toString()}`;

const dashed = (text: string): string =>
  [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");

/** UUIDv4 text from 16 random bytes. */
export const uuidFrom = (random: Uint8Array): string => dashed(hex(withVersion(random, 4)));

/** UUIDv7 text (sorts by time) from 16 random bytes and milliseconds since 1970. */
export function timeUuidFrom(random: Uint8Array, nowMs: number): string {
  const uuid = withVersion(random, 7);
  for (let index = 0; index < 6; index++) uuid[index] = Math.floor(nowMs / 2 ** (8 * (5 - index))) & 0xff;
  return dashed(hex(uuid));
}
