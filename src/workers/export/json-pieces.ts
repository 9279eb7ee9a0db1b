/** So deep lists and objects are taken apart; what lies deeper comes at once. */
const takenApart = 2;

/**
 * The text of `JSON.stringify(value, null, 1)` in pieces: a dataset's lists have tens of thousands of entries, and their text at once
 * would hold up a cancel for half a second (export-and-workflow X7). For values of which JSON can say everything, without `toJSON`.
 */
export function* jsonPieces(value: unknown, depth = takenApart, indent = ""): Generator<string> {
  if (depth === 0 || typeof value !== "object" || value === null) {
    // A line break within a string is escaped: these are all between lines.
    yield (JSON.stringify(value, null, 1) ?? "null").replaceAll("\n", `\n${indent}`);
    return;
  }
  const isList = Array.isArray(value);
  const entries: (readonly [string, unknown])[] = isList
    ? value.map((one) => ["", one])
    : Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .map(([key, one]) => [`${JSON.stringify(key)}: `, one]);
  const [open, close] = isList ? "[]" : "{}";
  if (entries.length === 0) {
    yield `${open}${close}`;
    return;
  }
  let between = open;
  for (const [key, one] of entries) {
    yield `${between}\n${indent} ${key}`;
    yield* jsonPieces(one, depth - 1, `${indent} `);
    between = ",";
  }
  yield `\n${indent}${close}`;
}

/** A value as the text of a JSON file. */
export function* jsonFile(value: unknown): Generator<string> {
  yield* jsonPieces(value);
  yield "\n";
}
