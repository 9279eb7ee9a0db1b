import { describe, expect, test } from "vitest";
import { makeOwnPipelinesNode } from "../../support/own-pipeline-node.ts";
import {
  bytesOf,
  element,
  encapsulated,
  explicitBig,
  explicitLittle,
  header,
  implicitLittle,
  openSequence,
  part10,
  sequence,
  syntaxOf,
  undefinedLength,
  ushort,
} from "../../support/wasm-bytes.ts";

const { inspectDicom } = makeOwnPipelinesNode();
const pathsOf = async (bytes: Uint8Array) => (await inspectDicom(bytes)).elements.map((entry) => entry.path);
const datasetPaths = async (bytes: Uint8Array) =>
  (await pathsOf(bytes)).filter((path) => !path.startsWith("0002"));
const name = element("00100010", "PN", "A^B");

describe.each([
  ["explicit little endian", syntaxOf.explicit, explicitLittle],
  ["implicit little endian", syntaxOf.implicit, implicitLittle],
  ["explicit big endian", syntaxOf.big, explicitBig],
])("%s", (_, syntax, writing) => {
  const inner = element("00100020", "LO", "ID", writing);
  const nested = sequence(
    "00081140",
    [inner, bytesOf(inner, element("00100030", "DA", "19000101", writing))],
    writing,
  );
  const file = part10(
    syntax,
    element("00080060", "CS", "CT", writing),
    nested,
    openSequence("00081115", [nested], writing),
    sequence("00091001", [inner], writing),
  );

  test("finds every element at every level once, with its place", async () => {
    const index = await inspectDicom(file);
    expect(index).toMatchObject({
      bytes: file.length,
      hasPreamble: true,
      hasMeta: true,
      transferSyntax: syntax,
      guessed: false,
      explicit: writing.explicit,
      bigEndian: writing.big,
      trailing: 0,
    });
    expect(index.elements.map((entry) => entry.path).filter((path) => !path.startsWith("0002"))).toEqual([
      "00080060",
      "00081140",
      "00081140[0]/00100020",
      "00081140[1]/00100020",
      "00081140[1]/00100030",
      "00081115",
      "00081115[0]/00081140",
      "00081115[0]/00081140[0]/00100020",
      "00081115[0]/00081140[1]/00100020",
      "00081115[0]/00081140[1]/00100030",
      "00091001",
      "00091001[0]/00100020",
    ]);
    const modality = index.elements.find((entry) => entry.path === "00080060");
    expect(modality?.vr).toBe(writing.explicit ? "CS" : "--");
    for (const { path, at, len, valueAt, valueLen } of index.elements) {
      const tag = path.slice(-8);
      const big = writing.big && !tag.startsWith("0002");
      expect(Buffer.from(file.subarray(at, at + 4)).toString("hex")).toBe(
        Buffer.from(header(tag, "", 0, { explicit: false, big }).subarray(0, 4)).toString("hex"),
      );
      expect(at + len).toBeGreaterThanOrEqual(valueAt + valueLen);
    }
    const values = index.elements.filter((entry) => entry.path.endsWith("00100020"));
    for (const { valueAt, valueLen } of values)
      expect(Buffer.from(file.subarray(valueAt, valueAt + valueLen)).toString()).toBe("ID");
    expect(index.elements.find((entry) => entry.path === "00081140")?.items).toBe(2);
  });

  test("each truncation is an error or leaves whole elements only, and ends", async () => {
    for (let length = 0; length < file.length; length += 3) {
      const cut = file.slice(0, length);
      const outcome = await inspectDicom(cut).catch((reason: unknown) => reason);
      if (outcome instanceof Error) expect(outcome.message).toMatch(/truncated|malformed|not-dicom/);
      else
        for (const { at, len } of (outcome as { elements: { at: number; len: number }[] }).elements)
          expect(at + len).toBeLessThanOrEqual(length);
    }
  });
});

test("reads files without preamble, and without meta information", async () => {
  expect(await pathsOf(part10(syntaxOf.explicit, name).slice(128))).toContain("00100010");
  expect(await pathsOf(part10(syntaxOf.explicit, name).slice(132))).toContain("00100010");
  for (const writing of [explicitLittle, implicitLittle, explicitBig]) {
    const bare = bytesOf(element("00080060", "CS", "CT", writing), element("00100010", "PN", "A^B", writing));
    const index = await inspectDicom(bare);
    expect(index).toMatchObject({
      hasMeta: false,
      guessed: true,
      explicit: writing.explicit,
      bigEndian: writing.big,
    });
    expect(index.elements.map((entry) => entry.path)).toEqual(["00080060", "00100010"]);
  }
});

test("a dataset that is not in the syntax it names is read as it is, and said so", async () => {
  const index = await inspectDicom(
    part10(syntaxOf.explicit, element("00080060", "CS", "CT", implicitLittle)),
  );
  expect(index).toMatchObject({ guessed: true, explicit: false, transferSyntax: syntaxOf.implicit });
});

test("UN is looked into where it is a sequence, with defined and with undefined length", async () => {
  const hidden = element("00100010", "PN", "A^B", implicitLittle);
  const file = part10(
    syntaxOf.explicit,
    sequence("00091001", [hidden], explicitLittle, "UN"),
    openSequence("00091002", [hidden], explicitLittle, "UN"),
    element("00091003", "UN", [0xfe, 0xff, 0x00, 0xe0, 9, 0, 0, 0, 1, 2]),
  );
  expect(await datasetPaths(file)).toEqual([
    "00091001",
    "00091001[0]/00100010",
    "00091002",
    "00091002[0]/00100010",
    "00091003",
  ]);
});

test("lists the fragments and the offset table of encapsulated pixels", async () => {
  const file = part10(
    syntaxOf.jpeg,
    ushort("00280010", 1),
    encapsulated([bytesOf([1, 2]), bytesOf([3, 4, 5, 6])], [0, 10]),
    element("FFFCFFFC", "OB", [0, 0]),
  );
  const index = await inspectDicom(file);
  expect(index.offsetTable).toEqual([0, 10]);
  expect(index.fragments.map(({ at, len }) => [...file.slice(at, at + len)])).toEqual([
    [1, 2],
    [3, 4, 5, 6],
  ]);
  expect(index.elements.at(-1)?.path).toBe("FFFCFFFC");
});

test("bytes after the pixels are trailing, not elements", async () => {
  const pixels = element("7FE00010", "OW", [1, 2, 3, 4]);
  for (const junk of ["PATIENT^NAME and more text", "xy", "\0\0\0\0\0\0\0\0\0\0"]) {
    const index = await inspectDicom(part10(syntaxOf.explicit, name, pixels, bytesOf(junk)));
    expect(index.trailing).toBe(junk.length);
    expect(index.elements.at(-1)?.path).toBe("7FE00010");
  }
});

describe("refuses with a code and an offset", () => {
  const refusal = (bytes: Uint8Array) =>
    inspectDicom(bytes).then(
      () => "accepted",
      (reason: { code: string; offset: number }) => `${reason.code}@${reason.offset}`,
    );
  const start = part10(syntaxOf.explicit).length;

  test("what is no DICOM", async () => {
    expect(await refusal(bytesOf("MZ this is an executable and not an image"))).toBe("not-dicom@0");
    expect(await refusal(new Uint8Array(0))).toBe("not-dicom@0");
  });
  test("a length beyond the file", async () => {
    expect(await refusal(part10(syntaxOf.explicit, header("00100010", "PN", 4000), bytesOf("A^B ")))).toBe(
      `truncated@${start}`,
    );
    expect(
      await refusal(part10(syntaxOf.explicit, header("7FE00010", "OW", 0xfffffffe), bytesOf("ab"))),
    ).toBe(`truncated@${start}`);
  });
  test("an item that is longer than its sequence", async () => {
    const lie = bytesOf(
      header("00081140", "SQ", 16),
      header("FFFEE000", "", 60, implicitLittle),
      name,
      name,
      name,
      name,
      name,
      name,
    );
    expect(await refusal(part10(syntaxOf.explicit, lie))).toBe(`malformed@${start + 12}`);
  });
  test("an undefined length that never ends", async () => {
    expect(await refusal(part10(syntaxOf.explicit, header("00081140", "SQ", undefinedLength)))).toMatch(
      /^truncated@/,
    );
  });
  test.each([
    ["explicit", syntaxOf.explicit, explicitLittle],
    ["implicit", syntaxOf.implicit, implicitLittle],
  ])("more than 64 levels, %s", async (_, syntax, writing) => {
    const deep = (levels: number) => {
      let inner = element("00100010", "PN", "A^B", writing);
      for (let level = 0; level < levels; level++) inner = sequence("00081140", [inner], writing);
      return part10(syntax, inner);
    };
    expect((await pathsOf(deep(64))).at(-1)).toMatch(/^(00081140\[0\]\/){64}00100010$/);
    expect(await refusal(deep(65))).toMatch(/^too-deep@/);
    expect(await refusal(deep(3000))).toMatch(/^too-deep@/);
  });
});
