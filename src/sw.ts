/// <reference lib="webworker" />
import { cleanupOutdatedCaches, matchPrecache, precache } from "workbox-precaching";
import { contentSecurityPolicy, isolationHeaders } from "./csp.ts";

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: (string | { url: string; revision: string | null })[];
};

// Everything that the offline loop needs is here from the first visit on; a new version waits until the page asks for it.
precache(self.__WB_MANIFEST);
cleanupOutdatedCaches();

self.addEventListener("message", (event) => {
  if (event.data === "activate-update") void self.skipWaiting();
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** The same response under our own headers; an opaque one passes untouched. */
function withHeaders(response: Response): Response {
  if (response.status === 0 || response.type === "opaqueredirect") return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolationHeaders)) headers.set(name, value);
  headers.set("Content-Security-Policy", contentSecurityPolicy(null));
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  const { status, statusText } = response;
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : response.body, { status, statusText, headers });
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  url.search = "";
  url.hash = "";
  const key = request.mode === "navigate" ? new URL("index.html", self.registration.scope).href : url.href;
  return withHeaders((await matchPrecache(key)) ?? (await fetch(request)));
}

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  if (new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith(answer(event.request));
});
