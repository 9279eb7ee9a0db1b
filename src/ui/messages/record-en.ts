import { actionWords, noElementsWords, optionWords, reasonWords } from "../../domain/deid/deid-words.ts";
import { count, number } from "./numbers.ts";
import { keyed } from "./texts.ts";

/** Texts of the page that tells how a study was de-identified. */
export const recordEn = {
  record: {
    title: "De-identification record",
    open: "De-identification record",
    link: "Record",
    save: "Save as JSON",
    none: "There is no such study here.",
    intro:
      "What was done to each file when it was imported, by which rule, and who released it. It holds no value that was removed.",
    summary: "What was in force",
    policy: "Policy",
    policyFacts: (id: string, tables: string, tool: string, files: number) =>
      `${id}, tables of ${tables}, Overread ${tool}: ${count(files, "file", "files")}`,
    noOptions: "Basic Profile (113100), no option",
    /** By the letter of the option in Table E.1-1, with its code of CID 7050. */
    options: keyed(optionWords),
    pixels: "Risk of the pixels",
    risk: (risk: string, files: number) => `${risk}: ${count(files, "file", "files")}`,
    reviewed: "Looked at",
    nobody: "By the search for text only: no file asked for a person.",
    review: (person: string, files: number, first: string, last: string) =>
      `${person}: ${count(files, "file", "files")}, ${first === last ? first : `${first} to ${last}`}`,
    blanked: "Blanked",
    blankedFacts: (boxes: number, files: number) =>
      `${count(boxes, "place", "places")} in ${count(files, "file", "files")}`,
    residual: "Search of the results",
    residualFacts: ({
      searched,
      hits,
      falseAlarms,
    }: {
      readonly searched: number;
      readonly hits: number;
      readonly falseAlarms: number;
    }) =>
      `Up to ${count(searched, "name or number", "names and numbers")} of the patient looked for in each file, ${number(hits)} found; ${count(falseAlarms, "number", "numbers")} that only looked like one`,
    elements: "What was done to the elements",
    noElements: noElementsWords,
    times: (n: number) => count(n, "time", "times"),
    tag: "Element",
    rule: "Rule",
    count: "Times",
    actions: keyed(actionWords),
    why: keyed(reasonWords),
    whyOption: (name: string) => `Option ${name}`,
    files: (n: number) => count(n, "file", "files"),
    filesNote:
      "Before: the digest of the file as it came, keyed, so that it names nobody. After: SHA-256 of the file as it is stored. Whole in the saved file.",
    uid: "New identifier",
    released: "Released by",
    bySearch: "Search",
    boxes: "Places blanked",
    before: "Before",
    after: "After",
    more: (n: number) => `${number(n)} more in the saved file`,
  },
};
