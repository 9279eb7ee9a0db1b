/** One field of a protobuf message: its number, and where its value lies (length-delimited) or what it is (varint). */
interface WireField {
  readonly number: number;
  readonly value: number;
  readonly at: number;
  readonly end: number;
}

/** Walks the fields of a message (protobuf encoding, wire types 0, 1, 2, 5). Stops at what is none. */
function* fieldsOf(bytes: Uint8Array, from: number, to: number): Generator<WireField> {
  let at = from;
  const varint = () => {
    let [value, scale] = [0, 1];
    while (at < to) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    return Number.NaN;
  };
  while (at < to) {
    const key = varint();
    const number = Math.floor(key / 8);
    const wire = key % 8;
    if (wire === 0) yield { number, value: varint(), at, end: at };
    else if (wire === 2) {
      const length = varint();
      if (!(at + length <= to)) return;
      yield { number, value: 0, at, end: at + length };
      at += length;
    } else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else return;
  }
}

/** The version of ONNX's own operators that a model uses (`ModelProto.opset_import`, onnx.proto), or null when it does not say. */
export function readOpset(bytes: Uint8Array): number | null {
  for (const field of fieldsOf(bytes, 0, bytes.length)) {
    if (field.number !== 8 || field.end === field.at) continue;
    const parts = [...fieldsOf(bytes, field.at, field.end)];
    // An empty domain is ONNX's own.
    const own = parts.every((part) => part.number !== 1 || part.at === part.end);
    const version = parts.find((part) => part.number === 2)?.value;
    if (own && version !== undefined) return version;
  }
  return null;
}
