import { expect, test } from "vitest";
import { type MadeElement, makeDicom } from "../../support/dicom-maker.ts";
import { fileValues } from "../../support/verify/file-values.ts";
import { withoutCounts } from "../../support/verify/own-counts.ts";
import { makeOwnWords } from "../../support/verify/own-words.ts";

const report = (meaning: string, text: string, sopClass = "1.2.840.10008.5.1.4.1.1.88.34") =>
  makeDicom([
    { tag: "00080016", vr: "UI", value: sopClass },
    {
      tag: "0040A730",
      vr: "SQ",
      value: [
        [
          {
            tag: "0040A043",
            vr: "SQ",
            value: [[{ tag: "00080104", vr: "LO", value: meaning } as MadeElement]],
          },
        ],
        [{ tag: "0040A160", vr: "UT", value: text }],
      ],
    },
  ]).bytes;
const textOf = (bytes: Uint8Array) => fileValues(bytes).text.toString("latin1");

test("a text that the witness has at the same place goes; elsewhere, longer, or in another class of object it is searched", () => {
  const own = makeOwnWords([report("Observer Type", "nothing")]);
  expect(textOf(own(report("Observer Type", "another")))).not.toContain("Observer");
  expect(textOf(own(report("Observer Type", "seen by Observer Type")))).toContain("seen by Observer Type");
  expect(textOf(own(report("Observer Types", "another")))).toContain("Observer Types");
  expect(textOf(own(report("finding", "Observer Type")))).toContain("Observer Type");
  expect(textOf(own(report("Observer Type", "x", "1.2.840.10008.5.1.4.1.1.88.33")))).toContain(
    "Observer Type",
  );
  const file = report("Observer Type", "another");
  own(file);
  expect(textOf(file)).toContain("Observer Type");
});

const texts = (text: string, size: Record<string, number>, line = text) =>
  new Map([
    [
      "README.md",
      `2721 images on 3 images of 1 patient\n- warning: ${line}\n| HEAD | 2 | ████ |\n| CHEST | 1 | ██ |`,
    ],
    [
      "vetting.json",
      JSON.stringify({
        schema: "s",
        findings: [{ code: "2721", severity: "warning", text, uids: ["a", "b"] }],
        variety: { bodyPart: size, reader: { "2721-x": 1 } },
      }),
    ],
    ["manifest.json", JSON.stringify({ images: [1, 2, 3] })],
  ]);

test("counts that count again go, every other number stays", () => {
  const found = withoutCounts(texts("2 pairs of 2 look alike", { HEAD: 2, CHEST: 1 }));
  expect(found.get("README.md")).toBe(
    "2721 images on # images of 1 patient\n- warning: # pairs of 2 look alike\n| HEAD | # | ████ |\n| CHEST | # | ██ |",
  );
  const json = JSON.parse(found.get("vetting.json") ?? "");
  expect(json).toMatchObject({ schema: "s", findings: [{ code: "2721", text: "# pairs of 2 look alike" }] });
  expect(json.variety).toEqual({ bodyPart: { HEAD: "#", CHEST: "#" }, reader: { "2721-x": 1 } });
  // A finding that lists two and says three, and a table that does not come to the images.
  const wrong = withoutCounts(texts("3 pairs", { HEAD: 2, CHEST: 2 }));
  expect(wrong.get("README.md")).toContain("- warning: 3 pairs\n| HEAD | 2 | ████ |");
  expect(wrong.get("vetting.json")).toContain('"HEAD":2');
});

test("a row goes only where others bring it", () => {
  const others = (table: string, key: string) => table === "bodyPart" && key === "HEAD";
  const found = withoutCounts(texts("2 HEAD", { HEAD: 2, CHEST: 1 }), others);
  expect(found.get("README.md")).toContain("- warning: # HEAD\n| # | # | ████ |\n| CHEST | # | ██ |");
  expect(found.get("vetting.json")).toContain("# HEAD");
  expect(found.get("vetting.json")).not.toContain('"HEAD"');
});
