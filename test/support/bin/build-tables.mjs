// npm run build:tables: regenerates src/formats/dicom/deid-table.ts from the standards' tables and, when a PS3.6 dictionary
// is at hand, src/formats/dicom/dictionary.ts. The dictionary's facts come from pydicom's generated files (MIT):
//   pip download pydicom==3.0.2 --no-deps && unzip pydicom-*.whl -d DIR && OVERREAD_PS3_6=DIR/pydicom npm run build:tables
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deidTable, tableFiles } from "../tables/deid-table.mjs";
import { dictionary, readTags, readUids } from "../tables/dictionary.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const standards = process.env.OVERREAD_STANDARDS ?? join(root, "../shared/standards");
const folder = join(root, "src/formats/dicom");

if (!existsSync(join(standards, tableFiles[0]))) {
  console.error(`Expected ${tableFiles.join(", ")} in ${standards}. Set OVERREAD_STANDARDS to their folder.`);
  process.exit(1);
}
const texts = Object.fromEntries(tableFiles.map((name) => [name, readFileSync(join(standards, name))]));
const asText = Object.fromEntries(
  Object.entries(texts).map(([name, bytes]) => [name, bytes.toString("utf8")]),
);
writeFileSync(join(folder, "deid-table.ts"), deidTable(asText));
console.error("Wrote src/formats/dicom/deid-table.ts");

const facts = process.env.OVERREAD_PS3_6;
if (facts) {
  const tags = readTags(readFileSync(join(facts, "_dicom_dict.py"), "utf8"));
  const uids = readUids(readFileSync(join(facts, "_uid_dict.py"), "utf8"));
  writeFileSync(
    join(folder, "dictionary.ts"),
    dictionary(tags, uids, "facts as listed in pydicom 3.0.2 (MIT), with newer VRs typed by us"),
  );
  console.error("Wrote src/formats/dicom/dictionary.ts");
} else console.error("OVERREAD_PS3_6 is not set: src/formats/dicom/dictionary.ts stays as it is.");
