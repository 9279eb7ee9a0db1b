/** How {@link element} and {@link item} write. */
export interface Writing {
  readonly explicit: boolean;
  readonly big: boolean;
}

export const explicitLittle: Writing = { explicit: true, big: false };
export const implicitLittle: Writing = { explicit: false, big: false };
export const explicitBig: Writing = { explicit: true, big: true };

/** Joins byte arrays and ASCII texts. */
export function bytesOf(
  ...parts: readonly (Uint8Array | readonly number[] | string)[]
): Uint8Array<ArrayBuffer> {
  const arrays = parts.map((part) => (typeof part === "string" ? new TextEncoder().encode(part) : part));
  const joined = new Uint8Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
}

/** A number of `width` bytes. */
export function numberBytes(value: number, width: 2 | 4, big = false): Uint8Array {
  const bytes = Array.from({ length: width }, (_, i) => (value / 256 ** i) & 0xff);
  return Uint8Array.from(big ? bytes.reverse() : bytes);
}

const longVrs = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);
export const undefinedLength = 0xffffffff;

/** Tag, VR and length, for `tag` as `GGGGEEEE`. */
export function header(tag: string, vr: string, length: number, writing = explicitLittle): Uint8Array {
  const number = (value: number, width: 2 | 4) => numberBytes(value, width, writing.big);
  const start = bytesOf(
    number(Number.parseInt(tag.slice(0, 4), 16), 2),
    number(Number.parseInt(tag.slice(4), 16), 2),
  );
  if (!writing.explicit) return bytesOf(start, number(length, 4));
  return longVrs.has(vr)
    ? bytesOf(start, vr, [0, 0], number(length, 4))
    : bytesOf(start, vr, number(length, 2));
}

/** One element; text of odd length is padded with a space (UI: NUL). */
export function element(
  tag: string,
  vr: string,
  value: Uint8Array | readonly number[] | string,
  writing = explicitLittle,
): Uint8Array {
  const bytes = bytesOf(value);
  const even =
    bytes.length % 2 === 0 ? bytes : bytesOf(bytes, vr === "UI" || vr === "OB" || vr === "UN" ? [0] : " ");
  return bytesOf(header(tag, vr, even.length, writing), even);
}

/** A 16-bit number element. */
export function ushort(tag: string, value: number, writing = explicitLittle): Uint8Array {
  return element(tag, "US", numberBytes(value, 2, writing.big), writing);
}

/** A sequence of defined lengths, each item given as its bytes. */
export function sequence(
  tag: string,
  items: readonly Uint8Array[],
  writing = explicitLittle,
  vr = "SQ",
): Uint8Array {
  const inner = vr === "UN" ? implicitLittle : writing;
  const content = bytesOf(
    ...items.flatMap((item) => [header("FFFEE000", "", item.length, { ...inner, explicit: false }), item]),
  );
  return bytesOf(header(tag, vr, content.length, writing), content);
}

/** A sequence of undefined lengths. */
export function openSequence(
  tag: string,
  items: readonly Uint8Array[],
  writing = explicitLittle,
  vr = "SQ",
): Uint8Array {
  const plain = { ...(vr === "UN" ? implicitLittle : writing), explicit: false };
  return bytesOf(
    header(tag, vr, undefinedLength, writing),
    ...items.flatMap((item) => [
      header("FFFEE000", "", undefinedLength, plain),
      item,
      header("FFFEE00D", "", 0, plain),
    ]),
    header("FFFEE0DD", "", 0, plain),
  );
}

/** Encapsulated pixel data: offset table, then fragments. */
export function encapsulated(fragments: readonly Uint8Array[], offsets: readonly number[] = []): Uint8Array {
  const item = (bytes: Uint8Array) => bytesOf(header("FFFEE000", "", bytes.length, implicitLittle), bytes);
  return bytesOf(
    header("7FE00010", "OB", undefinedLength),
    item(bytesOf(...offsets.map((offset) => numberBytes(offset, 4)))),
    ...fragments.map(item),
    header("FFFEE0DD", "", 0, implicitLittle),
  );
}

/** A Part 10 file around a dataset. */
export function part10(transferSyntax: string, ...dataset: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const meta = bytesOf(
    element("00020001", "OB", [0, 1]),
    element("00020002", "UI", "1.2.840.10008.5.1.4.1.1.7"),
    element("00020003", "UI", "1.2.3"),
    element("00020010", "UI", transferSyntax),
  );
  return bytesOf(
    new Uint8Array(128),
    "DICM",
    element("00020000", "UL", numberBytes(meta.length, 4)),
    meta,
    ...dataset,
  );
}

export const syntaxOf = {
  implicit: "1.2.840.10008.1.2",
  explicit: "1.2.840.10008.1.2.1",
  big: "1.2.840.10008.1.2.2",
  jpeg: "1.2.840.10008.1.2.4.50",
  jpegLs: "1.2.840.10008.1.2.4.80",
  jpeg2000: "1.2.840.10008.1.2.4.90",
  rle: "1.2.840.10008.1.2.5",
} as const;
