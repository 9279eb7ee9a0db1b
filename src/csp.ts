/**
 * The one content security policy, for the page and every worker. `hub` is the origin that the person named for sync, or
 * null. Sent as a header by the dev and preview servers and set by the service worker on every response.
 */
export function contentSecurityPolicy(hub: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    `connect-src 'self'${hub ? ` ${hub}` : ""}`,
    "img-src 'self' blob: data:",
    "style-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers that isolate the page, so that wasm may use threads. */
export const isolationHeaders: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Where the page leaves the origin of the hub for the service worker, which reads no database. */
export const hubOriginPlace = { cache: "overread-hub", key: "hub-origin" } as const;

/** An origin that the policy may name: https, or http on this device; null for anything else. */
export function hubOrigin(text: string | null): string | null {
  const isOrigin = /^(https:\/\/[a-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\]))(:\d{1,5})?$/i;
  return text !== null && isOrigin.test(text) ? text : null;
}
