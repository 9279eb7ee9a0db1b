/// <reference lib="webworker" />
import { cleanupOutdatedCaches, matchPrecache, precache } from "workbox-precaching";
import { contentSecurityPolicy, hubOrigin, hubOriginPlace, isolationHeaders } from "./csp.ts";

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

/** The one other origin that the person named, read at each answer: it may have changed since. */
async function namedHub(): Promise<string | null> {
  const kept = await caches.match(hubOriginPlace.key, { cacheName: hubOriginPlace.cache });
  return hubOrigin(kept ? await kept.text() : null);
}

/** The same response under our own headers; an opaque one passes untouched. */
async function withHeaders(response: Response): Promise<Response> {
  if (response.status === 0 || response.type === "opaqueredirect") return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolationHeaders)) headers.set(name, value);
  headers.set("Content-Security-Policy", contentSecurityPolicy(await namedHub()));
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  const { status, statusText } = response;
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : response.body, { status, statusText, headers });
}

/** Parts that only some people ask for, such as the reader of words: not fetched ahead, kept once they were. */
const onDemand = "overread-on-demand";
/** Older parts go when an update brings new ones. */
const mostOnDemand = 4;

async function fetched(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  // What lies in `assets/` has its digest in its name, so it never changes.
  if (!/\/assets\/[^/]+\.(?:wasm|gz)$/.test(pathname)) return fetch(request);
  const cache = await caches.open(onDemand);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.status === 200) {
    await cache.put(request, response.clone()).catch(() => undefined);
    for (const old of (await cache.keys()).slice(0, -mostOnDemand)) await cache.delete(old);
  }
  return response;
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  url.search = "";
  url.hash = "";
  const key = request.mode === "navigate" ? new URL("index.html", self.registration.scope).href : url.href;
  return withHeaders((await matchPrecache(key)) ?? (await fetched(request)));
}

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  if (new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith(answer(event.request));
});
