import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { ctFiles } from "../sample/ct.mjs";
import { fundusFile, radiographFile, ultrasoundFile } from "../sample/pictures.mjs";
import { tiffFile } from "../sample/tiff.mjs";
import { root } from "./run.mjs";

// The sample that the app ships: made here from formulas and a fixed seed, no real image or person in it.
const entries = [...ctFiles(), ultrasoundFile(), radiographFile(), fundusFile(), tiffFile()];
const files = Object.fromEntries(entries.map(([name, bytes]) => [name, new Uint8Array(bytes)]));
const zip = zipSync(files, { level: 9, mtime: new Date("2024-01-01T00:00:00") });
mkdirSync(join(root, "public/sample"), { recursive: true });
writeFileSync(join(root, "public/sample/sample.zip"), zip);
console.log(`public/sample/sample.zip: ${entries.length} files, ${zip.length} bytes`);
