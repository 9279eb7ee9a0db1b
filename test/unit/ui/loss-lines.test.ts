import { expect, test } from "vitest";
import { groupLosses } from "../../../src/domain/export-report.ts";
import { inWords, say } from "../../../src/domain/said.ts";
import { lossLines } from "../../../src/ui/export/loss-lines.ts";
import { loadMessages } from "../../../src/ui/messages/languages.ts";
import { noArea } from "../../../src/workers/export/no-area.ts";

test("what several formats lose alike is one thing to know, in the order of the first of them", () => {
  const reason = noArea("angle", "NDJSON");
  const joined = say`holes joined: ${3}`;
  expect(
    lossLines([
      { format: "coco", reason, count: 2 },
      { format: "yolo-seg", reason: joined, count: 1 },
      // As a message brings it: equal, not the same object.
      { format: "nifti", reason: structuredClone(reason), count: 2 },
      { format: "seg", reason, count: 1 },
    ]),
  ).toEqual([
    { formats: ["coco", "nifti"], reason, count: 2 },
    { formats: ["yolo-seg"], reason: joined, count: 1 },
    { formats: ["seg"], reason, count: 1 },
  ]);
});

test("a loss is told in the language of the page, the shape in it too", async () => {
  const toldIn = async (language: "de" | "ar") => {
    const m = await loadMessages(language, []);
    const losses = ["2.25.1", "2.25.2"].map((instanceUid) => ({
      format: "seg",
      instanceUid,
      reason: noArea("angle", "NDJSON", "SR"),
    }));
    return lossLines(groupLosses(losses)).map(({ reason, count }) =>
      m.exporting.loss(inWords(reason, m.said), count),
    );
  };
  expect(await toldIn("de")).toEqual(["ein Winkel hat keine Fläche; enthalten in NDJSON und SR (2-mal)"]);
  expect(await toldIn("ar")).toEqual(["زاوية: شكل بلا مساحة؛ يحفظه NDJSON وSR (2 مرات)"]);
});
