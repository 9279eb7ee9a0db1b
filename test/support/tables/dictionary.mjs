import { wrap } from "./deid-table.mjs";

/** VRs of tags that are newer than the dictionary at hand, typed by us after their names in PS3.15 2026d. */
export const typedVrs = {
  "00081301": "SQ",
  "00081302": "SQ",
  "00081303": "SQ",
  "00081304": "SQ",
  "00100011": "SQ",
  "00100012": "UT",
  "00100013": "UT",
  "00100014": "SQ",
  "00100015": "SQ",
  "00100016": "UT",
  "00100041": "SQ",
  "00100042": "UT",
  "00100043": "SQ",
  "00100044": "SQ",
  "00100045": "UT",
  "00100046": "SQ",
  "00100047": "UR",
  "00102161": "SQ",
  "00102162": "UC",
  "0040A034": "DT",
  "0040A035": "DT",
  "0040B034": "DT",
  "0040B036": "DT",
  "0040B03B": "LO",
  "0040B03F": "LO",
  "0040E012": "UR",
  "3004007F": "LO",
  "300A0054": "UI",
};

/** Dictionaries write choices in words; ours are two lower-case letters. */
const choices = { "US or SS": "us", "OB or OW": "ob", "US or SS or OW": "uw", "US or OW": "uw" };

const prefix = "1.2.840.10008.";

/** The text of `src/formats/dicom/dictionary.ts` from the facts (tag, VR) and the registered UIDs of PS3.6. */
export function dictionary(tags, uids, source) {
  const all = new Map(Object.entries(typedVrs));
  for (const [tag, vr] of tags) if (vr !== "NONE") all.set(tag, choices[vr] ?? vr);
  const groups = new Map();
  for (const tag of [...all.keys()].sort()) {
    const group = tag.slice(0, 4);
    groups.set(group, `${groups.get(group) ?? `${group}:`}${tag.slice(4)}${all.get(tag)}`);
  }
  // A line per group is long but compresses best; long groups are cut so that editors stay usable.
  const lines = [...groups.values()].flatMap((text) => {
    const group = text.slice(0, 5);
    return (text.slice(5).match(/.{1,96}/g) ?? []).map((part) => group + part);
  });
  const short = uids.filter((uid) => uid.startsWith(prefix)).map((uid) => uid.slice(prefix.length));
  const list = (values) => values.map((line) => `  ${JSON.stringify(line)},`).join("\n");
  return `// Written by \`npm run build:tables\` from the facts (tag, VR; registered UIDs) of DICOM PS3.6. Do not edit.
// Source: ${source}.

/** \`GGGG:\` and then element and VR, six characters each; \`us\`, \`ob\`, \`uw\` stand for a choice of VRs. */
export const dictionaryLines: readonly string[] = [
${list(lines)}
];

/** UIDs of PS3.6 Annex A without the root 1.2.840.10008. */
export const registeredUidLines: readonly string[] = [
${list(wrap(short))}
];
`;
}

/** Reads \`0xGGGGEEEE: ('VR', …\` facts of a dictionary file. */
export function readTags(text) {
  return [...text.matchAll(/^\s*0x([0-9A-Fa-f]{8}): \('([^']+)'/gm)].map(([, tag, vr]) => [
    tag.toUpperCase(),
    vr,
  ]);
}

/** Reads \`'1.2.840…': (\` facts of a UID registry file. */
export function readUids(text) {
  return [...text.matchAll(/^\s*'([0-9.]+)': \(/gm)].map(([, uid]) => uid);
}
