import type { ModelTask } from "../../domain/models/graph-manifest.ts";
import { bytes, number } from "./numbers.ts";

const guessedParts: Record<string, string> = {
  intensity: "how values are prepared",
  spacing: "the size of a pixel",
  labels: "the names of classes",
};

/** Texts of models of one's own. */
export const modelsEn = {
  models: {
    title: "Your models",
    note: "Networks of your own: one that answers clicks and boxes instead of the shipped one, one that pre-labels by itself. model.json with its .onnx files, or a zip of them; a MONAI bundle with an .onnx file. They stay on this device.",
    tasks: {
      "promptable-seg": "Answers clicks and boxes",
      "semantic-seg": "Pre-labels: masks",
      "instance-seg": "Pre-labels: masks, one for each thing",
      detect: "Pre-labels: boxes",
      classify: "Pre-labels: answers to a question",
    } satisfies Record<ModelTask, string> as Record<string, string>,
    finds: (names: readonly string[]) => {
      const rest = names.length - 8;
      return `Finds: ${names.slice(0, 8).join(", ")}${rest > 0 ? ` and ${number(rest)} more` : ""}`;
    },
    guessed: (parts: readonly string[]) =>
      `Drafted from the bundle. Guessed, as it does not say: ${parts.map((part) => guessedParts[part] ?? part).join(", ")}. Compare its proposals with known images before you use it, or write a model.json.`,
    guessedShort: (parts: readonly string[]) =>
      `Guessed: ${parts.map((part) => guessedParts[part] ?? part).join(", ")}`,
    otherModality: (expected: string, found: string) =>
      `The chosen model is for ${expected}, this series is ${found || "of no known modality"}. It was skipped.`,
    noSpacing:
      "The chosen model works in millimetres, and the images of this series do not say how large their pixels are. It was skipped.",
    otherImages: (expected: string, found: string) =>
      `The chosen model is for ${expected}, this series is ${found || "of no known modality"}. Its answers may be far off.`,
    noQuestion: (labels: string) =>
      `The project asks no question about images with the answers ${labels}. Add one in the schema, with these names.`,
    wholeSeries: "The chosen model sees a whole series at once. Use “Pre-label this series”.",
    stopPrelabel: "Pre-label without it",
    none: "None added.",
    missing: (model: string) =>
      `The project works with ${model}, which is not on this device. Add it; it is then in use.`,
    add: "Add a model",
    checking: "Checking the model",
    refused: (reason: string) => `Not added. ${reason}`,
    facts: (size: number, milliseconds: number) => `${bytes(size)}, ${number(milliseconds)} ms an image`,
    tested: "Self-test passed",
    untested: "Untested: it brought no self-test",
    struckOut: "Switched off: it stopped its worker twice. Add it again to use it.",
    use: "Use",
    used: "In use",
    useShipped: "Use the shipped model",
    remove: "Remove",
    removed: "Model removed",
    added: (name: string) => `${name} added`,
    notKept: "The model could not be kept.",
    askTitle: (name: string, version: string) => `Add ${name} ${version}?`,
    license: "Licence",
    licenseNote: "Recorded in every label that this model helps to make.",
    licenseUnknown:
      "The model names no licence. Enter its terms; left empty, “unknown” is recorded in every label that it helps to make, and the export warns of it.",
    unknown: "unknown",
    assistive: "Its answers are proposals. Nobody has checked it for use on patients.",
    answers: "Answers",
    keep: "Add",
  },
};
