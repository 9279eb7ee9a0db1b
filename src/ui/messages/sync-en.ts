import type { HubTest } from "../../domain/calls/sync-calls.ts";
import type { CaptureObstacle } from "../../domain/sync/capture-obstacle.ts";
import type { AnewWay } from "../../domain/sync/draw-anew.ts";
import type { ConflictKind } from "../../domain/sync/merge-versions.ts";
import type { OutboxFault, OutboxKind, OutboxState } from "../../domain/sync/outbox-row.ts";
import { bytes, count, number } from "./numbers.ts";

const kinds: Record<OutboxKind, string> = {
  report: "Labels (report)",
  segmentation: "Labels (masks)",
  image: "Image",
};

const states: Record<OutboxState, string> = {
  queued: "Waits",
  sending: "Being sent",
  sent: "Sent, not read back yet",
  verified: "On the hub, read back and compared",
  rejected: "Needs you",
};

function fault(reason: OutboxFault): string {
  switch (reason.code) {
    case "no-network":
      return "No whole answer came from the hub. It is tried again by itself.";
    case "hub-status":
      return `The hub answered with status ${reason.status}. It is tried again by itself.`;
    case "not-named":
      return `The hub answered with status ${reason.status}, but did not say that it stored this.`;
    case "refused":
      return `The hub refused it with reason ${reason.reason}.`;
    case "other-content":
      return "The hub holds other content under this identifier. Nothing was overwritten, here or there.";
    case "too-large":
      return "It is too large to be sent: above the limit of the hub, or above 1 GB.";
    case "not-there":
      return "The hub said that it stored this, but does not give it back. It is sent again.";
    case "not-here":
      return "It is no longer whole on this device, so it was not sent.";
    case "not-written":
      return "It could not be written as the DICOM file that would be sent, so it was not sent. The image itself is kept here.";
  }
}

const obstacles: Record<CaptureObstacle, string> = {
  tiled: "whole slides and other images that are read in tiles",
  palette: "images with a colour table",
  "deep-color": "colour of more than 8 bits",
  "wide-samples": "values of 32 bits and more, or with fractions",
  variants: "images with look-up tables of their own",
};

const conflicts: Record<ConflictKind, string> = {
  "both-edited": "Changed in both",
  "edit/delete": "Changed in one, deleted in the other",
  "both-added": "Added in both, differently",
};

function tested(result: HubTest): string {
  switch (result.outcome) {
    case "ready":
      return `The hub answers to DICOMweb searches (${number(result.milliseconds)} ms). Whether it stores is known when the first labels are sent and read back.`;
    case "sign-in":
      return "The hub asks for a sign-in, or refuses the one given.";
    case "not-dicomweb":
      return `Something answers there (status ${result.status}), but not as a DICOMweb service. Check the path; Orthanc's is /dicom-web.`;
    case "no-answer":
      return "Nothing answers there. Check the address; a hub on another address than this app must allow it (CORS), and this page must be loaded again after the address was changed.";
  }
}

function drawHow(way: AnewWay): string {
  if (way.by === "stroke") return "Draw the outline on the picture in one stroke.";
  if (way.by === "drag") return "Drag on the picture from one corner or end to the other.";
  return `Tap ${count(way.count, "point", "points")} on the picture.`;
}

/** Texts of sync: the hub, the queue, versions, images from the hub. */
export const syncEn = {
  hub: {
    title: "Hub",
    intro:
      "A DICOMweb server that collects the labels of your team. Only de-identified objects are sent. Use a research server, not the clinical archive.",
    address: "Address of the DICOMweb service",
    reader: "Your reader code",
    readerNote: "The same on all of your devices, and only yours. No name: it is written into what is sent.",
    signIn: "Sign-in",
    signIns: { none: "None", bearer: "Token", basic: "Password" },
    token: "Token",
    user: "User",
    password: "Password",
    memory: "Tokens and passwords are kept in memory only and asked for again after a reload.",
    ofProject: (address: string) =>
      `The project’s hub is ${address}. Nothing is sent there before you have saved it with your reader code.`,
    images: "Send images too",
    imagesNote: "Without it only labels are sent; the hub then needs the images from elsewhere.",
    blinding:
      "Other readers' labels reach this device. Where several people read each study blind they are not shown; real blinding needs access rules on the hub.",
    save: "Save",
    test: "Test the connection",
    testing: "Asking the hub",
    saved: "Hub saved",
    remove: "Stop using this hub",
    removed: "No hub any more. What waits stays on this device.",
    reload: "Load the page again",
    reloadNote: "The address counts after the page is loaded again: until then the browser may not reach it.",
    noReader: "Enter a reader code of 1–16 letters and digits.",
    tested,
  },
  sync: {
    title: "Sync",
    none: "No hub is set up on this device. Work stays here, complete.",
    setUp: "Set up a hub",
    waiting: (n: number) =>
      n === 0 ? "Everything is on the hub" : `${count(n, "item", "items")} not yet on the hub`,
    running: "Talking to the hub",
    now: "Sync now",
    ends: {
      done: "The last exchange went through.",
      "sign-in": "The hub asks for a sign-in. Nothing is lost; work goes on.",
      "no-answer": "The hub did not answer as it should. It is tried again by itself.",
      "other-tab": "Another tab is talking to the hub.",
      failed: "The last exchange stopped inside the app. Try again.",
    },
    queue: "Not yet on the hub",
    queueEmpty: "Nothing waits.",
    more: (n: number) => `… and ${number(n)} more`,
    kinds,
    states,
    fault,
    size: bytes,
    again: "Try again",
    otherHub: (n: number) =>
      `${count(n, "item was", "items were")} sent to another hub than the present one. Send them to this hub too?`,
    sendAll: "Send to this hub",
    signIn: "Sign in",
    localOnly: (n: number, why: readonly CaptureObstacle[]) =>
      `${count(n, "labelled study stays", "labelled studies stay")} on this device, for the hub cannot hold every stored value of: ${why.map((one) => obstacles[one]).join(", ")}. Export works for them.`,
    localImages: (n: number, why: readonly CaptureObstacle[]) =>
      `Of studies whose labels are sent, ${count(n, "image stays", "images stay")} on this device: ${why.map((one) => obstacles[one]).join(", ")}.`,
    check: "Check what the hub holds",
    checked: (n: number) =>
      n === 0
        ? "The hub holds everything that was read back from it."
        : `${count(n, "object", "objects")} you sent ${n === 1 ? "is" : "are"} gone from the hub. If they were erased on purpose, leave it so.`,
    rejectedThere: (n: number) =>
      `${count(n, "object was", "objects were")} taken back by a rejection note on the hub. ${n === 1 ? "It is" : "They are"} not sent again.`,
    rejectedWhy: (why: string) => `Rejected there: ${why}`,
    rejections: {
      quality: "quality",
      safety: "safety of the patient",
      worklist: "wrong patient or order",
      retention: "the time of keeping is over",
    },
    sendAgain: "Send them again",
    goneWhole:
      "Of these studies the hub holds nothing any more, or nothing that was not rejected. A wiped hub looks the same as an erasure: delete them here only if they were erased on purpose.",
    goneStudy: (labels: number, unsafe: number) =>
      unsafe === 0
        ? count(labels, "label", "labels")
        : `${count(labels, "label", "labels")}; ${count(unsafe, "object", "objects")} of it ${unsafe === 1 ? "was" : "were"} never safe on this hub`,
    eraseHere: "Delete here",
    eraseTitle: "Delete this study from this device?",
    eraseNote:
      "Images, also those that wait for the pixel check, labels of all readers, versions and what still waits are deleted from this device. It cannot be undone. The deletion stands in the record of work.",
    eraseEnds: {
      erased: "Deleted from this device. The record of work says so.",
      there: "The hub holds something of this study after all. Nothing was deleted.",
      "not-here": "This study is not on this device any more.",
    },
    makeRoom: "Make room on this device",
    makeRoomNote:
      "Puts images away that the hub holds, read back and compared. Labels stay, and so does what is not safe there. It happens by itself when less than 1 GB is free.",
    madeRoom: (images: number, size: number) =>
      images > 0
        ? `${count(images, "image", "images")} put away, ${bytes(size)} came free. The worklist gets them again.`
        : size > 0
          ? `${bytes(size)} came free. No image had to be put away for it.`
          : "Nothing can be put away: no image here is known to be safe on the hub, or its room would not come free.",
  },
  versions: {
    title: "Versions",
    intro: "Labels of one study that were made on several devices.",
    none: "No study has labels from elsewhere that wait for you.",
    two: "2 versions",
    twoNote: "You labelled this study on two devices at the same time.",
    other: (reader: string) => `By reader ${reader}`,
    labels: (n: number) => count(n, "label", "labels"),
    answers: (n: number) => count(n, "answer", "answers"),
    answered: (side: string, value: string) => `${side}: ${value}`,
    wholeStudy: "The whole study",
    madeAt: (text: string) => `made ${text.slice(0, 10)} ${text.slice(11, 16)} UTC by that device's clock`,
    incomplete: "A version that goes on from one that is not here. It waits until the rest arrives.",
    invalid: "Versions with an invalid history: they name themselves as their own predecessor. Not used.",
    foreign: (n: number) => `${count(n, "report", "reports")} of other software on the hub, not used here.`,
    blind:
      "Several people read each study blind: what others drew is not shown here. What they hand in is compared in Review.",
    compare: "Compare and merge",
    take: "Compare and take over",
    close: "Close",
    mergeAll: "Nothing conflicts: what only one of the two changed is taken.",
    decide: (open: number) => (open === 0 ? "Everything is decided" : `${number(open)} to decide`),
    conflicts,
    mine: "A, this device (solid)",
    theirs: "B, the other version (dashed)",
    keep: "Keep",
    keepA: "A",
    keepB: "B",
    keepBoth: "Both",
    drawAnew: "Draw anew",
    drawHow,
    drawDone: "Drawn (thick line). It takes the place of both when you merge.",
    drawOver: "Draw again",
    deleted: "deleted",
    merge: "Merge",
    takeWhole: "There is no version of yours here: this one is taken over whole, in the state that it is in.",
    takeOver: "Take over",
    merged: "Merged. Both versions stay in the history.",
    moved: "The labels changed meanwhile. Nothing was merged; look again.",
    image: (frame: number) => `Image ${number(frame)}`,
  },
  fromHub: {
    title: "Images from the hub",
    intro:
      "They pass the import like any file: what this project made is recognised, everything else is cleaned.",
    search: "Pseudonym begins with",
    find: "Search",
    searching: "Searching",
    nothing: "No study found.",
    objects: (n: number | null) => (n === null ? "" : count(n, "object", "objects")),
    fetch: "Get images",
    progress: (done: number, total: number) => `${number(done)} of ${number(total)} images`,
    cancel: "Cancel",
    missing: (n: number) =>
      `${count(n, "image", "images")} did not come from the hub. Import what came, then get the rest in the same way.`,
    nothingNew: "All images of this study are here already.",
  },
};
