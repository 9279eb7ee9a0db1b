import type { BundleFault } from "../../domain/sync/bundle-manifest.ts";
import { bytes, count, number } from "./numbers.ts";

const faults: Record<BundleFault, string> = {
  "not-a-bundle": "This file is no bundle of Overread. Nothing was taken in.",
  newer: "This bundle was written by a newer version of the app. Nothing was taken in.",
  "no-key":
    "This device has no project key yet, so it cannot tell whose bundle this is. Take the project's key over in Settings, then open it again.",
  "other-project":
    "This bundle was not written by a device of this project, or it was changed since. Nothing was taken in.",
  "strange-entries": "The entries of this zip are not those that its list names. Nothing was taken in.",
  "too-large": "This zip holds more entries than a bundle can have. Nothing was taken in.",
  damaged: "This bundle is cut off or damaged. Copy it again. Nothing was taken in.",
};

/** Texts of bundles: work as a file. */
export const bundleEn = {
  bundle: {
    title: "Bundle",
    intro:
      "For sites without a network: all versions of the labels on this device as one file. Another device with the same project key opens it, and versions meet there as they would through a hub.",
    images: "With the images",
    imagesNote: "Without them the other device needs the images from elsewhere.",
    save: "Save a bundle",
    open: "Open a bundle",
    doing: { save: "Writing the bundle", open: "Checking the bundle" },
    progress: (done: number, total: number) => (total === 0 ? "" : `${number(done)} of ${number(total)}`),
    cancelled: "Stopped. Nothing was kept of it.",
    nothing: "There is nothing to save: no study on this device has labels.",
    saved: (studies: number, objects: number, size: number, missing: number) =>
      `Saved ${count(studies, "study", "studies")}: ${count(objects, "object", "objects")}, ${bytes(size)}. ${
        missing > 0
          ? `Not in it: ${count(missing, "image", "images")} that this device has put away or that can only stay here. `
          : ""
      }It is no proof that they arrived: what waits for a hub still waits.`,
    opened: (studies: number, versions: number, images: number, damaged: number) =>
      [
        `${count(studies, "study", "studies")}: ${count(versions, "new version", "new versions")}`,
        images > 0 ? `${count(images, "image", "images")} to import` : "no new image",
        damaged > 0 ? `${count(damaged, "object was", "objects were")} damaged and left out` : "",
      ]
        .filter((text) => text !== "")
        .join(", "),
    fileName: (day: string) => `overread-bundle-${day}.zip`,
    faults,
  },
};
