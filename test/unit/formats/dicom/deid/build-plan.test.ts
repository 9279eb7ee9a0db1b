import { expect, test } from "vitest";
import { type MadeElement, madePixels, makeDicom } from "../../../../support/dicom-maker.ts";
import { madeUid, outputText, planFor, planned } from "../../../../support/plan-maker.ts";

const base: MadeElement[] = [
  { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
  { tag: "00080018", vr: "UI", value: "1.2.3.4.5" },
  { tag: "00080060", vr: "CS", value: "CT" },
  { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
  { tag: "00100020", vr: "LO", value: "MRN-4711" },
  { tag: "0020000D", vr: "UI", value: "1.2.3.4" },
  { tag: "0020000E", vr: "UI", value: "1.2.3.4.1" },
  ...madePixels(2, 2, 16, new Uint8Array(8)),
];
const file = (...more: MadeElement[]) =>
  makeDicom([...base.filter((one) => !more.some((other) => other.tag === one.tag)), ...more]);

test("one UID is mapped to one UID wherever it stands, and public ones stay", () => {
  const made = file(
    { tag: "00083010", vr: "UI", value: "1.2.3.4.5\\1.2.3.9" },
    {
      tag: "00081115",
      vr: "SQ",
      value: [
        [
          { tag: "00081155", vr: "UI", value: "1.2.3.4.5" },
          { tag: "00081150", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
        ],
      ],
    },
    { tag: "00200052", vr: "UI", value: "1.2.840.10008.1.4.1.1" },
  );
  const plan = planFor(made);
  const mapped = madeUid("1.2.3.4.5");
  expect(planned(plan, "00080018")).toMatchObject({ action: "uid", value: mapped });
  expect(planned(plan, "00083010")).toMatchObject({
    action: "uid",
    value: `${mapped}\\${madeUid("1.2.3.9")}`,
  });
  expect(planned(plan, "00081115[0]/00081155").value).toBe(mapped);
  expect(planned(plan, "00081115[0]/00081150").action).toBe("keep");
  expect(planned(plan, "00200052").action).toBe("keep");
  expect(plan.fileMeta.find((element) => element.path === "00020003")?.value).toBe(mapped);
  expect(plan.fileMeta.find((element) => element.path === "00020010")?.value).toBe("1.2.840.10008.1.2.1");
});

test("the patient becomes a pseudonym, also where the file has none", () => {
  const plan = planFor(file());
  expect(planned(plan, "00100020")).toMatchObject({ action: "replace", value: "ABCDEFGHIJKLMNOP" });
  expect(planned(plan, "00100010")).toMatchObject({ action: "replace", value: "Anon^ABCDEFGH" });
  const nameless = planFor(makeDicom(base.filter((one) => !one.tag.startsWith("0010"))));
  expect(nameless.insert.filter((one) => one.path.startsWith("0010")).map((one) => one.value)).toEqual([
    "Anon^ABCDEFGH",
    "ABCDEFGHIJKLMNOP",
  ]);
});

test("identifiers that a file lacks are made", () => {
  const plan = planFor(makeDicom(base.filter((one) => !["00080018", "0020000D"].includes(one.tag))));
  expect(plan.insert.map((one) => one.path)).toEqual(expect.arrayContaining(["00080018", "0020000D"]));
  const made = plan.insert.find((one) => one.path === "00080018")?.value;
  expect(made).toMatch(/^2\.25\.\d+$/);
  expect(plan.fileMeta.find((one) => one.path === "00020003")?.value).toBe(made);
});

test("geometry, rescale, window and pixels are kept", () => {
  const made = file(
    { tag: "00200032", vr: "DS", value: "-1.5\\2\\3e1" },
    { tag: "00281052", vr: "DS", value: "-1024" },
    { tag: "00281050", vr: "DS", value: "40\\400" },
    { tag: "00281055", vr: "LO", value: "WINDOW1\\DOE" },
    { tag: "00281054", vr: "LO", value: "HU" },
    { tag: "00180015", vr: "CS", value: "CHEST" },
  );
  const plan = planFor(made);
  for (const path of ["00200032", "00281052", "00281050", "00281054", "00180015", "00280010", "7FE00010"]) {
    expect([path, planned(plan, path).action]).toEqual([path, "keep"]);
  }
  expect(planned(plan, "00281055").action).toBe("remove");
});

test("a value that breaks its VR is removed", () => {
  const made = file(
    { tag: "00180015", vr: "CS", value: "Doe^Jane" },
    { tag: "00180050", vr: "DS", value: "DOE" },
    { tag: "00180060", vr: "LO", value: "DOE" },
  );
  const plan = planFor(made);
  for (const path of ["00180015", "00180050", "00180060"]) {
    expect(planned(plan, path)).toMatchObject({ action: "remove", why: "malformed" });
  }
});

test("coded concepts of public schemes stay, codes and words of a site do not", () => {
  const code = (value: string, scheme: string, meaning: string): MadeElement[] => [
    { tag: "00080100", vr: "SH", value },
    { tag: "00080102", vr: "SH", value: scheme },
    { tag: "00080104", vr: "LO", value: meaning },
  ];
  const made = file({
    tag: "00082218",
    vr: "SQ",
    value: [code("39607008", "SCT", "Lung"), code("39607009", "SCT", "Dr DOE"), code("A1", "99DOE", "Lung")],
  });
  const plan = planFor(made);
  expect(
    ["00080100", "00080102", "00080104"].map((tag) => planned(plan, `00082218[0]/${tag}`).action),
  ).toEqual(["keep", "keep", "keep"]);
  expect(
    ["00080100", "00080102", "00080104"].map((tag) => planned(plan, `00082218[1]/${tag}`).action),
  ).toEqual(["replace", "keep", "replace"]);
  expect(
    ["00080100", "00080102", "00080104"].map((tag) => planned(plan, `00082218[2]/${tag}`).action),
  ).toEqual(["replace", "replace", "replace"]);
});

test("dates are removed or emptied, kept, or moved by the same whole days at every level", () => {
  const made = file(
    { tag: "00080020", vr: "DA", value: "20240301" },
    { tag: "00080030", vr: "TM", value: "235959.5" },
    { tag: "0008002A", vr: "DT", value: "20240301235959.25+0100" },
    { tag: "00100030", vr: "DA", value: "19500101" },
    { tag: "00081115", vr: "SQ", value: [[{ tag: "00080021", vr: "DA", value: "20240310" }]] },
    { tag: "00181012", vr: "DA", value: "yesterday" },
  );
  expect(
    ["00080020", "00080030", "0008002A", "00100030"].map((path) => planned(planFor(made), path).action),
  ).toEqual(["empty", "empty", "remove", "empty"]);
  const moved = planFor(made, { longitudinal: "modified" }, -10);
  expect(planned(moved, "00080020")).toMatchObject({ action: "shift", value: "20240220" });
  expect(planned(moved, "00080030").action).toBe("keep");
  expect(planned(moved, "0008002A").value).toBe("20240220235959.25+0100");
  expect(planned(moved, "00081115[0]/00080021").value).toBe("20240229");
  expect(planned(moved, "00100030").action).toBe("empty");
  expect(planned(moved, "00181012").action).toBe("remove");
  const full = planFor(made, { longitudinal: "full" });
  expect(planned(full, "00080020")).toMatchObject({ action: "keep", why: "option:RtnLongFull" });
  const temporal = [planFor(made), full, moved].map(
    (plan) => plan.insert.find((one) => one.path === "00280303")?.value,
  );
  expect(temporal).toEqual(["REMOVED", "UNMODIFIED", "MODIFIED"]);
});

test("an option keeps what it names and no more", () => {
  const made = file(
    { tag: "00080080", vr: "LO", value: "DOE HOSPITAL" },
    { tag: "00181000", vr: "LO", value: "SN1" },
    { tag: "00101010", vr: "AS", value: "094Y" },
    { tag: "00081010", vr: "SH", value: "STATION" },
  );
  const institution = planFor(made, { retainInstitutionIdentity: true });
  expect(["00080080", "00181000", "00101010"].map((path) => planned(institution, path).action)).toEqual([
    "keep",
    "remove",
    "remove",
  ]);
  expect(planned(planFor(made, { retainPatientCharacteristics: true }), "00101010")).toMatchObject({
    action: "replace",
    value: "090Y",
  });
  expect(planned(planFor(made, { retainDeviceIdentity: true }), "00181000").action).toBe("keep");
  expect(planned(planFor(made, { retainUids: true }), "00080018")).toMatchObject({
    action: "keep",
    why: "option:RtnUIDs",
  });
});

test("text in any character set is written in one; undecodable text is removed", () => {
  const japanese = new Uint8Array([0x1b, 0x24, 0x42, 0x3b, 0x33, 0x45, 0x44, 0x1b, 0x28, 0x42]);
  const made = file(
    { tag: "00080005", vr: "CS", value: "\\ISO 2022 IR 87" },
    { tag: "00080080", vr: "LO", value: japanese },
  );
  const plan = planFor(made, { retainInstitutionIdentity: true });
  expect(planned(plan, "00080005")).toMatchObject({ action: "replace", value: "ISO_IR 192" });
  expect(planned(plan, "00080080")).toMatchObject({ action: "clean", value: "山田" });
  const unknown = file(
    { tag: "00080005", vr: "CS", value: "\\ISO 2022 IR 159" },
    { tag: "00080080", vr: "LO", value: new Uint8Array([0x1b, 0x24, 0x28, 0x44, 0x30, 0x21]) },
  );
  expect(planned(planFor(unknown, { retainInstitutionIdentity: true }), "00080080").action).toBe("remove");
  const nested = file(
    { tag: "00080005", vr: "CS", value: "ISO_IR 192" },
    {
      tag: "00081115",
      vr: "SQ",
      value: [
        [
          { tag: "00080005", vr: "CS", value: "ISO_IR 144" },
          { tag: "00080080", vr: "LO", value: new Uint8Array([0xbc, 0xd8, 0xe0]) },
        ],
      ],
    },
  );
  expect(planned(planFor(nested, { retainInstitutionIdentity: true }), "00081115[0]/00080080").value).toBe(
    "Мир",
  );
});

test("the markers say what was done, and codes of an earlier round are kept and not repeated", () => {
  const plan = planFor(file());
  const inserted = (path: string) => plan.insert.find((one) => one.path === path)?.value;
  expect(inserted("00120062")).toBe("YES");
  expect(
    inserted("00120063")
      ?.split("\\")
      .every((value) => value.length <= 64),
  ).toBe(true);
  expect(inserted("00120063")).toContain(`px:${"cd".repeat(16)}`);
  expect(inserted("00120064[0]/00080100")).toBe("113100");
  const again = file({
    tag: "00120064",
    vr: "SQ",
    value: [
      [
        { tag: "00080100", vr: "SH", value: "113100" },
        { tag: "00080102", vr: "SH", value: "DCM" },
        { tag: "00080104", vr: "LO", value: "Basic Application Confidentiality Profile" },
      ],
    ],
  });
  const second = planFor(again, { retainUids: true });
  expect(planned(second, "00120064[0]/00080104").action).toBe("keep");
  expect(second.insert.filter((one) => one.path.startsWith("00120064")).map((one) => one.value)).toEqual([
    "113110",
    "DCM",
    "Retain UIDs Option",
  ]);
});

test("a file's own claim to hold no text or face is not believed", () => {
  const plan = planFor(
    file({ tag: "00280301", vr: "CS", value: "NO" }, { tag: "00280302", vr: "CS", value: "NO" }),
  );
  expect([planned(plan, "00280301").action, planned(plan, "00280302").action]).toEqual(["remove", "remove"]);
  const yes = planFor(file({ tag: "00280301", vr: "CS", value: "YES" }));
  expect(planned(yes, "00280301").action).toBe("keep");
  expect(yes.verdict).toBe("quarantined");
});

test("an output planned again changes nothing but UIDs", () => {
  const output = makeDicom([
    ...base.filter((one) => !one.tag.startsWith("0010")),
    { tag: "00080005", vr: "CS", value: "ISO_IR 192" },
    { tag: "00080020", vr: "DA", value: "" },
    { tag: "00100010", vr: "PN", value: "Anon^ABCDEFGH" },
    { tag: "00100020", vr: "LO", value: "ABCDEFGHIJKLMNOP" },
    { tag: "00120062", vr: "CS", value: "YES" },
    {
      tag: "00120063",
      vr: "LO",
      value: `Overread 0.1.0\\policy ${"ab".repeat(16)}\\generation 0\\px:${"cd".repeat(16)}`,
    },
    {
      tag: "00120064",
      vr: "SQ",
      value: [
        [
          { tag: "00080100", vr: "SH", value: "113100" },
          { tag: "00080102", vr: "SH", value: "DCM" },
          { tag: "00080104", vr: "LO", value: "Basic Application Confidentiality Profile" },
        ],
      ],
    },
    { tag: "00280303", vr: "CS", value: "REMOVED" },
  ]);
  const plan = planFor(output);
  expect(plan.insert).toEqual([]);
  const others = plan.elements.filter(
    (one) => !["keep", "uid", "recurse"].includes(one.action) && !one.path.startsWith("0002"),
  );
  expect(others).toEqual([]);
});

test("sealed copies, icons and private blocks go whole, whatever the options", () => {
  const all = {
    retainUids: true,
    retainDeviceIdentity: true,
    retainInstitutionIdentity: true,
    retainPatientCharacteristics: true,
    longitudinal: "full" as const,
  };
  const inside: MadeElement[] = [
    { tag: "00080018", vr: "UI", value: "1.2.3" },
    { tag: "00280010", vr: "US", value: [77] },
  ];
  const made = file(
    { tag: "04000561", vr: "SQ", value: [inside] },
    { tag: "00880200", vr: "SQ", value: [inside] },
    { tag: "00091001", vr: "SQ", value: [inside] },
    { tag: "60000010", vr: "US", value: [5] },
  );
  const plan = planFor(made, all);
  const left = plan.elements.filter(
    (one) => /^(04000561|00880200|00091001|6000)/.test(one.path) && one.action !== "remove",
  );
  expect(left).toEqual([]);
  expect(outputText(made, plan)).not.toContain("\u004d\u0000");
});
