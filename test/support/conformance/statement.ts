import { optionsVersion } from "../../../src/domain/deid/options.ts";
import { policyId } from "../../../src/formats/dicom/deid/build-plan.ts";
import { keptBulk } from "../../../src/formats/dicom/deid/default-rules.ts";
import { alwaysRemoved } from "../../../src/formats/dicom/deid/element-rules.ts";
import { markerValues } from "../../../src/formats/dicom/deid/markers.ts";
import { safePrivateRows } from "../../../src/formats/dicom/deid/safe-private.ts";
import { byWords } from "../../../src/formats/dicom/deid/text-rules.ts";
import { deidEdition, deidTableSums } from "../../../src/formats/dicom/deid-table.ts";
import { basicSection, dummySection, optionSection } from "./element-sections.ts";
import { evidenceSection } from "./evidence.ts";
import { hex, shown, table, tagList } from "./text.ts";

function markers(): string {
  const facts = {
    toolVersion: "<version>",
    policyHash: "<32 hex digits>",
    generation: 0,
    pixelDigest: "<32 hex digits, keyed>",
    identityRemoved: "YES" as const,
    options: [],
    longitudinal: "remove" as const,
    burnedIn: "NO" as const,
    extraCodes: [],
  };
  const notes: Readonly<Record<string, string>> = {
    "00120062": "NO while a person must still look at the pixels; such a file cannot leave",
    "00280301":
      "only after a person has reviewed the pixels or a search has found no text in them; the source's own claim is dropped",
    "00280303": "REMOVED, MODIFIED or UNMODIFIED, as the date option says",
  };
  const rows = [...markerValues(facts)].map(([tag, { vr, value }]) => [
    shown(tag),
    vr,
    `\`${value}\``,
    notes[tag] ?? "",
  ]);
  return table(
    ["tag", "VR", "value", "when"],
    [
      ...rows,
      ["(0012,0064)", "SQ", "codes of CID 7050, appended", "only what was applied"],
      ["(0010,0010)", "PN", "`Anon^<8 characters of the pseudonym>`", "always"],
      ["(0010,0020)", "LO", "`<pseudonym, 16 characters, keyed>`", "always"],
      [
        "(0028,0302)",
        "CS",
        "`YES`",
        "CT, MR and PET that show a head by part, region, protocol or description: faces are not removed",
      ],
    ],
  );
}

function privateRows(): string {
  const rows = [...safePrivateRows].flatMap(([creator, elements]) =>
    elements.size === 0
      ? []
      : [
          [
            creator,
            String(elements.size),
            tagList([...elements.keys()].map((key) => `${key.slice(0, 4)}xx${key.slice(4)}`)),
          ],
        ],
  );
  return table(["private creator", "elements", "(group: elements, xx is the block)"], rows);
}

/** The conformance statement of PS3.15 E.1.3 as Markdown, made from the tables and rules of the code. */
export function conformanceStatement(): string {
  return `${[
    "# Conformance statement: de-identification",
    "",
    "Written by `npm run build:conformance` from the tables and the rules of the code; `test/unit/conformance.test.ts` compares. Do not edit.",
    "",
    `De-identifier of the Basic Application Level Confidentiality Profile, ${deidEdition} (E.1.3); not a re-identifier. Policy \`${policyId}\`, options of version ${optionsVersion}.`,
    "SHA-256 of the facts of Tables E.1-1, E.3.4-1 and E.3.10-1:",
    ...deidTableSums.map((sum) => `- \`${sum}\``),
    "",
    "## Options",
    "",
    optionSection(),
    "",
    "Full and modified dates exclude each other. A choice counts for later imports. TIFF and pictures without a header keep nothing.",
    "",
    "## Elements that the table lists",
    "",
    basicSection(),
    "",
    "## Elements that the table does not list",
    "",
    `- Removed whatever the options say, beside groups 0002 and 0004, overlays, curves and what is in no dictionary: ${tagList([...alwaysRemoved].map(hex))}.`,
    "- Kept: numbers, code strings of legal form, sequences with items by the same rules.",
    `- Free text kept only where every word is on a list: ${tagList([...byWords].map(hex))}, codes and meanings of public coding schemes, reconstruction kernels.`,
    `- Bulk data kept: pixels at the top level and ${tagList([...keptBulk].map(hex))}.`,
    "- UIDs mapped, unless PS3.6 registers them. Dates and times by the date option. Everything else removed.",
    "",
    "## Private elements",
    "",
    "Removed with their creators. With 113111 these stay where VR, form and number of values fit and (0008,0300) does not call them identifying:",
    "",
    privateRows(),
    "",
    "## Dummies",
    "",
    dummySection(),
    "",
    "## Written by the de-identifier",
    "",
    markers(),
    "",
    "## Integrity of references",
    "",
    "- A UID is mapped by HMAC-SHA-256 under the project's key: the same UID becomes the same new UID in all files, imports and devices of a project.",
    "- Pseudonyms and the days of shifted dates are keyed by issuer and ID of the patient: equal in all files of a project, unlike in any other.",
    "- No Encrypted Attributes Sequence is written. There is no way back without the originals and the key, unless the project keeps a re-identification map: off by default, apart from all files, encrypted, exported under the passphrase of the key only.",
    "- A patient's identifiers may be issued anew (generation in (0012,0063)): later imports then get other UIDs; the pseudonym and the shift of dates stay.",
    "",
    "## Pixels",
    "",
    "- Images of high risk (by modality, SOP Class, image type, colour, depth, conversion, claims) are held until a person has reviewed them; boxes are blanked. All others are searched for text (pixel-text) and held where a line of it is found, else released by their class.",
    "- Outside the ultrasound regions (0018,6011): every part that holds anything is proposed to the person who reviews; nothing is blanked by the regions alone.",
    "- Places blanked in earlier studies of the same device are proposed again (device rules); a person decides each.",
    "- After blanking: boxes are proved blank and all other samples unchanged by decoding both files, and the pixels are searched again; a line of text that no person has kept holds the image.",
    "- Blanked frames that came in RLE, JPEG-LS lossless or HTJ2K lossless are written in the same; lossless JPEG and JPEG 2000 in JPEG-LS lossless; all others in Explicit VR Little Endian. (0028,2110) is kept.",
    "- Clean Recognizable Visual Features (113102): where the project chooses it, slices of a CT that say that they show a head are held until a person has decided. Covered: per slice the largest connected region at or below -800 HU, and all within 16 mm of it, becomes random values from -125 to 50 HU, keyed by the project; decoding both files proves that no other sample changed; (0028,0302) NO. Left: YES. MR, PET, scouts and slices that say nothing of themselves are not covered.",
    "- Refused: waveforms, encapsulated documents, video, private SOP Classes, objects without pixels other than those below.",
    "",
    "## Objects without pixels",
    "",
    "Kept beside the images that they belong to, never shown as images; refused where these are not on the device.",
    "",
    "- Structured reports and key object selections (1.2.840.10008.5.1.4.1.1.88.*): with 113104 only. TEXT: `REMOVED`, unless Table E.3.4-1 lists it and an option that is on keeps or cleans it. PNAME: a dummy. DATE, TIME, DATETIME: by the date option, else a dummy. UIDREF, IMAGE, COMPOSITE, WAVEFORM: UIDs mapped. CODE and NUM: public codes, units and numbers stay, those that the table lists as X go (a code becomes `REMOVED`, a Measured Value Sequence empty). SCOORD, SCOORD3D, TCOORD: points stay. No item is taken out of its tree, because items refer to each other by place.",
    "- Presentation states (1.2.840.10008.5.1.4.1.1.11.*): with 113103 only. Text objects go where an annotation has drawings too, else their text is `REMOVED`; with 113105 texts are cleaned. Overlays and curves go. (0070,0082) and (0070,0083), which their IOD asks for, become dummies.",
    "- RT structure sets (1.2.840.10008.5.1.4.1.1.481.3): points and references stay; names by the table, so with 113105 cleaned.",
    "- Meanings of public codes: with 113103 or 113104 words of the trade stay. Without, as in images.",
    "",
    "## Evidence",
    "",
    evidenceSection(),
  ].join("\n")}\n`;
}
