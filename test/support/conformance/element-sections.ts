import { offeredSwitches, strictOptions } from "../../../src/domain/deid/options.ts";
import { dummyValue } from "../../../src/formats/dicom/deid/dummy-value.ts";
import { codeOfOption, methodMeanings } from "../../../src/formats/dicom/deid/method-codes.ts";
import { policyRows } from "../../../src/formats/dicom/deid/policy-table.ts";
import { activeOptions } from "../../../src/formats/dicom/deid/resolve-action.ts";
import { sopFamilies } from "../../../src/formats/dicom/deid/sop-group.ts";
import { type Fate, fatesOf, listedTags, written } from "./probe.ts";
import { shown, table, tagList } from "./text.ts";

const storage = "1.2.840.10008.5.1.4.1.1.";
const families = sopFamilies.map(([name, ends]) => ({ name, sopClass: storage + (ends[0] ?? "") }));

const words: Readonly<Record<string, string>> = {
  remove: "removed",
  empty: "emptied",
  replace: "replaced by a dummy",
  uid: "UID mapped",
  recurse: "items by the same rules",
  keep: "kept",
  clean: "cleaned",
  shift: "shifted",
};

function byAction(fates: ReadonlyMap<string, Fate>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [tag, { action }] of fates) found.set(action, [...(found.get(action) ?? []), tag]);
  return found;
}

/** What becomes of every listed tag under the Basic Profile, by family of SOP Classes where that differs. */
export function basicSection(): string {
  const columns = [
    ...families.map(({ name, sopClass }) => ({ name, fates: fatesOf(sopClass) })),
    { name: "other", fates: fatesOf(`${storage}9999`) },
    { name: "nested", fates: fatesOf(families[0]?.sopClass ?? "", {}, true) },
  ];
  const first = columns[0]?.fates ?? new Map<string, Fate>();
  const differs = listedTags.filter(
    (tag) => new Set(columns.map(({ fates }) => fates.get(tag)?.action)).size > 1 && !written.has(tag),
  );
  const same = new Map([...first].filter(([tag]) => !differs.includes(tag)));
  const rows = [...byAction(same)].map(([action, tags]) => [
    words[action] ?? action,
    String(tags.length),
    tagList(tags),
  ]);
  const letter = (fate: Fate | undefined) => words[fate?.action ?? ""] ?? "-";
  return [
    `Of the ${policyRows.size} rows of Table E.1-1, ${listedTags.length} are elements of a data set. The same in all SOP Classes and at every level:`,
    "",
    table(["fate", "tags", "(group: elements)"], rows),
    "",
    `Different by family of SOP Classes (${families.map(({ name, sopClass }) => `${name}: as ${sopClass}`).join("; ")}; other: every other), or inside sequences:`,
    "",
    table(
      ["tag", ...columns.map(({ name }) => name)],
      differs.map((tag) => [shown(tag), ...columns.map(({ fates }) => letter(fates.get(tag)))]),
    ),
    "",
    `Written anew whatever the source says: ${tagList([...written])}.`,
  ].join("\n");
}

const choices = [
  ...offeredSwitches.map((name) => ({ ...strictOptions, [name]: true })),
  { ...strictOptions, longitudinal: "full" as const },
  { ...strictOptions, longitudinal: "modified" as const },
];

/** Options of CID 7050: which a project may choose, and which tags each lets stay and how. */
export function optionSection(): string {
  const offered = choices.map((options) => {
    const code = codeOfOption[activeOptions(options)[0] ?? "p"];
    const changed = new Map([...fatesOf(`${storage}2`, options)].filter(([, { option }]) => option !== ""));
    return { code, changed };
  });
  const rows = Object.entries(methodMeanings).map(([code, meaning]) => {
    const own = offered.some((option) => option.code === code);
    const always =
      code === "113100"
        ? "always"
        : code === "113101"
          ? "where a person reviewed the pixels"
          : code === "113102"
            ? "where a person had the face covered"
            : "no";
    return [code, meaning, own ? "if the project chooses it" : always];
  });
  const effects = offered.flatMap(({ code, changed }) =>
    [...byAction(changed)].map(([action, tags]) => [
      code,
      words[action] ?? action,
      String(tags.length),
      tagList(tags),
    ]),
  );
  return [
    table(["code", "CID 7050", "applied"], rows),
    "",
    "What an option alone makes of the listed tags of a CT image, top level; 113111 is told under private elements:",
    "",
    table(["code", "fate", "tags", "(group: elements)"], effects),
  ].join("\n");
}

/** The dummy of each VR. */
export function dummySection(): string {
  const vrs = "AE AS CS DA DS DT FD FL IS LO LT OB OW PN SH SL SS ST TM UC UL UN UR US UT".split(" ");
  return table(
    ["VR", "dummy"],
    vrs.map((vr) => {
      const dummy = dummyValue(vr, "<pseudonym>");
      return [vr, dummy?.value ? `\`${dummy.value}\`` : "binary zero"];
    }),
  );
}
