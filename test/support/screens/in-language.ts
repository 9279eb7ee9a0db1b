import type { Locator, Page } from "playwright";
import { en } from "../../../src/ui/messages/en.ts";
import type { Language } from "../../../src/ui/messages/languages.ts";
import type { Messages } from "../../../src/ui/messages/messages.ts";

/** All plain texts of messages by their path. */
function textsOf(value: unknown, path = "", texts = new Map<string, string>()): Map<string, string> {
  if (typeof value === "string") texts.set(path, value);
  else if (value && typeof value === "object")
    for (const [key, part] of Object.entries(value)) textsOf(part, `${path}/${key}`, texts);
  return texts;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What the walk asks for by a part of a text, or by a text with a figure or a name in it. */
const composed = (m: Messages): ReadonlyMap<string, string> =>
  new Map([
    [/Image viewport/.source, m.viewer.viewport],
    [/proposal/.source, m.proposal.region],
    ["More for Nodule", m.panel.moreOf("Nodule")],
    ["2 images are held", m.worklist.heldTitle(2)],
    ["Look at Slide 1.tif", m.look.openNamed("Slide 1.tif")],
    ...["Anna", "Ben", "Cora"].flatMap((name): [string, string][] => [
      [`Work as ${name}`, m.people.use(name)],
      [`${name} is working now`, m.people.added(name)],
    ]),
    ["2 people label each study", m.reviewRules.readersNote(2)],
    [/Compare CT chest/.source, "CT chest"],
    ["1 match to decide", m.adjudication.undecided(1)],
    [
      "Confidence",
      m.proposal
        .confidence(0)
        .split(/[\d\u2066]/)[0]
        ?.trim() ?? "",
    ],
  ]);

/** Turns the English names by which tests find things into those of another language; data stays as it is. */
function makeTranslate(messages: Messages): (name: string | RegExp, whole: boolean) => string | RegExp {
  const theirs = textsOf(messages);
  const byEnglish = new Map<string, Set<string>>();
  for (const [path, text] of textsOf(en)) {
    const known = byEnglish.get(text) ?? new Set();
    known.add(theirs.get(path) ?? text);
    byEnglish.set(text, known);
  }
  const parts = composed(messages);
  return (name, whole) => {
    const part = parts.get(name instanceof RegExp ? name.source : name);
    if (part !== undefined) return new RegExp(escaped(part));
    if (name instanceof RegExp) return name;
    const found = byEnglish.get(name);
    if (!found) return name;
    const either = [...found].map(escaped).join("|");
    return new RegExp(whole ? `^(?:${either})$` : either);
  };
}

interface Asked {
  readonly name?: string | RegExp;
  readonly exact?: boolean;
  readonly hasText?: string | RegExp;
}

/**
 * The same page, asked in English and answering in another language: what drives the English app drives this one too.
 * Names that are no messages (descriptions, classes, figures) are data and stay.
 */
export function inLanguage(page: Page, messages: Messages): Page {
  if (messages.language === "en") return page;
  const translate = makeTranslate(messages);
  const wrap = <T extends Page | Locator>(target: T): T =>
    new Proxy(target, {
      get(of, key) {
        const value = Reflect.get(of, key) as unknown;
        if (typeof value !== "function") return value;
        const call = value as (...given: unknown[]) => unknown;
        return (...given: unknown[]) => {
          const [first, second] = given;
          let asked = given;
          if (key === "getByRole" && second) {
            const { exact, name, ...rest } = second as Asked;
            const said = name === undefined ? {} : { name: translate(name, true) };
            asked = [first, { ...rest, ...said, ...(said.name instanceof RegExp ? {} : { exact }) }];
          } else if (key === "getByText") asked = [translate(first as string, false), second];
          else if (key === "filter" && (first as Asked).hasText !== undefined)
            asked = [{ ...(first as Asked), hasText: translate((first as Asked).hasText ?? "", false) }];
          const answer = call.apply(of, asked);
          return answer && typeof answer === "object" && "boundingBox" in answer
            ? wrap(answer as Locator)
            : answer;
        };
      },
    });
  return wrap(page);
}

/** Chooses a language in Settings, as a person does, and waits until the page speaks it. */
export async function speak(page: Page, url: string, language: Language): Promise<void> {
  await page.goto(`${url}#/settings`);
  await page.locator("#setting-language").selectOption(language);
  await page.locator(`html[lang=${language}]`).waitFor();
  await page.locator("#setting-language").waitFor();
}
