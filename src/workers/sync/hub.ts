/** What a hub answered. The body is read whole before anything is concluded: the status proves nothing (sync D5). */
export interface HubReply {
  readonly status: number;
  readonly contentType: string;
  /** What Retry-After asks for; null without it. */
  readonly retryAfterMs: number | null;
  readonly body: Uint8Array;
}

/** A DICOMweb service, or whatever keeps the same promises; paths lie below its base. */
export interface Hub {
  get(path: string, accept: string, signal: AbortSignal): Promise<HubReply>;
  /** A multipart/related body in pieces. */
  post(path: string, pieces: readonly Uint8Array[], boundary: string, signal: AbortSignal): Promise<HubReply>;
}

/** No whole answer came: no network, the connection was cut, the browser refused to ask. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** How the person signs in. Held in memory only, never stored (sync 3.12). */
export type HubCredentials =
  | { readonly kind: "none" }
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "basic"; readonly user: string; readonly password: string };

function authorization(credentials: HubCredentials): Record<string, string> {
  if (credentials.kind === "bearer") return { Authorization: `Bearer ${credentials.token}` };
  if (credentials.kind === "none") return {};
  const bytes = new TextEncoder().encode(`${credentials.user}:${credentials.password}`);
  return { Authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

/** Retry-After in seconds; the form with a date needs a right clock, which a tablet may not have, and is passed over. */
const retryAfter = (text: string | null): number | null =>
  text !== null && /^\d{1,6}$/.test(text.trim()) ? Number(text) * 1000 : null;

/** A DICOMweb service over `fetch`. Redirects are refused: they could lead to another origin. */
export function makeHub(
  baseUrl: string,
  credentials: HubCredentials,
  fetchFrom: (url: string, init: RequestInit) => Promise<Response> = (url, init) => fetch(url, init),
): Hub {
  const ask = async (path: string, init: RequestInit): Promise<HubReply> => {
    try {
      const response = await fetchFrom(`${baseUrl}/${path}`, {
        ...init,
        headers: { ...init.headers, ...authorization(credentials) },
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
      return {
        status: response.status,
        contentType: response.headers.get("Content-Type") ?? "",
        retryAfterMs: retryAfter(response.headers.get("Retry-After")),
        body: new Uint8Array(await response.arrayBuffer()),
      };
    } catch (reason) {
      init.signal?.throwIfAborted();
      throw new NoAnswer("The hub gave no whole answer.", { cause: reason });
    }
  };
  return {
    get: (path, accept, signal) => ask(path, { method: "GET", headers: { Accept: accept }, signal }),
    post: (path, pieces, boundary, signal) =>
      ask(path, {
        method: "POST",
        headers: {
          Accept: "application/dicom+json",
          "Content-Type": `multipart/related; type="application/dicom"; boundary=${boundary}`,
        },
        body: new Blob(pieces as Uint8Array<ArrayBuffer>[]),
        signal,
      }),
  };
}
