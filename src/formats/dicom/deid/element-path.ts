/** Tag of the last step of an element path, as a number. */
export function tagOf(path: string): number {
  return Number.parseInt(path.slice(path.lastIndexOf("/") + 1, path.lastIndexOf("/") + 9), 16);
}

/** Path of the item that holds the element, `""` at the top level. */
export function itemOf(path: string): string {
  const cut = path.lastIndexOf("/");
  return cut < 0 ? "" : path.slice(0, cut);
}

/** Path of the sequence that holds the element, `""` at the top level. */
export function sequenceOf(path: string): string {
  const item = itemOf(path);
  return item.slice(0, item.lastIndexOf("["));
}

/** Path of a sibling: the element `tag` (8 hex digits) in the same item. */
export function siblingOf(path: string, tag: string): string {
  const item = itemOf(path);
  return item === "" ? tag : `${item}/${tag}`;
}

/** Eight upper-case hex digits. */
export function tagText(tag: number): string {
  return tag.toString(16).padStart(8, "0").toUpperCase();
}
