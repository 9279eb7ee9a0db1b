import { expect, test } from "vitest";
import { safePrivateLines } from "../../../../../src/formats/dicom/deid-table.ts";
import { type MadeElement, madePixels, makeDicom } from "../../../../support/dicom-maker.ts";
import { planFor, planned } from "../../../../support/plan-maker.ts";

const head: readonly MadeElement[] = [
  { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
  { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
];
const creator = (block: string, value = "Philips Imaging DD 001"): MadeElement => ({
  tag: `200100${block}`,
  vr: "LO",
  value,
});
const factor = (tag = "20011002", value = "7"): MadeElement => ({ tag, vr: "IS", value });

function fates(elements: readonly MadeElement[], paths: readonly string[], options = {}, made = {}) {
  const file = makeDicom(
    [...head, ...elements, ...madePixels(2, 2, 16, new Uint8Array(8))].sort((a, b) =>
      a.tag < b.tag ? -1 : 1,
    ),
    made,
  );
  const plan = planFor(file, { retainSafePrivate: true, ...options });
  return paths.map((path) => planned(plan, path).action);
}

test("of every row with a VR the numbers and codes are kept in their block, and nothing else; 20 creators", () => {
  const sizes: Record<string, number> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8 };
  const texts: Record<string, string> = { IS: "12", DS: "1.5", CS: "YES" };
  let kept = 0;
  let removed = 0;
  for (const line of safePrivateLines) {
    const [name = "", rows = ""] = line.split("|");
    for (const row of rows.split(" ")) {
      const [key = "", vr = "LO"] = row.split(":");
      const tag = `${key.slice(0, 4)}42${key.slice(4)}`.toUpperCase();
      const size = sizes[vr];
      const value = size ? new Uint8Array(size) : (texts[vr] ?? (vr === "SQ" ? [[]] : "Doe"));
      const [home, fate] = fates(
        [
          { tag: `${key.slice(0, 4)}0042`, vr: "LO", value: name },
          { tag, vr: vr.slice(0, 2), value } as MadeElement,
        ],
        [`${key.slice(0, 4)}0042`, tag],
      );
      const isSafe = (type: string) => sizes[type] !== undefined || texts[type] !== undefined;
      const safe = isSafe(vr);
      // A creator none of whose elements in this group may stay goes with them.
      const any = rows
        .split(" ")
        .some((one) => one.startsWith(key.slice(0, 4)) && isSafe(one.split(":")[1] ?? ""));
      expect(`${name} ${key} ${home}`).toBe(`${name} ${key} ${any ? "keep" : "remove"}`);
      expect(`${name} ${row} ${fate}`).toBe(`${name} ${row} ${safe ? "keep" : "remove"}`);
      if (safe) kept++;
      else removed++;
    }
  }
  expect(safePrivateLines).toHaveLength(20);
  expect({ kept, removed }).toEqual({ kept: 347, removed: 132 });
});

test("off by default, and off without the option", () => {
  const all = [creator("10"), factor()];
  expect(fates(all, ["20010010", "20011002"], { retainSafePrivate: false })).toEqual(["remove", "remove"]);
  expect(fates(all, ["20010010", "20011002"])).toEqual(["keep", "keep"]);
});

test("a block is told by its creator, in its own item: another creator, another block, none, a longer name", () => {
  expect(fates([creator("10", "ACME 1.1"), factor()], ["20010010", "20011002"])).toEqual([
    "remove",
    "remove",
  ]);
  expect(fates([creator("11"), factor()], ["20011002"])).toEqual(["remove"]);
  expect(fates([factor()], ["20011002"])).toEqual(["remove"]);
  expect(fates([creator("10", "Philips Imaging DD 001 Doe"), factor()], ["20010010"])).toEqual(["remove"]);
  // A name of the table in a group that is not its own holds no block.
  expect(fates([{ tag: "00190010", vr: "LO", value: "Philips Imaging DD 001" }], ["00190010"])).toEqual([
    "remove",
  ]);
  const inItem: MadeElement = { tag: "00081140", vr: "SQ", value: [[factor()], [creator("10"), factor()]] };
  const enhanced: MadeElement = { tag: "52009229", vr: "SQ", value: [[creator("10"), factor()], [factor()]] };
  expect(
    fates(
      [creator("10"), inItem, enhanced],
      ["52009229[0]/20010010", "52009229[0]/20011002", "52009229[1]/20011002"],
    ),
  ).toEqual(["keep", "keep", "remove"]);
});

test("a value that is no number, too long, of another VR or with more values goes", () => {
  const one = (element: MadeElement) => fates([creator("10"), element], [element.tag])[0];
  expect(one(factor("20011002", "12 Baker"))).toBe("remove");
  expect(one(factor("20011002", "1\\2"))).toBe("remove");
  expect(one({ tag: "20011002", vr: "LO", value: "7" })).toBe("remove");
  expect(one({ tag: "20011002", vr: "UN", value: "7 " })).toBe("keep");
  expect(one({ tag: "20011004", vr: "CS", value: "Doe" })).toBe("remove");
  expect(one({ tag: "20011003", vr: "FL", value: new Uint8Array(3) })).toBe("remove");
  expect(one({ tag: "20011003", vr: "FL", value: new Uint8Array(8) })).toBe("remove");
});

test("implicit and big-endian files too", () => {
  const both = [creator("10"), factor(), { tag: "20011003", vr: "FL", value: new Uint8Array(4) }];
  const paths = ["20010010", "20011002", "20011003"];
  expect(fates(both, paths, {}, { explicit: false })).toEqual(["keep", "keep", "keep"]);
  expect(fates(both, paths, {}, { bigEndian: true })).toEqual(["keep", "keep", "keep"]);
});

const declared = (status: string, more: readonly MadeElement[] = []): MadeElement => ({
  tag: "00080300",
  vr: "SQ",
  value: [
    [
      { tag: "00080301", vr: "US", value: [0x2001] },
      { tag: "00080302", vr: "LO", value: "Philips Imaging DD 001" },
      { tag: "00080303", vr: "CS", value: status },
      ...more,
    ],
  ],
});

test.each([
  ["SAFE", [], ["keep", "keep"]],
  ["UNSAFE", [], ["remove", "remove"]],
  ["MIXED", [], ["remove", "remove"]],
  ["MIXED", [{ tag: "00080304", vr: "US", value: [0x03, 0x02] }], ["keep", "remove"]],
  [
    "SAFE",
    [
      {
        tag: "00080305",
        vr: "SQ",
        value: [
          [
            { tag: "00080306", vr: "US", value: [0x08] },
            { tag: "00080307", vr: "CS", value: "D" },
          ],
        ],
      },
    ],
    ["keep", "remove"],
  ],
] as const)("what the file declares of a block, %s, only makes it stricter", (status, more, expected) => {
  const made = [
    declared(status, more as readonly MadeElement[]),
    creator("10"),
    factor(),
    factor("20011008"),
  ];
  for (const bigEndian of [false, true])
    expect(fates(made, ["20011002", "20011008"], {}, { bigEndian })).toEqual(expected);
});

test("the creators of the table survive a patient of their name", () => {
  const name: MadeElement = { tag: "00100010", vr: "PN", value: "Philips^Imaging" };
  const made = [name, creator("10"), factor()];
  expect(fates(made, ["20010010", "20011002"], { cleanDescriptors: true })).toEqual(["keep", "keep"]);
});
