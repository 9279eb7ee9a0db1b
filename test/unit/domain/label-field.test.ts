import { expect, test } from "vitest";
import { isAsked, type LabelField, missingFields, valueFault } from "../../../src/domain/label-field.ts";
import { draftFieldId, optionsNamed, settleFields } from "../../../src/domain/settle-fields.ts";

const margin: LabelField = {
  id: "margin",
  kind: "choice",
  required: true,
  options: [{ id: "smooth" }, { id: "spiky" }],
};
const spikes: LabelField = {
  id: "spikes",
  kind: "number",
  required: true,
  min: 1,
  max: 9,
  when: { attribute: "margin", equals: "spiky" },
};
const long: LabelField = {
  id: "long",
  kind: "boolean",
  required: true,
  when: { attribute: "spikes", equals: 3 },
};
const fields = [margin, spikes, long];

test("a question is asked only where the whole chain of questions above it leads to it", () => {
  expect(missingFields(fields, {}).map(({ id }) => id)).toEqual(["margin"]);
  expect(missingFields(fields, { margin: "smooth", spikes: 3 })).toEqual([]);
  expect(missingFields(fields, { margin: "spiky", spikes: 3 }).map(({ id }) => id)).toEqual(["long"]);
  // False is an answer.
  expect(missingFields(fields, { margin: "spiky", spikes: 3, long: false })).toEqual([]);
});

test("questions that hang on each other in a ring are never asked, and end", () => {
  const a: LabelField = { id: "a", kind: "boolean", when: { attribute: "b", equals: true } };
  const b: LabelField = { id: "b", kind: "boolean", when: { attribute: "a", equals: true } };
  expect(isAsked(a, [a, b], { a: true, b: true })).toBe(false);
});

test.each([
  [margin, "spiky", null],
  [margin, "round", "one of smooth, spiky"],
  [spikes, 0, "1 or more"],
  [spikes, 10, "9 or less"],
  [spikes, Number.NaN, "a number"],
  [long, "true", "true or false"],
])("an answer that does not fit says what was expected", (field, value, expected) => {
  expect(valueFault(field, value)).toBe(expected);
});

test("ids come with the first name and stay when names change; what hangs on a question follows it", () => {
  const id = draftFieldId([margin]);
  const child: LabelField = {
    id: "new:9",
    name: "Margin",
    kind: "text",
    when: { attribute: id, equals: "yes" },
  };
  const settled = settleFields([margin, { id, name: "Well defined?", kind: "boolean" }, child]);
  expect(settled.map((field) => field.id)).toEqual(["margin", "well-defined", "margin-2"]);
  expect(settled[2]?.when?.attribute).toBe("well-defined");
  expect(settleFields(settled)).toEqual(settled);
  const options = optionsNamed(["Glatt", "spiky"], margin.options ?? []);
  expect(options).toEqual([{ id: "glatt", name: "Glatt" }, { id: "spiky" }]);
});
