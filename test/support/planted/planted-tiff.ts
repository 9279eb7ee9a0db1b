import { type MadePage, makeTiff } from "../tiff-maker.ts";
import type { PlantedFile } from "./planted-dicom.ts";
import type { Planter } from "./plants.ts";

/** Tags in which scanners, cameras and programs write: TIFF 6.0, Exif, XMP, IPTC, Photoshop, GDAL, ImageJ, Leica, private. */
const textTags = [
  269, 270, 271, 272, 285, 305, 306, 315, 316, 337, 700, 32932, 33432, 33550, 33723, 34377, 34665, 34853,
  36867, 37510, 37724, 40091, 40095, 42016, 42112, 42113, 50838, 50839, 51023, 65200, 65420, 65535,
];

const samples = (length: number) => new Uint8Array(length).map((_, at) => 1 + ((at * 31) % 250));

function page(planter: Planter, tokens: string[], from: Partial<MadePage> = {}): MadePage {
  const texts = Object.fromEntries(
    textTags.map((tag) => {
      const token = planter.token();
      tokens.push(token);
      return [tag, token];
    }),
  );
  const columns = from.columns ?? 16;
  const rows = from.rows ?? 16;
  return {
    columns,
    rows,
    bits: 16,
    data: samples(columns * rows * 2),
    ...from,
    texts: { ...texts, ...from.texts },
  };
}

/** The label of a slide: its very samples are a text. */
function labelPage(planter: Planter, tokens: string[], description: string, subfileType?: number): MadePage {
  const token = planter.token();
  tokens.push(token);
  const data = samples(32 * 8);
  data.set(new TextEncoder().encode(token), 16);
  return {
    ...page(planter, tokens, { columns: 32, rows: 8, bits: 8, texts: { 270: description } }),
    data,
    ...(subfileType === undefined ? {} : { subfileType }),
  };
}

/** A plain TIFF, and slides in four scanners' layouts with label and macro. */
export function plantedTiff(planter: Planter): PlantedFile[] {
  const make = (name: string, pages: (tokens: string[]) => MadePage[]): PlantedFile => {
    const tokens: string[] = [];
    const made = pages(tokens);
    const [between, end] = [planter.token(), planter.token()];
    tokens.push(between, end);
    return { name, kind: "tiff", syntax: "TIFF", bytes: makeTiff(made, { between, end }), tokens };
  };
  const main = (tokens: string[], description: string) =>
    page(planter, tokens, { columns: 64, rows: 64, tiled: true, texts: { 270: description } });
  return [
    make("plain", (tokens) => [page(planter, tokens)]),
    make("pages", (tokens) => [page(planter, tokens), page(planter, tokens)]),
    make("aperio", (tokens) => [
      main(
        tokens,
        "Aperio Image Library v11\r\n64x64 [0,0 64x64] (64x64)|AppMag = 20|MPP = 0.5|User = SLIDEUSER7|Date = 03/01/24",
      ),
      labelPage(planter, tokens, "Aperio Image Library\r\nlabel 32x8", 1),
      labelPage(planter, tokens, "Aperio Image Library\r\nmacro 32x8", 9),
    ]),
    make("word", (tokens) => [
      main(tokens, "slide of SLIDEUSER7"),
      labelPage(planter, tokens, "Label"),
      labelPage(planter, tokens, "Macro image"),
    ]),
    make("unnamed", (tokens) => [
      main(tokens, "DOE scan"),
      labelPage(planter, tokens, "DOE"),
      labelPage(planter, tokens, "DOE"),
    ]),
    make("overview", (tokens) => [
      main(tokens, "<OME/>"),
      labelPage(planter, tokens, "overview"),
      labelPage(planter, tokens, "barcode thumbnail", 1),
    ]),
  ];
}
