/** File names of the standard's tables. */
export const tableFiles: readonly string[];
/** The text of `src/formats/dicom/deid-table.ts` from the three tables, given by file name. */
export function deidTable(texts: Readonly<Record<string, string>>): string;
/** Joins short facts to lines of about `width` characters. */
export function wrap(facts: readonly string[], width?: number): string[];
