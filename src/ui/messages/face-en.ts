import { count, number } from "./numbers.ts";

/** Texts of the decision on a face that can be computed from a CT of a head. */
export const faceEn = {
  face: {
    mode: "Face",
    heading: (images: number) => `A face can be computed from ${count(images, "image", "images")}`,
    note: "Whoever has the slices can compute the face and compare it with photographs",
    computing: (done: number, total: number) =>
      `Computing the face: slice ${number(done)} of ${number(total)}`,
    before: "Now, from the front and from the left",
    after: "Covered: what still stands out of the cover",
    slice: (share: number) =>
      `The middle slice, covered. The cover takes ${number(Math.round(share * 100))} % of what is not air.`,
    noVolume: "These slices make no volume that could be shown.",
    cover: "Cover the face",
    leave: "Leave the face",
    choiceNote:
      "Experimental. The air around the head and all that lies within 16 mm of it in each slice becomes noise, for good: skin, nose, ears, and much of the skull. Look at the slice: what you want to label must still be there. Bone that lies deeper stays.",
    left: "Decide whether the face is covered.",
    ready: (images: number, boxes: number) =>
      `The face will be covered in ${count(images, "image", "images")} for good${boxes > 0 ? `, and ${count(boxes, "box", "boxes")} blanked` : ""}.`,
    covered: "Face covered",
    coveredIn: (files: number) => `in ${count(files, "file", "files")}`,
    option: "Let a person decide on faces in CT of heads",
    optionNote:
      "Experimental. Such images wait in the pixel review, where the face can be covered. Code 113102. MR and PET are only told of.",
  },
};
