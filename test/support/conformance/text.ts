/** `(0010,0010)` for `00100010`. */
export const shown = (tag: string): string => `(${tag.slice(0, 4)},${tag.slice(4)})`;

/** Eight upper-case hex digits of a tag. */
export const hex = (tag: number): string => tag.toString(16).padStart(8, "0").toUpperCase();

/** Tags in one line each group: `0008 0012 0013; 0010 0010` saves what repeats. */
export function tagList(tags: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const tag of [...tags].sort())
    groups.set(tag.slice(0, 4), [...(groups.get(tag.slice(0, 4)) ?? []), tag.slice(4)]);
  return [...groups].map(([group, elements]) => `(${group}: ${elements.join(" ")})`).join(" ");
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
