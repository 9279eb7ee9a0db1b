/** One line of a text header; `end` is the offset behind its line break. Bytes above ASCII stay as they are. */
export interface HeaderLine {
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/** Headers are short: what has no end before this is none. */
const mostBytes = 1 << 20;

/** The lines of a text header one after the other, until the caller stops. */
export function* headerLines(bytes: Uint8Array): Generator<HeaderLine> {
  let at = 0;
  const last = Math.min(bytes.length, mostBytes);
  while (at < last) {
    let end = at;
    while (end < last && bytes[end] !== 10) end++;
    let text = "";
    for (let index = at; index < end; index++) text += String.fromCharCode(bytes[index] ?? 0);
    yield { text: text.replace(/\r$/, ""), at, end: Math.min(end + 1, bytes.length) };
    at = end + 1;
  }
}

/** All characters of bytes that are text. */
export function asciiText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join("");
}
