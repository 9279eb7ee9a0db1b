import type { HeldImage } from "../../domain/calls/import-calls.ts";
import { holdsLine } from "../../domain/deid/area.ts";
import type { PixelPlace, PlaceWords } from "../../domain/deid/pixel-place.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";

/** What a person decided of a place. */
export type Decision = "keep" | "blank";

/** A box that the person drew, in every image that it applies to. */
export interface DrawnBox {
  readonly id: string;
  readonly sopUids: readonly string[];
  readonly box: BlankBox;
}

/** Everything that undo takes back. */
export interface ReviewState {
  /** By `placeId`. */
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly drawn: readonly DrawnBox[];
  /** Whether faces are covered, where images show one; null while nobody decided. */
  readonly faces: FaceDecision | null;
}

/** What a person decided of the faces of a study. */
export type FaceDecision = "cover" | "leave";

/** One card of the contact sheet: a place, in one image or in all that look alike. */
export interface ReviewPlace {
  readonly id: string;
  /** `whole`: nothing was found in these images, so they are looked at and kept, or get boxes. */
  readonly kind: "found" | "drawn" | "whole";
  /** The place in each image: what its decision is stored under. */
  readonly members: readonly { readonly id: string; readonly image: HeldImage; readonly box: BlankBox }[];
  readonly place: PixelPlace | null;
  readonly decision: Decision | null;
  /** Blanked because it lies inside other places that are, whatever was decided of it. */
  readonly covered: boolean;
  /** What its words look like, where a person had them read; null where nothing was read. */
  readonly read?: PlaceWords | null;
}

/** What was read in a place: where a person had it read, else where a release did; null where nothing was. */
export function wordsIn({ read, place }: Pick<ReviewPlace, "read" | "place">): PlaceWords | null {
  if (read) return read;
  if (!place?.reading) return null;
  const { reading, matchesHeader } = place;
  return { reading, ...(matchesHeader === undefined ? {} : { matchesHeader }) };
}

/** Nothing decided, nothing drawn. */
export const emptyReview: ReviewState = { decisions: new Map(), drawn: [], faces: null };

const placeId = (image: HeldImage, index: number) => `${image.sopUid}#${index}`;
const wholeId = (image: HeldImage) => `${image.sopUid}#whole`;

const wholeBox = (image: HeldImage): BlankBox => ({
  x: 0,
  y: 0,
  width: image.columns,
  height: image.rows,
  frames: "all",
});

/** Images of one study and one size: what is at one place in one of them is likely there in all. */
export function alike(images: readonly HeldImage[], image: HeldImage): readonly HeldImage[] {
  return images.filter(
    (other) =>
      other.studyUid === image.studyUid && other.columns === image.columns && other.rows === image.rows,
  );
}

/** The share of the area that two boxes have in common. */
function overlap(a: BlankBox, b: BlankBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

/** Boxes at one place need not be equal to the pixel: a name in another image is longer or shorter. */
const samePlace = 0.5;

type Open = { -readonly [Key in keyof Omit<ReviewPlace, "decision" | "covered" | "read">]: ReviewPlace[Key] };

/** Whether `outer` blanks all that `inner` would. */
function covers(outer: BlankBox, inner: BlankBox): boolean {
  const { frames } = outer;
  const always = frames === "all";
  return (
    (always || (inner.frames !== "all" && inner.frames.every((one) => frames.includes(one)))) &&
    holdsLine(outer, inner)
  );
}

function joins(card: Open, image: HeldImage, place: PixelPlace): boolean {
  const [first] = card.members;
  return (
    card.kind === "found" &&
    card.place?.reading === place.reading &&
    card.place?.finding === place.finding &&
    first !== undefined &&
    first.image.columns === image.columns &&
    first.image.rows === image.rows &&
    card.members.every((member) => member.image.sopUid !== image.sopUid) &&
    overlap(first.box, place.box) >= samePlace
  );
}

function foundCards(images: readonly HeldImage[], together: boolean): Open[] {
  const cards: Open[] = [];
  for (const image of images) {
    for (const [index, place] of (image.places ?? []).entries()) {
      const member = { id: placeId(image, index), image, box: place.box };
      const card = together ? cards.find((one) => joins(one, image, place)) : undefined;
      if (card) card.members = [...card.members, member];
      else cards.push({ id: member.id, kind: "found", members: [member], place });
    }
  }
  return cards;
}

function wholeCards(images: readonly HeldImage[], state: ReviewState, together: boolean): Open[] {
  const cards: Open[] = [];
  const bare = images.filter(
    (image) =>
      image.face !== "only" &&
      (image.places ?? []).length === 0 &&
      !state.drawn.some(({ sopUids }) => sopUids.includes(image.sopUid)),
  );
  for (const image of bare) {
    const member = { id: wholeId(image), image, box: wholeBox(image) };
    const card = together
      ? cards.find((one) => one.members[0] && alike([image], one.members[0].image).length > 0)
      : undefined;
    if (card) card.members = [...card.members, member];
    else cards.push({ id: member.id, kind: "whole", members: [member], place: null });
  }
  return cards;
}

/**
 * The cards of a study: what was found, images in which nothing was, then what the person drew. `together`: one card for a
 * place that several images of one size share.
 */
export function reviewPlaces(
  images: readonly HeldImage[],
  state: ReviewState,
  together: boolean,
): readonly ReviewPlace[] {
  const open = [...foundCards(images, together), ...wholeCards(images, state, together)];
  const blanked = new Map(images.map((image) => [image.sopUid, blankedBoxes(state, image)]));
  const decided = open.map((card): ReviewPlace => {
    const covered = card.members.every(({ id, image, box }) =>
      blanked.get(image.sopUid)?.some((one) => one.id !== id && covers(one.box, box)),
    );
    if (covered && card.kind === "found") return { ...card, decision: "blank", covered };
    const made = card.members.map((member) => state.decisions.get(member.id) ?? null);
    const [first = null] = made;
    return { ...card, decision: made.every((one) => one === first) ? first : null, covered: false };
  });
  const drawn = state.drawn.map(
    ({ id, sopUids, box }): ReviewPlace => ({
      id,
      kind: "drawn",
      members: images.filter((image) => sopUids.includes(image.sopUid)).map((image) => ({ id, image, box })),
      place: null,
      decision: "blank",
      covered: false,
    }),
  );
  return [...decided, ...drawn];
}

/** Decides a card in all its images. What was drawn has its decision in being there, what is covered in what covers it. */
export function decide(state: ReviewState, card: ReviewPlace, decision: Decision | null): ReviewState {
  if (card.covered) return state;
  if (card.kind === "drawn")
    return decision === "blank" ? state : { ...state, drawn: state.drawn.filter(({ id }) => id !== card.id) };
  const decisions = new Map(state.decisions);
  for (const { id } of card.members) {
    if (decision) decisions.set(id, decision);
    else decisions.delete(id);
  }
  return { ...state, decisions };
}

/** Blanked places of one image, found and drawn. */
function blankedBoxes(state: ReviewState, image: HeldImage) {
  const found = (image.places ?? []).map(({ box }, index) => ({ id: placeId(image, index), box }));
  return [
    ...found.filter(({ id }) => state.decisions.get(id) === "blank"),
    ...state.drawn.filter(({ sopUids }) => sopUids.includes(image.sopUid)),
  ].map(({ id, box }) => ({ id, box }));
}

/** What is to be blanked in one image: drawn boxes, and found places that the person blanks. */
export function boxesOf(state: ReviewState, image: HeldImage): readonly BlankBox[] {
  return blankedBoxes(state, image).map(({ box }) => box);
}
