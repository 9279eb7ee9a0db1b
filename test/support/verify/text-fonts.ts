import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Page } from "playwright";

/** A family of fonts: its name, Debian's package, and the files of its upright faces, plain and bold. */
interface Family {
  readonly name: string;
  readonly from: string;
  readonly plain: string;
  readonly bold?: string;
}

/** What devices burn in: grotesques, serifs, typewriters, terminals, letters made for machines. */
const families: readonly Family[] = [
  { name: "DejaVu Sans", from: "fonts-dejavu-core", plain: "DejaVuSans.ttf", bold: "DejaVuSans-Bold.ttf" },
  { name: "DejaVu Serif", from: "fonts-dejavu-core", plain: "DejaVuSerif.ttf", bold: "DejaVuSerif-Bold.ttf" },
  {
    name: "DejaVu Sans Mono",
    from: "fonts-dejavu-core",
    plain: "DejaVuSansMono.ttf",
    bold: "DejaVuSansMono-Bold.ttf",
  },
  ...["Sans", "SansNarrow", "Serif", "Mono"].map((cut) => ({
    name: `Liberation ${cut}`,
    from: "fonts-liberation",
    plain: `Liberation${cut}-Regular.ttf`,
    bold: `Liberation${cut}-Bold.ttf`,
  })),
  { name: "FreeMono", from: "fonts-freefont-ttf", plain: "FreeMono.ttf", bold: "FreeMonoBold.ttf" },
  { name: "Inconsolata", from: "fonts-inconsolata", plain: "Inconsolata.otf" },
  ...["Roboto", "RobotoCondensed"].map((name) => ({
    name,
    from: "fonts-roboto-unhinted",
    plain: `${name}-Regular.ttf`,
    bold: `${name}-Bold.ttf`,
  })),
  { name: "Open Sans", from: "fonts-open-sans", plain: "OpenSans-Regular.ttf", bold: "OpenSans-Bold.ttf" },
  { name: "Lato", from: "fonts-lato", plain: "Lato-Regular.ttf", bold: "Lato-Bold.ttf" },
  { name: "Hack", from: "fonts-hack", plain: "Hack-Regular.ttf", bold: "Hack-Bold.ttf" },
  { name: "Noto Mono", from: "fonts-noto-mono", plain: "NotoMono-Regular.ttf" },
  { name: "IBM 3270", from: "fonts-3270", plain: "3270-Regular.ttf" },
  { name: "Glass TTY VT220", from: "fonts-glasstty", plain: "Glass_TTY_VT220.ttf" },
  { name: "OCR A", from: "fonts-ocr-a", plain: "OCRA.ttf", bold: "OCRABold.ttf" },
  { name: "OCR B", from: "fonts-ocr-b", plain: "OCRB.otf" },
];

const folder = join(tmpdir(), "overread-fonts");

/** Unpacks a package of Debian into a folder of its own; nothing is installed. False where it cannot be had. */
function unpacked(name: string): boolean {
  const at = join(folder, name);
  if (existsSync(at)) return true;
  const work = join(folder, `.${name}-${process.pid}`);
  try {
    mkdirSync(work, { recursive: true });
    const got = spawnSync("apt-get", ["download", "-qq", name], { cwd: work, timeout: 60_000 });
    const archive = readdirSync(work).find((file) => file.endsWith(".deb"));
    if (got.status !== 0 || !archive) return false;
    execFileSync("dpkg-deb", ["-x", join(work, archive), join(work, "files")]);
    renameSync(join(work, "files"), at);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Files of fonts by their names: of the packages that could be had, and of those that are installed here. */
function fontFiles(): ReadonlyMap<string, string> {
  for (const name of new Set(families.map(({ from }) => from)))
    if (!unpacked(name)) console.error(`No ${name} here: its fonts are left out.`);
  const found = new Map<string, string>();
  for (const root of [folder, "/usr/share/fonts"].filter((path) => existsSync(path)))
    for (const entry of readdirSync(root, { recursive: true, encoding: "utf8" }))
      if (/\.(ttf|otf)$/.test(entry)) found.set(basename(entry), join(root, entry));
  return found;
}

/**
 * Loads into a page every family of fonts that can be had on this machine; gives their names. The fonts of the machine itself
 * stay as they are.
 */
export async function loadFonts(page: Page): Promise<readonly string[]> {
  const files = fontFiles();
  const loaded: string[] = [];
  for (const { name, plain, bold } of families) {
    const faces = [
      { weight: "normal", file: files.get(plain) },
      { weight: "bold", file: bold && files.get(bold) },
    ].flatMap(({ weight, file }) =>
      file ? [{ weight, base64: readFileSync(file).toString("base64") }] : [],
    );
    if (faces[0]?.weight !== "normal") continue;
    await page.evaluate(
      async ({ family, own }) => {
        for (const { weight, base64 } of own) {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          document.fonts.add(await new FontFace(family, bytes, { weight }).load());
        }
      },
      { family: name, own: faces },
    );
    loaded.push(name);
  }
  return loaded;
}
