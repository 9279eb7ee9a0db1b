const long = new Set(["OB", "OW", "SQ", "UN", "UT"]);
const binary = { US: 2, SS: 2, UL: 4, FD: 8 };

function encode(vr, value) {
  if (value instanceof Uint8Array) return value;
  if (vr in binary) {
    const values = Array.isArray(value) ? value : [value];
    const bytes = Buffer.alloc(values.length * binary[vr]);
    values.forEach((v, i) => {
      if (vr === "US") bytes.writeUInt16LE(v, i * 2);
      else if (vr === "SS") bytes.writeInt16LE(v, i * 2);
      else if (vr === "UL") bytes.writeUInt32LE(v, i * 4);
      else bytes.writeDoubleLE(v, i * 8);
    });
    return bytes;
  }
  const text = Buffer.from(Array.isArray(value) ? value.join("\\") : String(value), "utf8");
  return text.length % 2 ? Buffer.concat([text, Buffer.from(vr === "UI" ? "\0" : " ")]) : text;
}

function element([tag, vr, value]) {
  const items = vr === "SQ" ? Buffer.concat(value.map(item)) : encode(vr, value);
  const body = items.length % 2 ? Buffer.concat([items, Buffer.alloc(1)]) : items;
  const head = Buffer.alloc(long.has(vr) ? 12 : 8);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, "latin1");
  if (long.has(vr)) head.writeUInt32LE(body.length, 8);
  else head.writeUInt16LE(body.length, 6);
  return Buffer.concat([head, body]);
}

function item(elements) {
  const body = Buffer.concat(elements.map(element));
  const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** A Part 10 file, Explicit VR Little Endian, of `[tag, VR, value]` rows (PS3.10 7.1). Sorted by tag. */
export function dicomFile(rows) {
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  const find = (tag) => sorted.find(([t]) => t === tag)[2];
  const meta = [
    ["00020001", "OB", Uint8Array.of(0, 1)],
    ["00020002", "UI", find("00080016")],
    ["00020003", "UI", find("00080018")],
    ["00020010", "UI", "1.2.840.10008.1.2.1"],
    ["00020012", "UI", "2.25.83461275930428561"],
  ].map(element);
  const length = element(["00020000", "UL", meta.reduce((sum, bytes) => sum + bytes.length, 0)]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), length, ...meta, ...sorted.map(element)]);
}

/** The invented person of the sample: names, numbers and dates that the import must take away. */
export function identity(study, { date = "20240312", description }) {
  return [
    ["00080005", "CS", "ISO_IR 192"],
    ["00080020", "DA", date],
    ["00080030", "TM", "101500"],
    ["00080050", "SH", `ACC-48${study}1`],
    ["00080080", "LO", "St. Example Hospital"],
    ["00080090", "PN", "Referrer^Rosa"],
    ["00081030", "LO", description],
    ["00081050", "PN", "Operator^Olga"],
    ["00100010", "PN", "Sample^Sam"],
    ["00100020", "LO", "SAMPLE-4711"],
    ["00100030", "DA", "19700203"],
    ["00100040", "CS", "O"],
    ["00101010", "AS", "054Y"],
    ["00104000", "LT", "Invented patient of the Overread sample, phone 555 0100"],
    ["0020000D", "UI", `2.25.9100${study}`],
    ["00200010", "SH", `S${study}`],
  ];
}

/** Image Pixel module (PS3.3 C.7.6.3) of unsigned or signed samples. */
export function pixels({ rows, columns, samples = 1, bits, stored = bits, signed = 0, data, photometric }) {
  return [
    ["00280002", "US", samples],
    ["00280004", "CS", photometric ?? (samples === 3 ? "RGB" : "MONOCHROME2")],
    ...(samples === 3 ? [["00280006", "US", 0]] : []),
    ["00280010", "US", rows],
    ["00280011", "US", columns],
    ["00280100", "US", bits],
    ["00280101", "US", stored],
    ["00280102", "US", stored - 1],
    ["00280103", "US", signed],
    ["7FE00010", bits > 8 ? "OW" : "OB", new Uint8Array(data.buffer, data.byteOffset, data.byteLength)],
  ];
}
