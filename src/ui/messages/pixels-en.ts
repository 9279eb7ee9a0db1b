import type { PlaceFinding, PlaceReading } from "../../domain/deid/pixel-place.ts";
import { bytes, count, number } from "./numbers.ts";
import { keyed } from "./texts.ts";

const readings: Record<PlaceReading, string> = {
  "patient-name": "a name",
  "patient-id": "a number of a person",
  "birth-date": "a birth date",
  date: "a date",
  time: "a time",
  accession: "an accession number",
  institution: "an institution",
  address: "an address or a telephone",
  staff: "a name of staff",
  device: "a device",
  measurement: "a measurement",
  "unknown-text": "other words",
};

const findings: Record<PlaceFinding, string> = {
  text: "Text in the image",
  "outside-region": "Outside the ultrasound region",
  "device-rule": "Where this device writes",
  "after-blanking": "Text found after blanking",
  banner: "A strip beside the image",
  graphics: "Drawn graphics",
};

/** How blanked frames are stored, by transfer syntax. */
export const storedAsEn = keyed({
  "1.2.840.10008.1.2.1": "uncompressed",
  "1.2.840.10008.1.2.5": "as RLE, without loss",
  "1.2.840.10008.1.2.4.50":
    "as JPEG, every other block unchanged, the places widened to whole blocks of 8 pixels",
  "1.2.840.10008.1.2.4.80": "as JPEG-LS, without loss",
  "1.2.840.10008.1.2.4.201": "as HTJ2K, without loss",
});

/** Texts of the pixel review. */
export const pixelsEn = {
  pixels: {
    title: "Pixel review",
    subtitle: "Held on this device. Not in the worklist, not exported, not synced.",
    heading: (found: number, images: number) =>
      found > 0
        ? `${count(found, "place", "places")} may name the patient`
        : `${count(images, "image", "images")} may name the patient`,
    previousClip: "Previous image",
    nextClip: "Next image",
    note: "Press and hold a blanked place to see what is under it",
    show: "Show",
    places: "Places",
    wholeFrames: "Whole frames",
    reading: "Reading held images",
    empty: "Nothing is held.",
    emptyNote: "Images whose pixels may show a name wait here until a person has looked.",
    image: (modality: string, pseudonym: string) => `${modality}, ${pseudonym}`,
    clip: (n: number) => `Clip ${number(n)}`,
    single: (n: number) => `Image ${number(n)}`,
    together: (n: number, clips: boolean) => `${number(n)} ${clips ? "clips" : "images"}`,
    frames: (n: number) => count(n, "frame", "frames"),
    frame: (n: number, total: number) => `Frame ${number(n)} of ${number(total)}`,
    frameSlider: "Frame",
    play: "Play the frames",
    pause: "Pause",
    seen: (seen: number, total: number) => `${number(seen)} of ${count(total, "frame", "frames")} looked at`,
    view: "Frame under review",
    preview: "Frame of the selected place",
    progress: (decided: number, total: number) => `${number(decided)} of ${number(total)} decided`,
    study: (n: number, total: number) => `Study ${number(n)} of ${number(total)}`,
    nextStudy: "Next study",
    undo: "Undo",
    keep: "Keep",
    blank: "Blank",
    change: "Change",
    remove: "Remove",
    kept: "Kept",
    blanked: "Blanked",
    covered: "Inside a blanked place",
    undecided: "To decide",
    drawn: "Drawn by hand",
    asBefore: (studies: number) =>
      `As with ${count(studies, "earlier study", "earlier studies")} of this device`,
    noneFound: "Nothing found",
    notSearched: "Not searched for text",
    selected: "Selected place",
    foundBy: "Found",
    readsAs: "Reads like",
    readsLike: (what: string) => `Reads like ${what}`,
    asInHeader: (what: string) => `As in the header: ${what}`,
    unreadable: "nothing that could be read",
    readWords: "Read the words",
    readWordsNote:
      "Helps the eye: says what each place looks like, and whether it stands in the header. The words are kept nowhere, and you decide. Loads 6 MB once.",
    readingWords: (done: number, total: number) => `Reading ${number(done + 1)} of ${number(total)}`,
    matchesHeader: "Matches header",
    sameIn: "Same place in",
    ofFrames: (n: number, total: number) => `${number(n)} of ${count(total, "frame", "frames")}`,
    readings,
    findings,
    drawBox: "Draw a box",
    drawHint: "Drag over anything that names a person: mouse, pen or finger",
    allFrames: "Apply to all frames",
    allClips: "Apply to all clips",
    allClipsNote: (n: number) => `${count(n, "image", "images")} of this study with the same size`,
    why: "Why held",
    risk: "Risk class",
    risks: keyed({ HIGH: "High", MEDIUM: "Medium", LOW: "Low", NONE: "None" }),
    signs: keyed({
      modality: "kind of device",
      "sop-class": "kind of object",
      "image-type": "a derived or captured image",
      "conversion-type": "scanned or captured",
      "burned-in": "the header says that text is in the pixels",
      "overlay-in-pixels": "graphics in the pixels",
      color: "colour where grey is usual",
      "8-bit": "8 bits where more are usual",
      face: "shows a head, of which a face can be computed",
    }),
    focusFrame: "Drag over the place on the image. Boxes can be removed under Places.",
    placesLeft: (left: number) =>
      `${count(left, "place", "places")} left. Release opens when every place is decided and every frame was looked at.`,
    framesLeft: (left: number) =>
      `${count(left, "frame was", "frames were")} not looked at yet. Play shows them one after the other.`,
    release: "Release to worklist",
    releaseReady: (boxes: number) =>
      boxes === 0 ? "Nothing will be blanked." : `${count(boxes, "box", "boxes")} will be blanked for good.`,
    releaseUnblanked: "The header says that text is in these pixels, and nothing will be blanked.",
    releasing: (done: number, total: number, percent: number | null) =>
      `Blanking and checking ${number(done)} of ${number(total)}${percent === null ? "" : `, ${number(percent)} %`}`,
    cancelRelease: "Cancel",
    released: (n: number) => `${count(n, "image", "images")} released to the worklist`,
    recoded: (syntaxes: readonly string[], before: number, after: number) =>
      `Blanked frames are stored ${syntaxes.map((uid) => storedAsEn[uid] ?? "without loss").join(" and ")}: ${bytes(after)}, ${number((100 * after) / before)} % of before.`,
    foundAgain: (places: number) =>
      `After blanking text was found in ${count(places, "more place", "more places")}. Decide, then release again.`,
    releaseFailed: (reason: string) => `${reason} The study stays held.`,
    frameFailed: (n: number) => `Could not read frame ${number(n)}. The study stays held.`,
    refuse: "Refuse this study",
    refuseTitle: "Refuse this study",
    refuseNote: (n: number) =>
      `${count(n, "held image", "held images")} of this study will be removed from this device. This cannot be undone. The original files are not touched.`,
    refuseConfirm: "Refuse and remove",
    refused: "Study refused",
    keyRows: [
      ["Keep the place", "K"],
      ["Blank the place, or draw one", "B"],
      ["Next, previous place or frame", "←", "→"],
      ["Row up, row down", "↑", "↓"],
      ["Play the frames not looked at", "Space"],
      ["Places or whole frames", "F"],
      ["Read the words of all places", "W"],
      ["Cover the face, leave it", "C", "L"],
      ["Undo", "U", "Ctrl Z"],
      ["Release to worklist", "R"],
      ["Next study", "N"],
    ] as readonly (readonly [string, ...string[]])[],
  },
};
