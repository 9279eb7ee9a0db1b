import { bytes, number } from "./numbers.ts";

/** Texts of models of one's own. */
export const modelsEn = {
  models: {
    title: "Your models",
    note: "A network of your own that answers clicks and boxes instead of the shipped one: model.json with its .onnx files, or a zip of them. It stays on this device.",
    none: "None added.",
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
    licenseUnknown: "The model names no licence. Enter its terms, or leave this as it is.",
    unknown: "unknown",
    assistive: "Its answers are proposals. Nobody has checked it for use on patients.",
    answers: "Answers",
    keep: "Add",
  },
};
