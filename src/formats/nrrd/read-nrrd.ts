import { FormatError } from "../format-error.ts";
import { arrangeSamples, gridBytes, samplesFromText, storedBytes } from "../raw/arrange.ts";
import { asciiText } from "../raw/header-lines.ts";
import { inflateBounded } from "../raw/inflate-bounded.ts";
import type { Announce, RawImage } from "../raw/raw-image.ts";
import { type NrrdGrid, nrrdGrid } from "./nrrd-grid.ts";
import { type NrrdHeader, readNrrdHeader } from "./nrrd-header.ts";

function skipped(
  data: Uint8Array,
  fields: NrrdHeader["fields"],
  total: number,
  encoded: boolean,
): Uint8Array {
  let rest = data;
  for (let lines = Number(fields.get("line skip") ?? 0); lines > 0; lines--) {
    const at = rest.indexOf(10);
    if (at < 0) throw new FormatError("truncated", "a line to skip", "none");
    rest = rest.subarray(at + 1);
  }
  const bytes = Number(fields.get("byte skip") ?? 0);
  // −1: the samples are the last bytes of the file; in encoded data bytes are skipped after decoding.
  if (bytes === -1) return encoded ? rest : rest.subarray(Math.max(0, rest.length - total));
  return bytes > 0 && !encoded ? rest.subarray(bytes) : rest;
}

function fromHex(data: Uint8Array, total: number): Uint8Array {
  const digits = asciiText(data).replace(/\s+/g, "");
  if (digits.length < total * 2)
    throw new FormatError("truncated", `${total * 2} digits`, `${digits.length}`);
  return Uint8Array.from({ length: total }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}

function samplesOf(data: Uint8Array, at: number, header: NrrdHeader, { grid }: NrrdGrid): Uint8Array {
  const total = gridBytes(grid);
  const encoding = (header.fields.get("encoding") ?? "").toLowerCase();
  const packed = encoding === "gzip" || encoding === "gz";
  const rest = skipped(data, header.fields, total, packed);
  switch (encoding) {
    case "raw":
      break;
    case "gzip":
    case "gz": {
      const skip = Math.max(0, Number(header.fields.get("byte skip") ?? 0));
      return inflateBounded(rest, skip + total, at).subarray(skip);
    }
    case "ascii":
    case "text":
    case "txt":
      return samplesFromText(asciiText(rest), grid.type, total / storedBytes[grid.type]);
    case "hex":
      return fromHex(rest, total);
    default:
      throw new FormatError("unsupported-syntax", "NRRD as raw, gzip, text or hex", "another encoding");
  }
  if (rest.length < total)
    throw new FormatError("truncated", `${total} bytes of samples`, `${rest.length}`, at + rest.length);
  return rest;
}

/**
 * Reads a NRRD image. Of a detached header `file` is the header followed by its data files, and `dataAt` is where these begin. An
 * own reader: itk's knows no axis order but its own and merges what are stacks here. Errors: {@link FormatError}.
 */
export function readNrrd(file: Uint8Array, dataAt: number | null = null, announce?: Announce): RawImage {
  const header = readNrrdHeader(file, dataAt ?? undefined);
  if (header.dataFiles && dataAt === null)
    throw new FormatError("no-pixel-data", "the data file of the header", "no such file in this drop");
  const described = nrrdGrid(header);
  const { affine, spacingMm } = described;
  const text = /^(ascii|te?xt)$/i.test(header.fields.get("encoding") ?? "");
  const grid = text ? { ...described.grid, bigEndian: false } : described.grid;
  const at = dataAt ?? header.dataAt;
  announce?.(gridBytes(described.grid));
  const arranged = arrangeSamples(samplesOf(file.subarray(at), at, header, described), grid);
  const color = grid.colorAxis !== null;
  return {
    kind: "nrrd",
    columns: grid.sizes[grid.space[0]] ?? 1,
    rows: grid.sizes[grid.space[1]] ?? 1,
    slices: arranged.slices,
    stacks: arranged.stacks,
    samples: color ? 3 : 1,
    type: arranged.type,
    bitsStored: storedBytes[arranged.type] * 8,
    color: color ? "rgb" : "mono2",
    slope: 1,
    intercept: 0,
    affine,
    spacingMm,
    lossy: false,
    bytes: arranged.bytes,
    leftOut: [
      ...(header.keyValues ? ["key-values"] : []),
      ...(header.comments ? ["comments"] : []),
      ...["content", "labels", "sample units", "data file"].filter((name) => header.fields.has(name)),
      ...(color && grid.sizes[grid.colorAxis ?? 0] === 4 ? ["alpha"] : []),
    ],
  };
}
