/** An opening tag: its name without prefix, and its attributes. */
export interface XmlTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Longer tags and longer lists are no description of an image. */
const [mostTagLength, mostTags] = [1 << 12, 1 << 16];

const attribute = /(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", double, single] of text.matchAll(attribute))
    found.set(name, double ?? single ?? "");
  return found;
}

/**
 * The opening tags of some names in a text of XML, in order; comments are skipped. No entities, no name spaces, no nesting: enough
 * for numbers in attributes, and one pass over the text whatever it holds.
 */
export function xmlTags(text: string, names: readonly string[]): readonly XmlTag[] {
  const tags: XmlTag[] = [];
  for (let at = text.indexOf("<"); at >= 0 && tags.length < mostTags; at = text.indexOf("<", at)) {
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("-->", at + 4);
      if (end < 0) break;
      at = end + 3;
      continue;
    }
    const head = /^<(?:[\w.-]{1,64}:)?([\w.-]{1,64})[\s/>]/.exec(text.slice(at, at + 132));
    const end = text.indexOf(">", at);
    if (end < 0) break;
    const name = head?.[1];
    if (name && names.includes(name) && end - at <= mostTagLength)
      tags.push({ name, attributes: attributesOf(text.slice(at + (head?.[0].length ?? 0) - 1, end)) });
    at = Math.max(at + 1, end);
  }
  return tags;
}
