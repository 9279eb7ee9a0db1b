import { expect, test } from "vitest";
import { at, makeTestEditor } from "../../support/editor-driver.ts";
import { makeProposal } from "../../support/proposal-maker.ts";

test("a drag asks with the line when that is chosen: Alt draws outside, a tap stays a point, lines add up", () => {
  const editor = makeTestEditor();
  editor.session.tools.setOptions({ askWith: "scribble" });
  at(editor).tool("ask").down(20, 20).move(60, 20).move(60, 50).up();
  at(editor).with({ alt: true }).down(100, 20).move(100, 80).up();
  at(editor).with({ alt: false }).tap(40, 45);
  const last = editor.requests.at(-1);
  expect(editor.requests).toHaveLength(3);
  expect(last?.prompts).toEqual({
    positive: [[40, 45]],
    negative: [],
    box: null,
    scribbles: [
      {
        positive: true,
        pointsImage: [
          [20, 20],
          [60, 20],
          [60, 50],
        ],
      },
      {
        positive: false,
        pointsImage: [
          [100, 20],
          [100, 80],
        ],
      },
    ],
  });
});

test("a finger without a second button marks the outside by a setting; a box stays a box", () => {
  const editor = makeTestEditor();
  at(editor).tool("ask").tap(40, 45);
  editor.session.tools.setOptions({ askMarks: "outside" });
  at(editor).tap(90, 90);
  expect(editor.requests.at(-1)?.prompts).toMatchObject({ positive: [[40, 45]], negative: [[90, 90]] });
  at(editor).down(20, 20).move(80, 80).up();
  expect(editor.requests.at(-1)?.prompts.box).toEqual([20, 20, 80, 80]);
});

test("a line outside alone asks for nothing; what was drawn travels with the proposal that is kept", () => {
  const editor = makeTestEditor();
  const { session } = editor;
  session.tools.setOptions({ askWith: "scribble" });
  at(editor).tool("ask").with({ alt: true }).down(20, 20).move(60, 20).up();
  expect(editor.requests).toEqual([]);
  at(editor).with({ alt: false }).down(20, 20).move(60, 20).up();
  const [request] = editor.requests;
  if (!request) throw new Error("nothing was asked");
  const { source } = makeProposal("x");
  session.proposals.showPromptResult(
    request.revision,
    makeProposal("p1", { source: { ...source, prompts: request.prompts } }),
  );
  session.proposals.acceptLivePrompt();
  expect(session.records.annotations()[0]?.provenance.origin).toBe("prompted");
  expect(session.proposals.proposals()[0]?.source.prompts?.scribbles).toHaveLength(1);
});
