/** One JSON value per line, in the order given; an empty list is an empty file. */
export function writeNdjson(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}
