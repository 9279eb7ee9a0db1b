import type { Needle } from "./harvest-values.ts";

const digits = /^\d+$/;
const wordByte = (byte: number | undefined) =>
  byte !== undefined &&
  ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122));
const uidByte = (byte: number | undefined) =>
  byte !== undefined && ((byte >= 48 && byte <= 57) || byte === 46);

const reversed = (text: string) => text.split(/[\^ ]/).reverse().join(" ");

/** The byte forms in which a needle may lie (deidentification 3.12). Short numbers count in plain text only: their UTF-16 is grey values. */
function formsOf({ text, kind }: Needle): Buffer[] {
  const utf8 = Buffer.from(text, "utf8");
  if (digits.test(text) && text.length < 10) return [utf8];
  const utf16 = Buffer.from(text, "utf16le");
  const forms = [
    utf8,
    Buffer.from(text, "latin1"),
    Buffer.from(text.toUpperCase(), "utf8"),
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from(utf8.toString("base64").replace(/=+$/, "").slice(0, -1)),
    Buffer.from(utf8.toString("hex")),
    ...(kind === "name" && /[\^ ]/.test(text) ? [Buffer.from(reversed(text), "utf8")] : []),
  ].filter((form) => form.length >= 4);
  return [...new Map(forms.map((form) => [form.toString("latin1"), form])).values()];
}

/** Whether `form` stands in `bytes`: a number, a short word and a UID not as a part of a longer one. */
function stands(bytes: Buffer, form: Buffer, { text, kind }: Needle): boolean {
  const inside = kind === "uid" ? uidByte : digits.test(text) || text.length <= 6 ? wordByte : null;
  for (let at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + 1)) {
    if (!inside || !(inside(bytes[at - 1]) || inside(bytes[at + form.length]))) return true;
  }
  return false;
}

/** Needles that stand in `bytes` in any form. */
export function survivors(bytes: Buffer, needles: readonly Needle[]): Needle[] {
  return needles.filter((needle) => formsOf(needle).some((form) => stands(bytes, form, needle)));
}
