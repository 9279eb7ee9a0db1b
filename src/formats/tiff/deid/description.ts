import { omeStructure } from "../ome-structure.ts";
import { xmlTags } from "../xml-tags.ts";

const number = (text: string, pattern: RegExp) => {
  const found = pattern.exec(text)?.[1];
  return found !== undefined && found.length <= 20 && Number.isFinite(Number(found)) ? found : null;
};

/** ImageJ: `key=number` lines of a fixed list, and a unit of a fixed list. */
function imageJ(text: string): string {
  const lines = [`ImageJ=${number(text, /^ImageJ=(\d+\.\d+)/m) ?? "1.0"}`];
  for (const key of ["images", "channels", "slices", "frames", "spacing", "finterval", "min", "max"]) {
    const value = number(text, new RegExp(`^${key}=(-?[\\d.eE+-]+)\\r?$`, "m"));
    if (value !== null) lines.push(`${key}=${value}`);
  }
  for (const key of ["hyperstack", "loop"]) {
    const value = new RegExp(`^${key}=(true|false)\\r?$`, "m").exec(text)?.[1];
    if (value) lines.push(`${key}=${value}`);
  }
  const unit = /^unit=(micron|um|\\u00B5m|mm|cm|nm|inch|pixel)\r?$/m.exec(text)?.[1];
  if (unit) lines.push(`unit=${unit}`);
  return `${lines.join("\n")}\n`;
}

/** Aperio: magnification and microns per pixel, nothing else. */
function aperio(text: string): string {
  const power = number(text, /AppMag\s*=\s*([\d.]+)/);
  const microns = number(text, /MPP\s*=\s*([\d.]+)/);
  return ["Aperio", power && `AppMag = ${power}`, microns && `MPP = ${microns}`].filter(Boolean).join("|");
}

const units = "(?:nm|mm|cm|\\u00b5m|\\u00c2\\u00b5m|um|m)";

const mostBlocks = 1 << 14;

/** Which page is which plane: nothing where they lie in order, else the numbers of the old text without its file names. */
function pagesOf(text: string): string {
  if (omeStructure(text)?.order) return "<TiffData/>";
  const blocks = xmlTags(text, ["TiffData"]).slice(0, mostBlocks);
  const made = blocks.map(({ attributes }) => {
    const kept = ["FirstC", "FirstT", "FirstZ", "IFD", "PlaneCount"].flatMap((name) => {
      const value = attributes.get(name);
      return value && /^\d{1,9}$/.test(value) ? [` ${name}="${value}"`] : [];
    });
    return `<TiffData${kept.join("")}/>`;
  });
  return made.join("") || "<TiffData/>";
}

/** OME: sizes, type, spacing and channel numbers of a file that holds one image. */
function ome(text: string): string | null {
  const pixels = /<(?:\w+:)?Pixels\b[^>]*>/g;
  const tags = text.match(pixels) ?? [];
  const tag = tags[0];
  if (!tag || tags.length !== 1) return null;
  const attributes: string[] = [];
  const order = /DimensionOrder="(XY[CZT]{3})"/.exec(tag)?.[1] ?? "XYZCT";
  const type = /\bType="(u?int(?:8|16|32)|float|double|bit)"/.exec(tag)?.[1];
  const sizes = ["X", "Y", "Z", "C", "T"].map(
    (axis) => [axis, number(tag, new RegExp(`\\bSize${axis}="(\\d+)"`))] as const,
  );
  if (!type || sizes.some(([, value]) => value === null)) return null;
  for (const [axis, value] of sizes) attributes.push(`Size${axis}="${value}"`);
  for (const axis of ["X", "Y", "Z"]) {
    const size = number(tag, new RegExp(`PhysicalSize${axis}="([\\d.eE+-]+)"`));
    const unit = new RegExp(`PhysicalSize${axis}Unit="(${units})"`).exec(tag)?.[1];
    const named = tag.includes(`PhysicalSize${axis}Unit=`);
    // Without its unit the size would be read as micrometres.
    if (size === null || (named && !unit)) continue;
    attributes.push(`PhysicalSize${axis}="${size}"`);
    // Text of the rewrite is 7-bit; micrometres are the default unit of the schema.
    if (unit && /^[a-z]+$/.test(unit)) attributes.push(`PhysicalSize${axis}Unit="${unit}"`);
  }
  const channels = (text.match(/<(?:\w+:)?Channel\b[^>]*>/g) ?? []).map((channel, i) => {
    const samples = number(channel, /SamplesPerPixel="(\d+)"/) ?? "1";
    const color = number(channel, /\bColor="(-?\d+)"/);
    return `<Channel ID="Channel:0:${i}" SamplesPerPixel="${samples}"${color === null ? "" : ` Color="${color}"`}/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">',
    `<Image ID="Image:0"><Pixels ID="Pixels:0" DimensionOrder="${order}" Type="${type}" ${attributes.join(" ")}>`,
    `${channels.join("")}${pagesOf(text)}</Pixels></Image></OME>`,
  ].join("");
}

/** A new ImageDescription made of parsed numbers only, or null where the old one is of no known kind (deidentification 3.9). */
export function newDescription(text: string): string | null {
  if (text.startsWith("ImageJ=")) return imageJ(text);
  if (text.startsWith("Aperio")) return aperio(text);
  if (/<(?:\w+:)?OME\b/.test(text.slice(0, 4096))) return ome(text);
  return null;
}
