import type { SubmitFault } from "../../domain/review/submit-faults.ts";
import { count, number, score } from "./numbers.ts";

const faultWords: Record<SubmitFault["code"], string> = {
  "field-missing": "Answer missing",
  "answer-missing": "Answer missing",
  "proposal-open": "Undecided proposal",
  "class-missing": "Label without a class",
  "versions-forked": "Two newest versions, not merged yet: go to Sync",
};

/** Texts of submitting, review and the people of the project. */
export const reviewEn = {
  review: {
    title: "Review",
    subtitle: (waiting: number, open: number) =>
      `${count(waiting, "study waits", "studies wait")} · ${number(open)} in review`,
    empty: "Nothing to review.",
    emptyNote: "A study comes here when somebody submits it.",
    queue: "Studies to review",
    reading: "Reading what was submitted",
    columns: { study: "Study", by: "Submitted by", when: "When", labels: "Labels", state: "State" },
    own: "Yours: somebody else reviews it",
    row: (name: string, pseudonym: string, by: string) => `${name} ${pseudonym}, submitted by ${by}`,
    start: "Start review",
    panel: "What changed",
    against: (versions: number) =>
      versions > 1
        ? "Compared with the version submitted before"
        : "First submission: compared with proposals",
    changes: { added: "Added", removed: "Removed", changed: "Changed", same: "Unchanged" },
    groupOf: (name: string, n: number) => `${name} ${number(n)}`,
    dice: (value: number) => `Dice ${score(value)}`,
    toProposal: (value: number) => `Dice to proposal ${score(value)}`,
    asProposed: "as proposed",
    classChanged: "class changed",
    attributesChanged: "answers changed",
    verdicts: { accepted: "Accepted", rejected: "Sent back" },
    undecided: "Undecided",
    left: (n: number) => (n === 0 ? "All decided" : `${number(n)} undecided, accepted with the task`),
    looks: "Solid: now. Dotted: before. Dashed: proposal.",
    nothing: "There are no labels. Accept the task if nothing is to be found here.",
    accept: "Accept label",
    reject: "Send label back",
    acceptTask: "Accept task",
    sendBack: "Send back",
    pins: "Pins",
    addPin: "Add pin",
    removePin: "Remove pin",
    pinAt: (name: string) => `at ${name}`,
    pinOnImage: (n: number) => `on image ${number(n)}`,
    pinTitle: "Add pin",
    pinHere: (what: string) => `Comment ${what}`,
    pinPlace: "at the middle of the view",
    comment: "Comment",
    commentHint: "No patient data.",
    reasonTitle: { task: "Send the study back", label: "Send the label back" },
    reason: "Reason",
    reasonText: "In words",
    confirm: "Send back",
    sentBack: (by: string) => `Sent back by ${by}`,
    goTo: (name: string) => `Go to ${name}`,
    accepted: (next: boolean) =>
      next ? "Accepted. The next study is open." : "Accepted. Nothing more to review.",
    submitted: "Submitted. “Next task” opens the next study.",
    submitTitle: "Not submitted yet",
    submitText: "Each of these is to be decided first. Choose one to go there.",
    faults: faultWords,
    moreFaults: (n: number) => `and ${number(n)} more`,
    faultAt: (what: string, where: string) => (where ? `${what}: ${where}` : what),
    fieldOf: (field: string, name: string) => `${field}, ${name}`,
    wholeStudy: "the study",
    yours: "You submitted this. Somebody else reviews it.",
    removedLabel: "Removed label",
  },
  people: {
    title: "People",
    intro:
      "Records and files hold a pseudonym for each person. Names stay on this device and in the project file. This is no password: who uses the device may choose any of them.",
    now: "Working now",
    use: (name: string) => `Work as ${name}`,
    useShort: "Work as",
    name: "Name",
    nameOf: (id: string) => `Name of ${id}`,
    add: "Add person",
    added: (name: string) => `${name} is working now`,
    list: "People of the project",
  },
  labelFiles: {
    title: "Labels for images that are here",
    note: "NDJSON, COCO and NIfTI (with its labels.json) of an Overread dataset, and DICOM SEG, RTSTRUCT and SR, whose images are on this device under the same UIDs. A NIfTI or NRRD mask goes onto the series whose pixels are its voxels, a PNG mask onto the image that its name or a manifest.json names, or the only one of its size. What its values mean is asked.",
    masks: "What the values of the masks are",
    maskValue: "Value",
    maskPixels: "Pixels",
    maskClass: "Class",
    maskClassOf: (value: number) => `Class of value ${number(value)}`,
    maskOpen: "Choose a class",
    maskLeaveOut: "Leave out",
    maskThings: "What is one thing",
    maskThing: { value: "All pixels of a value", part: "Each part that hangs together" },
    maskNote: "The next masks start with these choices. A value without one is the index of a class.",
    choose: "Choose label files",
    reading: "Reading labels",
    preview: "These labels would be added",
    refused: "Refused: nothing can be added",
    refusedNote: "Nothing is mended silently. Mend the files, or leave out those that are wrong.",
    fault: (expected: string, found: string) => `Expected ${expected}. Found ${found}.`,
    openContours: (n: number) =>
      `${count(n, "contour holds", "contours hold")} no area (open, or a point) and cannot be added.`,
    study: (labels: number, images: number, answers: number, known: number) =>
      [
        `${count(labels, "label", "labels")} on ${count(images, "image", "images")}`,
        answers > 0 ? count(answers, "answer", "answers") : "",
        known > 0 ? `${number(known)} here already` : "",
      ]
        .filter(Boolean)
        .join(" · "),
    add: (n: number) => `Add ${number(n)}`,
    added: (labels: number, answers: number, studies: number) =>
      `${count(labels, "label", "labels")}${answers > 0 ? ` and ${count(answers, "answer", "answers")}` : ""} added to ${count(studies, "study", "studies")}`,
    elsewhere: (pseudonym: string) =>
      `Study ${pseudonym} is open in another tab. Close it there, then add the labels.`,
  },
  projectFile: {
    note: "Schema, readers, review, de-identification options, chosen models, hub, seed of the split and terms of the data, as one file for the other devices. It holds no image, no label, no key and no password.",
    seed: "Seed of the split into train, val and test",
    save: "Save project file",
    take: "Take project file",
    title: "Take this project?",
    about: (title: string, classes: number, version: number, people: number, readers: number) =>
      `“${title}”: ${count(classes, "class", "classes")} (version ${number(version)}), ${count(people, "person", "people")}, ${count(readers, "reader", "readers")} for each study.`,
    hub: (address: string) =>
      `Its hub: ${address}. It is used only once you have saved it in Settings with your reader code.`,
    models: (models: string) => `Its models: ${models}. Their files are not in it.`,
    replaces:
      "It takes the place of this device's schema, options and terms. Labels stay; it is refused where they would change their meaning.",
    confirm: "Take project",
    taken: "The project's settings are in force. De-identification options count for later imports.",
  },
  projectCodes: {
    show: "Show as QR codes",
    scan: "Scan QR codes",
    showTitle: "Project as QR codes",
    making: "Making the codes",
    codeOf: (at: number, of: number) => `Code ${number(at)} of ${number(of)}`,
    previous: "Previous code",
    next: "Next code",
    pause: "Pause",
    play: "Play",
    showNote: (n: number) =>
      n === 1
        ? "On the other device: Settings, Scan QR codes. The code holds what the project file holds."
        : "On the other device: Settings, Scan QR codes. It takes the codes in any order. Together they hold what the project file holds.",
    tooLarge: (most: number) =>
      `This project is too large for QR codes: it would take more than ${number(most)}. Bring it as a file.`,
    scanTitle: "Scan a project",
    looking: "Hold the codes that the other device shows before the camera, in any order.",
    noCamera: "The camera could not be opened. Allow it in the browser, or bring the project as a file.",
    noReader: "This browser gives no camera: bring the project as a file.",
    read: (n: number, of: number) => `${number(n)} of ${number(of)} read.`,
    missing: (numbers: string) => `Missing: ${numbers}.`,
    again: "Start again",
    faults: {
      foreign: "This QR code is not of an Overread project.",
      key: "This is the code of a project key: read it under Project key.",
      newer: "This code was made by a newer version of Overread. Update the app on this device first.",
      damaged: "This code is damaged. Have the other device show it again.",
      mixed:
        "This code is of another project, or of a later state of it, than those read before. Start again to read it.",
      digest: "The codes do not fit together: their checksum is wrong. Nothing was taken. Start again.",
      "too-large": "These codes hold more than a project can. Nothing was taken.",
      "no-project": "These codes hold no readable project. Nothing was taken.",
    },
  },
  reviewRules: {
    title: "Review",
    reasons: "Reasons for sending back, one a line",
    own: "People may accept their own work",
    readers: "Readers for each study",
    readersNote: (n: number) =>
      n === 1
        ? "One person labels a study, another reviews it."
        : `${number(n)} people label each study without seeing one another's work. Then one decides.`,
    saved: "Saved",
    save: "Save",
  },
};
