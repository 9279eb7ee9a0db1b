import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { levels, type PlantedFile, plantedDicom } from "../planted/planted-dicom.ts";
import { plantedTiff } from "../planted/planted-tiff.ts";
import { makePlanter } from "../planted/plants.ts";
import { makeUltrasound } from "../ultrasound-maker.ts";
import { type AppPage, openAppPage } from "./app-page.ts";
import { inScratch } from "./deid-compare.ts";
import { leftByGdcm, leftByOrthanc, type PeerCount } from "./deid-peers.ts";
import { fileValues } from "./file-values.ts";
import type { Needle } from "./harvest-values.ts";
import { survivors } from "./scan-needles.ts";

/** Figures of `npm run verify -- deid --planted`. */
export interface VerifyPlanted {
  readonly seed: number;
  readonly files: number;
  readonly planted: number;
  readonly levels: number;
  readonly syntaxes: number;
  readonly released: number;
  readonly refused: number;
  readonly survivors: number;
  /** Images with burned-in text in their pixels, and how many of them were kept back for a person. */
  readonly burnedIn: { readonly files: number; readonly held: number };
  /** What other programs leave of the same DICOM files, of how many strings; null where they are not installed. */
  readonly peers: { readonly gdcmanon: PeerCount | null; readonly orthanc: PeerCount | null };
  readonly failures: readonly { readonly file: string; readonly expected: string; readonly found: string }[];
}

const needlesOf = (file: PlantedFile): Needle[] =>
  [...new Set(file.tokens)].map((text) => ({ text, kind: text.startsWith("1.2.") ? "uid" : "text" }));

/** The bytes in which a text may be found: a deflated data set is unpacked. */
const plain = (file: PlantedFile) =>
  file.kind === "dicom" && file.syntax.endsWith(".99") ? unpacked(file.bytes) : Buffer.from(file.bytes);

function unpacked(bytes: Uint8Array): Buffer {
  const { text, pixels } = fileValues(bytes);
  return Buffer.concat([text, pixels ?? Buffer.alloc(0)]);
}

async function burnedInHeld(app: AppPage, folder: string): Promise<{ files: number; held: number }> {
  let held = 0;
  const clips = [1, 2].map((number) =>
    makeUltrasound({ frames: number, lines: [{ x: 12, y: 10, width: 200, height: 22 }], number }),
  );
  for (const [index, { file }] of clips.entries()) {
    const path = join(folder, `burned-${index}.dcm`);
    writeFileSync(path, file);
    const cleaned = await app.cleanFile(path, false);
    if (cleaned.kind === "cleaned" && cleaned.held === 1 && cleaned.files.length === 0) held++;
  }
  return { files: clips.length, held };
}

/**
 * Plants a text of its own in every listed tag at six levels of DICOM files of five transfer syntaxes, in the places between,
 * and in TIFFs of four scanners' layouts; takes them in through the built app in Chromium, releases what is held, and searches
 * files, stores, error texts and the console.
 */
export async function verifyPlanted(seed: number): Promise<VerifyPlanted> {
  const planter = makePlanter(seed);
  const files = [...plantedDicom(planter), ...plantedTiff(planter)];
  const failures: { file: string; expected: string; found: string }[] = [];
  const app = await openAppPage();
  const totals = { planted: 0, released: 0, refused: 0, survivors: 0 };
  try {
    return await inScratch(async (folder) => {
      const written: { path: string; needles: Needle[]; file: PlantedFile }[] = [];
      for (const file of files) {
        const path = join(folder, `${file.name}.${file.kind === "dicom" ? "dcm" : "tif"}`);
        writeFileSync(path, file.bytes);
        // Only what a search of the original finds can be said to be gone.
        const needles = survivors(plain(file), needlesOf(file));
        totals.planted += needles.length;
        written.push({ path, needles, file });
        const cleaned = await app.cleanFile(path);
        if (cleaned.kind !== "cleaned" || cleaned.files.length !== 1) {
          totals.refused++;
          const why =
            cleaned.kind === "cleaned" ? cleaned.refused.map(({ code }) => code).join() : cleaned.kind;
          failures.push({ file: file.name, expected: "taken in", found: why });
          continue;
        }
        totals.released++;
        const [output] = cleaned.files;
        const left = [
          ...survivors(output ? unpackedOutput(output) : Buffer.alloc(0), needles),
          ...cleaned.dumps.flatMap(({ bytes }) => survivors(Buffer.from(bytes), needles)),
        ];
        totals.survivors += left.length;
        if (left.length > 0)
          failures.push({
            file: file.name,
            expected: "nothing left",
            found: [...new Set(left.map(({ text }) => text))].slice(0, 20).join(),
          });
      }
      const said = survivors(
        Buffer.from(app.said.join("\n")),
        written.flatMap(({ needles }) => needles),
      );
      totals.survivors += said.length;
      const burnedIn = await burnedInHeld(app, folder);
      if (burnedIn.held !== burnedIn.files)
        failures.push({
          file: "burned in",
          expected: "held",
          found: `${burnedIn.held} of ${burnedIn.files}`,
        });
      const dicom = written.filter(({ file }) => file.kind === "dicom");
      return {
        seed,
        files: files.length,
        ...totals,
        levels: levels.length,
        syntaxes: new Set(files.filter(({ kind }) => kind === "dicom").map(({ syntax }) => syntax)).size,
        burnedIn,
        peers: { gdcmanon: leftByGdcm(dicom, folder), orthanc: await leftByOrthanc(dicom, folder) },
        failures,
      };
    });
  } finally {
    await app.close();
  }
}

const unpackedOutput = ({ format, bytes }: { format: string; bytes: Uint8Array }) =>
  format === "dicom" ? unpacked(bytes) : Buffer.from(bytes);
