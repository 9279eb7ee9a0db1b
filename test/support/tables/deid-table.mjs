import { createHash } from "node:crypto";
import { readTsv } from "./read-tsv.mjs";

export const tableFiles = ["ps3-15-e1-1.tsv", "ps3-15-e3-4-1.tsv", "ps3-15-e3-10-1.tsv"];

/** One letter for each option column of Table E.1-1, in its order. */
const optionLetters = "pudicfmtsg";

/** `.fK.mC` for the option columns that hold something. */
function optionsOf(cells, letters) {
  return cells.map((cell, i) => (cell ? `.${letters[i]}${cell}` : "")).join("");
}

function basicProfile(text) {
  return readTsv(text).map((row) => {
    const tag = row[0].replace(/[(),]/g, "");
    return `${tag}=${row[6]}${optionsOf(row.slice(7, 17), optionLetters)}`;
  });
}

function structuredContent(text) {
  return readTsv(text).map(
    (row) => `${row[2]}|${row[1]}|${row[3]}=${row[6]}${optionsOf(row.slice(7, 14), "udicfmt")}`,
  );
}

function safePrivate(text) {
  const byCreator = new Map();
  for (const [element, creator, vr, vm] of readTsv(text)) {
    const [group, low] = element.replace(/[()]/g, "").split(",xx");
    const rows = byCreator.get(creator) ?? [];
    rows.push(`${group}${low}${vr ? `:${vr}:${vm}` : ""}`);
    byCreator.set(creator, rows);
  }
  return [...byCreator].map(([creator, rows]) => `${creator}|${rows.join(" ")}`);
}

const list = (name, doc, lines) =>
  `/** ${doc} */\nexport const ${name}: readonly string[] = [\n${lines.map((line) => `  ${JSON.stringify(line)},`).join("\n")}\n];\n`;

/** Joins short facts to lines of about 100 characters. */
export function wrap(facts, width = 100) {
  const lines = [""];
  for (const fact of facts) {
    const last = lines[lines.length - 1];
    if (last === "") lines[lines.length - 1] = fact;
    else if (last.length + fact.length + 1 > width) lines.push(fact);
    else lines[lines.length - 1] = `${last} ${fact}`;
  }
  return lines;
}

/** The text of `src/formats/dicom/deid-table.ts` from the three tables, given by file name. */
export function deidTable(texts) {
  const sums = tableFiles.map((name) => createHash("sha256").update(texts[name]).digest("hex"));
  return [
    "// Written by `npm run build:tables` from the facts of DICOM PS3.15, tables E.1-1, E.3.4-1 and E.3.10-1. Do not edit.",
    "",
    "/** Edition of PS3.15 and SHA-256 of the three source tables. */",
    `export const deidEdition = "PS3.15 2026d";`,
    `export const deidTableSums: readonly string[] = [${sums.map((sum) => `"${sum}"`).join(", ")}];`,
    "",
    list(
      "basicProfileLines",
      "Table E.1-1: `TAG=action.optionCode…`; option letters p u d i c f m t s g in the order of the table's columns.",
      wrap(basicProfile(texts[tableFiles[0]])),
    ),
    list(
      "structuredContentLines",
      "Table E.3.4-1: `scheme|code|value type=action.optionCode…`; option letters u d i c f m t.",
      structuredContent(texts[tableFiles[1]]),
    ),
    list(
      "safePrivateLines",
      "Table E.3.10-1: `creator|GGGGEE:VR:VM …` with EE the low byte.",
      safePrivate(texts[tableFiles[2]]),
    ),
  ].join("\n");
}
