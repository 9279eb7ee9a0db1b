import { type CodeSet, joinCodes, projectCodes } from "../domain/project-codes.ts";

/** A project's document is never larger; what is said to be, by codes that a stranger made, is not unpacked further. */
export const mostProjectBytes = 2 ** 20;

/** Why complete codes give no document: their digest is that of something else; too large; no deflated text. */
export type UnpackFault = "digest" | "too-large" | "no-project";

/** The text of a project's file as the texts of QR codes; null where it is too large for them. */
export async function packProject(text: string): Promise<readonly string[] | null> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > mostProjectBytes) return null;
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return projectCodes(new Uint8Array(await new Response(packed).arrayBuffer()));
}

/** The text that complete codes hold: the very one that {@link packProject} was given, or why there is none. */
export async function unpackProject(
  set: CodeSet,
): Promise<{ readonly text: string } | { readonly fault: UnpackFault }> {
  const packed = joinCodes(set);
  if (!packed) return { fault: "digest" };
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const text = new TextDecoder("utf-8", { fatal: true });
  let length = 0;
  let said = "";
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      length += read.value.length;
      if (length > mostProjectBytes) return { fault: "too-large" };
      said += text.decode(read.value, { stream: true });
    }
    return { text: said + text.decode() };
  } catch {
    return { fault: "no-project" };
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
