import { table } from "./text.ts";

/** A claim of the statement, the file that holds its proof and the name, or its beginning, of the test. */
export const evidence: readonly (readonly [claim: string, file: string, test: string])[] = [
  ["no planted value of a listed row survives", "test/unit/formats/dicom/deid/planted-rows.test.ts", ""],
  [
    "options beat the Basic Profile, in all pairs; the codes are those that were applied",
    "test/unit/formats/dicom/deid/options.test.ts",
    "options $name: what they keep stays",
  ],
  [
    "C beats K for text; dates follow the date option alone",
    "test/unit/formats/dicom/deid/options.test.ts",
    "C beats K for a text",
  ],
  [
    "cleaned descriptors hold no planted name, number, date or address",
    "test/unit/formats/dicom/deid/clean-text.test.ts",
    "0 of 500 planted names",
  ],
  [
    "of private elements only safe numbers and codes stay",
    "test/unit/formats/dicom/deid/safe-private.test.ts",
    "of every row with a VR the numbers and codes are kept",
  ],
  [
    "what a file declares of its private blocks only makes it stricter",
    "test/unit/formats/dicom/deid/safe-private.test.ts",
    "what the file declares of a block",
  ],
  [
    "the written file, its record and its markers say which options were in force",
    "test/unit/workers/import/options.test.ts",
    "what the project keeps is in the file",
  ],
  [
    "dates move by the same days in all files of a patient",
    "test/unit/workers/import/options.test.ts",
    "dates move by whole days",
  ],
  [
    "an object that comes back is not mapped twice",
    "test/unit/workers/import/options.test.ts",
    "a cleaned object that comes back",
  ],
  [
    "two devices with one key write equal bytes; another key shares no UID",
    "test/unit/workers/import/project-key.test.ts",
    "",
  ],
  [
    "reports, presentation states and structure sets hold nothing planted and refer to the stored images",
    "test/unit/workers/import/study-objects.test.ts",
    "a report, drawings and regions are kept",
  ],
  [
    "boxes blank exactly their pixels; held images are encrypted",
    "test/unit/workers/import/release.test.ts",
    "",
  ],
  [
    "a re-identification map is off until wanted, sealed, and leaves under the passphrase of the key only",
    "test/unit/workers/import/reid-map.test.ts",
    "it leaves under the passphrase of the key only",
  ],
  [
    "identifiers issued anew share nothing with those before but the pseudonym",
    "test/unit/workers/import/reid-map.test.ts",
    "a patient whose identifiers are issued anew",
  ],
  ["risk classes of pixels", "test/unit/formats/dicom/deid/pixel-risk.test.ts", ""],
];

/** The claims with where each is proved. */
export const evidenceSection = (): string =>
  table(
    ["claim", "test"],
    evidence.map(([claim, file, test]) => [claim, `\`${file}\`${test === "" ? "" : ` "${test}…"`}`]),
  );
