/** The values of a file of one JSON value per line; throws with the line number, from 1, of the first that is none. */
export function readNdjson(text: string): unknown[] {
  return text
    .split("\n")
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => {
      try {
        return JSON.parse(line) as unknown;
      } catch {
        throw new Error(`NDJSON: line ${number} is not JSON`);
      }
    });
}
