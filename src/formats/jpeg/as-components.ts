/** APP14 "Adobe", version 100, no flags, transform 0: the components are what is meant (TIFF technical note 2; Adobe TN 5116). */
const noTransform = Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0);

/**
 * The same JPEG stream with its application segments and comments left out and a mark that its components are not to be converted: a
 * decoder by libjpeg's rule gives them as stored, luma and chroma too. Bytes that are no JPEG stream come back as they are.
 */
export function asComponents(stream: Uint8Array): Uint8Array {
  if (stream[0] !== 0xff || stream[1] !== 0xd8) return stream;
  const out = new Uint8Array(stream.length + noTransform.length);
  out.set(stream.subarray(0, 2));
  out.set(noTransform, 2);
  let filled = 2 + noTransform.length;
  const keep = (from: number, to: number) => {
    out.set(stream.subarray(from, to), filled);
    filled += to - from;
  };
  let at = 2;
  while (at + 3 < stream.length && stream[at] === 0xff) {
    const marker = stream[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) break;
    const end = at + 2 + (((stream[at + 2] ?? 0) << 8) | (stream[at + 3] ?? 0));
    if (end > stream.length) break;
    if (marker !== 0xfe && (marker < 0xe0 || marker > 0xef)) keep(at, end);
    at = end;
  }
  keep(at, stream.length);
  return out.subarray(0, filled);
}
