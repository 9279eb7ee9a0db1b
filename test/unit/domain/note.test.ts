import { expect, test } from "vitest";
import type { Annotation } from "../../../src/domain/annotation.ts";
import { noteField, noteOf } from "../../../src/domain/note.ts";

const entry = {
  attributes: [
    { id: "kind", kind: "choice", options: [{ id: "other" }, { id: "cyst" }] },
    { id: "what", kind: "text", when: { attribute: "kind", equals: "other" } },
    { id: "note", kind: "text" },
  ],
} as const;
const point = (attributes: Annotation["attributes"]) =>
  ({ geometry: { type: "point", pointImage: [1, 2] }, attributes }) as const;

test("the note of a point is the answer to the first text question that is asked", () => {
  expect(noteField(point({}), entry)?.id).toBe("note");
  expect(noteField(point({ kind: "other" }), entry)?.id).toBe("what");
  expect(noteOf(point({ kind: "other", what: "edge", note: "later" }), entry)).toBe("edge");
  expect(noteOf(point({ kind: "cyst", what: "edge", note: "later" }), entry)).toBe("later");
});

test("nothing but a point has one, nor a class that asks for no text, nor an answer that is none", () => {
  const box = { geometry: { type: "box", boxImage: [0, 0, 3, 3] }, attributes: { note: "here" } } as const;
  expect([noteField(box, entry), noteOf(box, entry)]).toEqual([null, ""]);
  expect(noteOf(point({ note: "here" }), undefined)).toBe("");
  expect(noteOf(point({ note: "here" }), { attributes: [{ id: "note", kind: "number" }] })).toBe("");
  expect(noteOf(point({ note: 3 }), entry)).toBe("");
  expect(noteOf(point({ note: "  " }), entry)).toBe("");
});

test("it is drawn in one line of at most 60 signs, none of them cut in two", () => {
  expect(noteOf(point({ note: "see\n the  edge " }), entry)).toBe("see the edge");
  const long = noteOf(point({ note: "𝄞".repeat(80) }), entry);
  expect([...long]).toHaveLength(60);
  expect(long).toBe(`${"𝄞".repeat(59)}…`);
});
