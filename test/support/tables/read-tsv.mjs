/** Rows of a tab-separated table as arrays; `#` lines and the header line are left out. */
export function readTsv(text) {
  const lines = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  return lines.slice(1).map((line) => line.split("\t"));
}
