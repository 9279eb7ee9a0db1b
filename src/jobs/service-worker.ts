/** What the page knows of its service worker. */
export interface OfflineState {
  /** The app's files are kept: it starts without a network from now on. */
  readonly ready: boolean;
  /** A newer version waits; it takes over only when asked. */
  readonly updateReady: boolean;
  /** The page runs under our own security headers. While it does not, no file may be opened. */
  readonly secured: boolean;
}

export interface OfflineApp {
  state(): OfflineState;
  /** Calls `listener` at each change; returns the unsubscriber. */
  onChange(listener: (state: OfflineState) => void): () => void;
  /** Lets the waiting version take over, then reloads. Call it only when no work is open. */
  update(): void;
}

const reloadFlag = "overread-isolated-once";

/** Waits until a service worker controls this page; false: the one that was being installed did not come to it, and no other will. */
function controlled(container: ServiceWorkerContainer, installing: ServiceWorker | null): Promise<boolean> {
  if (container.controller) return Promise.resolve(true);
  return new Promise((done) => {
    container.addEventListener("controllerchange", () => done(true), { once: true });
    const settle = () => installing?.state === "redundant" && done(container.controller !== null);
    installing?.addEventListener("statechange", settle);
    settle();
  });
}

function remember(): boolean {
  try {
    if (sessionStorage.getItem(reloadFlag)) return true;
    sessionStorage.setItem(reloadFlag, "yes");
    return false;
  } catch {
    return true; // no session store: never risk an endless reload
  }
}

/**
 * Registers the service worker and holds the app back until the page runs under our own headers: from a host that sends
 * them at once, from a plain one after the first reload (DESIGN, CSP). Resolves to null while the page reloads itself, and
 * to an app without offline state where the browser has no service workers (a private window, no HTTPS).
 */
export async function startOfflineApp(scriptUrl: string, scope: string): Promise<OfflineApp | null> {
  const listeners = new Set<(state: OfflineState) => void>();
  let state: OfflineState = { ready: false, updateReady: false, secured: crossOriginIsolated };
  let waiting: ServiceWorker | null = null;
  const change = (next: Partial<OfflineState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener(state);
  };
  const app: OfflineApp = {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update: () => {
      if (!waiting) return;
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("activate-update");
    },
  };
  // Absent outside a secure context, in some private windows, and where the browser is told so.
  const container = "serviceWorker" in navigator ? navigator.serviceWorker : null;
  if (!container) return app;

  // Refused in private windows and by some policies: the app then works online, if the host sends the headers.
  const registration = await container.register(scriptUrl, { scope }).catch(() => null);
  if (!registration) return app;
  void container.ready.then(() => change({ ready: true }));
  const watch = (worker: ServiceWorker | null) => {
    const settle = () => {
      // Without a controller this is the first install, not an update.
      if (worker?.state !== "installed" || !container.controller) return;
      waiting = worker;
      change({ updateReady: true });
    };
    worker?.addEventListener("statechange", settle);
    settle();
  };
  watch(registration.waiting);
  registration.addEventListener("updatefound", () => watch(registration.installing));

  if (crossOriginIsolated) return app;
  const wasControlled = container.controller !== null;
  const isControlled = await controlled(container, registration.installing);
  // Not all of the app could be kept: a reload would meet the same page.
  if (!isControlled) return app;
  if (remember()) {
    // The reload was made and the page is still not isolated: an old browser. The policy holds all the same.
    change({ secured: wasControlled });
    return app;
  }
  location.reload();
  return null;
}
