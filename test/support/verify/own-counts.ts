interface Finding {
  readonly severity: string;
  readonly text: string;
  readonly uids: readonly string[];
}
interface Vetting {
  readonly findings: readonly Finding[];
  readonly variety: Readonly<Record<string, unknown>>;
}

const isTable = (value: unknown): value is Record<string, number> =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((count) => Number.isSafeInteger(count) && (count as number) >= 0);
const sumOf = (table: Record<string, number>) => Object.values(table).reduce((sum, count) => sum + count, 0);
/** A text with the number that it begins with taken out, where that is how many entries stand under it. */
const uncounted = ({ text, uids }: Finding) => text.replace(new RegExp(`^${uids.length}(?= )`), "#");
const escaped = (text: string) => text.replace(/[\\`*_{}[\]<>|#]/g, "\\$&");

/**
 * `README.md` and `vetting.json` of a dataset without the numbers that are counts, each counted again: what a finding says it found is
 * how many entries it lists, and the numbers of a table come to as many images or labels as the manifest lists. A patient may be
 * called 2721, and so many pairs of images may look alike. All words, and every number that is not such a count, stay and are searched;
 * but the rows of a table of which `isOthers` says that images of other patients alone would bring them.
 */
export function withoutCounts(
  texts: ReadonlyMap<string, string>,
  isOthers: (table: string, key: string) => boolean = () => false,
): ReadonlyMap<string, string> {
  const [readme, vetting, manifest] = ["README.md", "vetting.json", "manifest.json"].map((file) =>
    [...texts].find(([name]) => name.split("/").at(-1) === file),
  );
  if (!readme || !vetting || !manifest) return texts;
  const whole = JSON.parse(vetting[1]) as Vetting;
  const { findings, variety } = whole;
  const { images } = JSON.parse(manifest[1]) as { images: readonly unknown[] };
  const tables = Object.values(variety).filter(
    (value): value is Record<string, number> => isTable(value) && sumOf(value) === images.length,
  );
  const json = {
    ...whole,
    findings: findings.map((finding) => ({ ...finding, text: uncounted(finding) })),
    variety: Object.fromEntries(
      Object.entries(variety).map(([name, value]) => [
        name,
        tables.includes(value as Record<string, number>)
          ? Object.fromEntries(
              Object.keys(value as object).map((key) => [isOthers(name, key) ? "#" : key, "#"]),
            )
          : value,
      ]),
    ),
  };
  const lines = new Map(
    findings.map((finding) => [
      `- ${finding.severity}: ${escaped(finding.text)}`,
      `- ${finding.severity}: ${uncounted(finding)}`,
    ]),
  );
  for (const [name, table] of Object.entries(variety)) {
    if (!tables.includes(table as Record<string, number>)) continue;
    for (const [key, count] of Object.entries(table as Record<string, number>)) {
      const row = isOthers(name, key) ? "#" : escaped(key);
      const line = `| ${escaped(key)} | ${count} |`;
      // The same row of two tables is one line of text: it goes only where both may.
      const before = lines.get(line);
      lines.set(
        line,
        before === undefined || before === `| ${row} | # |` ? `| ${row} | # |` : `| ${escaped(key)} | # |`,
      );
    }
  }
  const plain = readme[1]
    .split("\n")
    .map((line) => {
      // A row of the card ends with a bar of its count.
      const [, row = line, bar = ""] = /^(\|.*\| \d+ \|)( █+ \|)$/.exec(line) ?? [];
      const known = lines.get(row);
      return known === undefined ? line : `${known}${bar}`;
    })
    .join("\n")
    .replace(new RegExp(` on ${images.length} images of `), " on # images of ");
  return new Map([...texts, [readme[0], plain], [vetting[0], JSON.stringify(json)]]);
}
