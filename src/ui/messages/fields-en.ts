import type { FieldKind, FieldScope } from "../../domain/label-field.ts";
import { count, number } from "./numbers.ts";

const kinds: Record<FieldKind, string> = {
  choice: "One of",
  multi: "Several of",
  number: "Number",
  text: "Text",
  boolean: "Yes or no",
};
const scopes: Record<FieldScope, string> = {
  study: "Study",
  series: "Series",
  image: "Image",
  frame: "Frame",
  object: "Label",
};

/** Texts of questions about labels, images and studies, and of the editor of the schema. */
export const fieldsEn = {
  fields: {
    questions: "Questions",
    open: (n: number) =>
      n === 0 ? "All required answers given" : `${count(n, "answer", "answers")} missing`,
    about: (scope: FieldScope) => scopes[scope],
    aboutLabel: (name: string) => `About ${name}`,
    required: "required",
    noAnswer: "No answer",
    yes: "Yes",
    no: "No",
    unit: (name: string, unit: string) => (unit ? `${name} (${unit})` : name),
    outOfRange: (expected: string) => `Expected ${expected}.`,
    kinds,
    scopes,
  },
  schemaFields: {
    attributes: (n: number) => (n === 0 ? "Questions" : `Questions ${number(n)}`),
    attributesOf: (name: string) => `Questions about ${name}`,
    codesOf: (name: string) => `Codes of ${name}`,
    classifications: "Questions about studies and images",
    classificationsNote: "Asked once for each study, series, image, frame or label, whatever is drawn there.",
    addQuestion: "Add question",
    addTo: (name: string) => `Add question about ${name}`,
    name: "Question",
    kind: "Answer",
    scope: "About",
    required: "Required",
    options: "Answers to choose from, with commas",
    ordinal: "The answers are steps of a scale, in this order",
    min: "From",
    max: "To",
    unit: "Unit (UCUM)",
    when: "Asked",
    always: "Always",
    whenIs: (name: string) => `When “${name}” is`,
    equals: "this answer",
    remove: (name: string) => `Remove question ${name}`,
    category: "Category",
    type: "Type",
    modifier: "Side",
    site: "Site",
    noCode: "No code",
    questionMissing: "Every question needs a name.",
    questionClash: (name: string) => `Two questions are called “${name}”. Change one.`,
    optionsMissing: (name: string) => `“${name}” needs answers to choose from.`,
    changesScoped:
      "Questions about studies and images change. Answers keep the version that they were given to.",
  },
};
