import { describe, expect, test } from "vitest";
import type { PlanInsert } from "../../../src/domain/deid/plan.ts";
import { makeOwnPipelinesNode } from "../../support/own-pipeline-node.ts";
import {
  bytesOf,
  element,
  encapsulated,
  explicitBig,
  explicitLittle,
  implicitLittle,
  numberBytes,
  openSequence,
  part10,
  sequence,
  syntaxOf,
  ushort,
} from "../../support/wasm-bytes.ts";
import { type PlanChange, planOf } from "../../support/wasm-plan.ts";

const { inspectDicom, rewriteDicom } = makeOwnPipelinesNode();

type Extra = Parameters<typeof planOf>[3];

async function rewrite(
  file: Uint8Array,
  changes: Record<string, PlanChange> = {},
  extra: Extra = {},
  native?: Uint8Array,
) {
  const plan = planOf(file, await inspectDicom(file), changes, extra);
  return rewriteDicom(file, plan, native);
}

/** Path → value, as hex for the binary and text for the rest. */
async function values(file: Uint8Array) {
  const index = await inspectDicom(file);
  return Object.fromEntries(
    index.elements
      .filter(({ path, items }) => !path.startsWith("0002") && items === undefined)
      .map(({ path, valueAt, valueLen }) => [
        path,
        Buffer.from(file.subarray(valueAt, valueAt + valueLen)).toString("latin1"),
      ]),
  );
}
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (reason: { code: string }) => reason.code,
  );

describe.each([
  ["explicit little endian", syntaxOf.explicit, explicitLittle],
  ["implicit little endian", syntaxOf.implicit, implicitLittle],
  ["explicit big endian", syntaxOf.big, explicitBig],
])("%s", (_, syntax, writing) => {
  const person = (name: string) => element("00100010", "PN", name, writing);
  const file = part10(
    syntax,
    element("00080000", "UL", numberBytes(10, 4, writing.big), writing),
    element("00080060", "CS", "CT", writing),
    sequence(
      "00081140",
      [person("ONE^A"), bytesOf(person("TWO^B"), element("00100020", "LO", "7", writing))],
      writing,
    ),
    sequence("00091001", [openSequence("00091002", [person("DEEP")], writing)], writing),
    person("TOP^NAME"),
    ushort("00280010", 513, writing),
    element("7FE00010", "OW", [1, 2, 3, 4], writing),
    bytesOf("PLANTED TRAILING"),
  );

  test("a plan that keeps all gives every value back, without group lengths and trailing bytes", async () => {
    const { bytes, report } = await rewrite(file);
    const before = await values(file);
    delete before["00080000"];
    expect(await values(bytes)).toEqual(before);
    expect(Object.keys(before).length).toBe(8);
    expect(await inspectDicom(bytes)).toMatchObject({ transferSyntax: syntax, trailing: 0, guessed: false });
    expect(report).toMatchObject({ ok: true, bytes: bytes.length, removed: 1, transferSyntax: syntax });
    expect(Buffer.from(bytes).includes("PLANTED")).toBe(false);
  });

  test("the same input and plan give the same bytes, also after another file went through", async () => {
    const first = await rewrite(file);
    await rewrite(first.bytes);
    expect(Buffer.compare((await rewrite(file)).bytes, first.bytes)).toBe(0);
    expect(Buffer.compare((await rewrite(first.bytes)).bytes, first.bytes)).toBe(0);
  });

  test("removes, empties and replaces at every level, and nothing else changes", async () => {
    const { bytes } = await rewrite(file, {
      "00081140[0]/00100010": { action: "remove" },
      "00081140[1]/00100010": { action: "empty" },
      "00091001[0]/00091002[0]/00100010": { action: "replace", value: "Ünï" },
      "00100010": { action: "remove" },
      "00280010": { action: "replace", value: "258", asVr: "US" },
    });
    const after = await values(bytes);
    expect(after).toEqual({
      "00080060": "CT",
      "00081140[1]/00100010": "",
      "00081140[1]/00100020": "7 ",
      "00091001[0]/00091002[0]/00100010": Buffer.from("Ünï ").toString("latin1"),
      "00280010": writing.big ? "\x01\x02" : "\x02\x01",
      "7FE00010": "\x01\x02\x03\x04",
    });
    expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/ONE|TWO|DEEP|TOP/);
  });

  test("a removed sequence takes its content with it, and a UID is padded with NUL", async () => {
    const { bytes } = await rewrite(file, {
      "00091001": { action: "remove" },
      "00081140[1]/00100020": { action: "uid", value: "2.25.1" + "2" },
    });
    const after = await values(bytes);
    expect(Object.keys(after).some((path) => path.startsWith("0009"))).toBe(false);
    expect(after["00081140[1]/00100020"]).toBe(writing.explicit ? "2.25.12 " : "2.25.12\0");
  });

  test("inserts stand in tag order, at the top and inside new, kept and appended items", async () => {
    const insert = (path: string, vr: string, value?: string): PlanInsert => ({
      path,
      vr,
      why: "marker",
      ...(value === undefined ? {} : { value }),
    });
    const { bytes } = await rewrite(
      file,
      { "00100010": { action: "remove" } },
      {
        insert: [
          insert("00120064[0]/00080100", "SH", "113100"),
          insert("00120064[1]/00080100", "SH", "113101"),
          insert("00120062", "CS", "YES"),
          insert("00081140[1]/00080005", "CS", "ISO_IR 192"),
          insert("00081140[2]/00080005", "CS", "NEW"),
          insert("00100010", "PN", "Anon"),
          insert("00081111", "SQ"),
        ],
      },
    );
    const index = await inspectDicom(bytes);
    const paths = index.elements.map(({ path }) => path).filter((path) => !path.startsWith("0002"));
    expect(paths).toEqual([
      "00080060",
      "00081111",
      "00081140",
      "00081140[0]/00100010",
      "00081140[1]/00080005",
      "00081140[1]/00100010",
      "00081140[1]/00100020",
      "00081140[2]/00080005",
      "00091001",
      "00091001[0]/00091002",
      "00091001[0]/00091002[0]/00100010",
      "00100010",
      "00120062",
      "00120064",
      "00120064[0]/00080100",
      "00120064[1]/00080100",
      "00280010",
      "7FE00010",
    ]);
    expect((await values(bytes))["00120062"]).toBe("YES ");
  });
});

test("group 0002 is the plan's alone, with the right length, behind an empty preamble", async () => {
  const file = part10(syntaxOf.explicit, element("00080060", "CS", "CT"));
  file.set(bytesOf("PREAMBLE NAME"), 0);
  const { bytes } = await rewrite(file);
  expect([...bytes.subarray(0, 128)].every((byte) => byte === 0)).toBe(true);
  const index = await inspectDicom(bytes);
  const length = index.elements.find(({ path }) => path === "00020000");
  const first = index.elements.find(({ path }) => !path.startsWith("0002"));
  const view = new DataView(bytes.buffer);
  expect(view.getUint32(length?.valueAt ?? 0, true)).toBe(
    (first?.at ?? 0) - ((length?.at ?? 0) + (length?.len ?? 0)),
  );
});

describe("refuses", () => {
  const file = part10(syntaxOf.explicit, element("00080060", "CS", "CT"), element("00100010", "PN", "A^B"));

  test("a plan for other bytes, or one that misses, moves or doubles an element", async () => {
    const index = await inspectDicom(file);
    const plan = planOf(file, index);
    const other = file.slice();
    other[other.length - 1] = 0x41;
    expect(await refusal(rewriteDicom(other, plan))).toBe("rewrite-mismatch");
    const [first, ...rest] = plan.elements;
    if (!first) throw new Error("no elements");
    for (const elements of [
      rest,
      plan.elements.slice(0, -1),
      [...plan.elements, first],
      [{ ...first, at: first.at + 1 }, ...rest],
      [{ ...first, len: first.len + 2 }, ...rest],
      [{ ...first, vr: "LO" }, ...rest],
      [{ ...first, path: "00080061" }, ...rest],
    ])
      expect(await refusal(rewriteDicom(file, { ...plan, elements }))).toBe("rewrite-mismatch");
    expect(await refusal(rewriteDicom(file, plan))).toBe("accepted");
  });
  test("a value that does not fit its field, instead of cutting it", async () => {
    expect(
      await refusal(rewrite(file, { "00100010": { action: "replace", value: "x".repeat(65535) } })),
    ).toBe("value-too-long");
    expect(
      await refusal(rewrite(file, { "00100010": { action: "replace", value: "x".repeat(65533) } })),
    ).toBe("accepted");
  });
  test("an insert over what stays, and one that is no path", async () => {
    for (const [path, code] of [
      ["00100010", "duplicate-element"],
      ["00020016", "plan-invalid"],
      ["0010001", "plan-invalid"],
      ["00400555[1]/00080100", "plan-invalid"],
    ] as const)
      expect(
        await refusal(rewrite(file, {}, { insert: [{ path, vr: "LO", value: "x", why: "marker" }] })),
      ).toBe(code);
  });
  test("boxes without pixels, and boxes on compressed pixels", async () => {
    const pixels = { boxes: [{ x: 0, y: 0, width: 1, height: 1, frames: "all" as const }], blank: [0] };
    expect(await refusal(rewrite(file, {}, { pixels }))).toBe("no-pixel-data");
    const jpeg = part10(
      syntaxOf.jpeg,
      ushort("00280010", 1),
      encapsulated([bytesOf([0xff, 0xd8, 0xff, 0xd9])]),
    );
    expect(await refusal(rewrite(jpeg, {}, { pixels }))).toBe("encapsulated-pixels");
  });
});

test("UN sequences keep their form and lose what the plan removes", async () => {
  const hidden = bytesOf(
    element("00100010", "PN", "HIDDEN", implicitLittle),
    element("00100020", "LO", "ID", implicitLittle),
  );
  const file = part10(syntaxOf.explicit, sequence("00091001", [hidden], explicitLittle, "UN"));
  const { bytes } = await rewrite(file, { "00091001[0]/00100010": { action: "remove" } });
  expect(await values(bytes)).toEqual({ "00091001[0]/00100020": "ID" });
  expect(Buffer.from(bytes).includes("HIDDEN")).toBe(false);
});
