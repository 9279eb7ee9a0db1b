import { count } from "./numbers.ts";

/** Texts of the project key, the de-identification options, its records and its conformance. */
export const privacyEn = {
  projectKey: {
    title: "Project key",
    intro:
      "All pseudonyms, shifted dates and new identifiers come from one secret of this project. Two devices with the same key give the same patient the same pseudonym, and the same file the same bytes.",
    loss: "If the key is lost, nobody can make it again: later images of a patient then get another pseudonym, and the two cannot be joined.",
    reading: "Reading the key",
    none: "No key yet. It is made at the first import; make it here first if it shall be moved to another device.",
    fingerprint: "Fingerprint",
    fingerprintNote: "Compare it on two devices. It is not secret.",
    madeAt: "Made",
    madeBefore: "with an older version",
    storage: "Can be moved",
    movable: { set: "Yes, with its passphrase", now: "Only now", never: "No" },
    now: "This key was made by the import. Set a passphrase before you close this page: afterwards nobody can bring the key out of this device, not even you.",
    never:
      "This key was made without a passphrase, and the page that made it was closed. It works on this device as long as the browser keeps its data, and cannot be moved or saved.",
    neverEmpty: "There are no studies under it: you can make a new one.",
    passphrase: "Passphrase",
    again: "Passphrase again",
    passphraseHint: "At least 12 characters. Several words are best. It is not stored and cannot be reset.",
    differ: "The two passphrases differ.",
    make: "Make project key",
    makeAnew: "Make a new key",
    protect: "Set passphrase",
    protected: "The key lies under your passphrase. Export it now and keep the file apart from this device.",
    exportKey: "Export key",
    exportTitle: "Export project key",
    exportNote:
      "The file holds the secret under your passphrase. Whoever has both can make the same pseudonyms, and so find a known patient in a dataset. Keep file and passphrase apart.",
    exportStart: "Save key file",
    exported: "Key file saved",
    importKey: "Import key",
    importTitle: "Import project key",
    importNote:
      "Choose the key file of another device. It is taken only while there are no studies under another key.",
    file: "Key file",
    chooseFile: "Choose file",
    noFile: "None chosen",
    importStart: "Take this key",
    imported: (fingerprint: string) => `This device now works with key ${fingerprint}`,
    already: (fingerprint: string) => `Key ${fingerprint} is the key of this device already`,
    working: "Working on the passphrase",
    used: (studies: number, held: number) =>
      `${count(studies, "study", "studies")}, ${count(held, "held image", "held images")} under it`,
    strip: "The project key has no passphrase yet.",
    stripNote: "Without one it can never be moved to another device or restored, once this page is closed.",
    stripAction: "Set passphrase",
  },
};
