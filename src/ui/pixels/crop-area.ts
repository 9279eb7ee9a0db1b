import type { BlankBox } from "../../domain/deid/plan.ts";

/** A rectangle in pixels of the frame. */
export type Area = Omit<BlankBox, "frames">;

/** Width over height of the picture on a card. */
export const cardAspect = 2.7;

/** A short place needs something around it, or it says nothing; pixels of the frame. */
const leastWidth = 160;

/** The part of the frame that a card shows of a box: its surroundings, in the shape of the card, inside the frame. */
export function cropArea(box: Area, columns: number, rows: number): Area {
  let width = Math.max(leastWidth, box.width * 1.35);
  let height = width / cardAspect;
  if (height < box.height * 1.6) {
    height = box.height * 1.6;
    width = height * cardAspect;
  }
  width = Math.min(columns, Math.round(width));
  height = Math.min(rows, Math.round(height));
  const within = (centre: number, size: number, most: number) =>
    Math.round(Math.min(most - size, Math.max(0, centre - size / 2)));
  return {
    x: within(box.x + box.width / 2, width, columns),
    y: within(box.y + box.height / 2, height, rows),
    width,
    height,
  };
}

/** Where a box lies over a picture of `area`, as CSS. */
export function placeStyle(box: Area, area: Area): Readonly<Record<string, string>> {
  const part = (value: number, of: number) => `${(100 * value) / of}%`;
  return {
    left: part(box.x - area.x, area.width),
    top: part(box.y - area.y, area.height),
    width: part(box.width, area.width),
    height: part(box.height, area.height),
  };
}
