/** What RFC 8785 can write. Keys whose value is undefined are left out, as JSON does. */
export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

/** JSON by RFC 8785: keys in UTF-16 order, no spaces, ECMAScript numbers. Throws on NaN, infinity and lone surrogates. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error("RFC 8785 has no NaN and no infinity.");
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) throw new Error("RFC 8785 has no lone surrogates.");
    return JSON.stringify(value);
  }
  // Numbers are written as String() writes them (ECMAScript 25.5.2.2): the runs of a mask, thousands of them, at once.
  if (Array.isArray(value))
    return value.every(Number.isFinite) ? `[${value.join(",")}]` : `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${canonicalJson(key)}:${canonicalJson(item)}`).join(",")}}`;
  }
  throw new Error(`RFC 8785 has no ${typeof value}.`);
}
