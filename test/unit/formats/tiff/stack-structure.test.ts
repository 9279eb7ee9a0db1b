import { expect, test } from "vitest";
import { imagejStructure } from "../../../../src/formats/tiff/imagej-structure.ts";
import { omeStructure } from "../../../../src/formats/tiff/ome-structure.ts";
import { frameKeys } from "../../../../src/formats/tiff/stack-structure.ts";

const ome = (pixels: string, inside = "<TiffData/>") =>
  `<OME><!-- <Pixels SizeC="9"/> --><Image><ome:Pixels ${pixels}>${inside}</ome:Pixels></Image></OME>`;
const sizes = (order: string) =>
  `DimensionOrder="${order}" SizeX="4" SizeY="4" SizeC="2" SizeZ="3" SizeT="2"`;

test.each([
  ["XYCZT", ["1 1 1", "2 1 1", "1 2 1", "2 2 1", "1 3 1", "2 3 1", "1 1 2"]],
  ["XYZTC", ["1 1 1", "1 2 1", "1 3 1", "1 1 2", "1 2 2", "1 3 2", "2 1 1"]],
  ["XYTCZ", ["1 1 1", "1 1 2", "2 1 1", "2 1 2", "1 2 1", "1 2 2", "2 2 1"]],
])("an OME order of pages gives each page its channel, slice and time: %s", (order, expected) => {
  const structure = omeStructure(ome(sizes(order)));
  if (!structure) throw new Error("no structure");
  const keys = frameKeys(structure, 12);
  const named = keys.map((key) => key.replace(/ch=(\d);vol=(\d);n=(\d)/, "$1 $3 $2"));
  expect(named.slice(0, 7)).toEqual(expected);
  expect(new Set(keys).size).toBe(12);
  // A file that has other pages than its text says is not told by it.
  expect(frameKeys(structure, 11)).toEqual([]);
});

test("an OME pixel has a size where its unit is a length, micrometres where none is named", () => {
  const spacing = (text: string) => omeStructure(ome(`${sizes("XYZCT")} ${text}`))?.spacingMm;
  expect(spacing("PhysicalSizeX='0.5' PhysicalSizeY='0.25'")).toEqual([0.00025, 0.0005]);
  expect(
    spacing('PhysicalSizeX="2" PhysicalSizeXUnit="mm" PhysicalSizeY="500" PhysicalSizeYUnit="\u00c2\u00b5m"'),
  ).toEqual([0.5, 2]);
  for (const unsure of [
    'PhysicalSizeX="1"',
    'PhysicalSizeX="1" PhysicalSizeY="0"',
    'PhysicalSizeX="1" PhysicalSizeY="1" PhysicalSizeYUnit="pixel"',
    'PhysicalSizeX="1" PhysicalSizeY="Infinity"',
  ])
    expect(spacing(unsure)).toBeNull();
});

test("OME pages that are placed one by one are counted only where they lie in order", () => {
  const order = (inside: string) => omeStructure(ome(sizes("XYZCT"), inside))?.order;
  expect(order('<TiffData IFD="0"/><TiffData FirstZ="1" IFD="1"/><TiffData FirstC="1" IFD="3"/>')).toBe(
    "ZCT",
  );
  expect(order('<TiffData FirstZ="1" IFD="0"/>')).toBeNull();
  expect(order('<TiffData FirstC="1" IFD="0"><UUID FileName="b.tif">urn</UUID></TiffData>')).toBeNull();
  expect(omeStructure(`${ome(sizes("XYZCT"))}${ome(sizes("XYZCT"))}`)).toBeNull();
});

test("channels that one page of colours holds are no stacks", () => {
  const text = ome(
    'DimensionOrder="XYCZT" SizeC="3" SizeZ="1" SizeT="4"',
    '<Channel SamplesPerPixel="3"/><TiffData/>',
  );
  const structure = omeStructure(text);
  expect(structure).toMatchObject({ channels: 1, slices: 1, times: 4 });
  if (structure) expect(frameKeys(structure, 4)).toEqual([]);
});

test("an ImageJ hyperstack runs channel, slice, time; its pixel is one over the resolution in its unit", () => {
  const text = "ImageJ=1.53t\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true\nunit=micron\n";
  const structure = imagejStructure(text, [2, 4]);
  expect(structure?.spacingMm).toEqual([0.00025, 0.0005]);
  if (!structure) throw new Error("no structure");
  expect(frameKeys(structure, 12).slice(0, 3)).toEqual([
    "ch=1;vol=1;n=1",
    "ch=2;vol=1;n=1",
    "ch=1;vol=1;n=2",
  ]);
  expect(imagejStructure(text.replace("micron", "pixel"), [2, 4])?.spacingMm).toBeNull();
  expect(imagejStructure(text, [0, 0])?.spacingMm).toBeNull();
  expect(imagejStructure("DOE PLANTED", [1, 1])).toBeNull();
});
