import type { JSX } from "solid-js";
import { render } from "solid-js/web";
import { createExporter } from "./jobs/exporter.ts";
import { makeImporter } from "./jobs/importer.ts";
import { createInference } from "./jobs/inference.ts";
import { createLabeller } from "./jobs/labeller.ts";
import { makeLookClient } from "./jobs/look.ts";
import { makeModelTrial } from "./jobs/model-trial.ts";
import { makePixelsClient } from "./jobs/pixels.ts";
import { loadSample } from "./jobs/sample.ts";
import { startOfflineApp } from "./jobs/service-worker.ts";
import { createSync } from "./jobs/sync.ts";
import { leftAwake, sayAwake } from "./storage/awake.ts";
import { layBallast } from "./storage/ballast.ts";
import { type MainDatabase, openMainDatabase } from "./storage/database.ts";
import { readHubSettings, readReaderCode } from "./storage/hub-settings.ts";
import { dropKeptMark, markWhenKept, wasStoreLost } from "./storage/kept-mark.ts";
import { chosenModel, strikeModel } from "./storage/models.ts";
import { freeSpace } from "./storage/quota.ts";
import { turnStoreLog } from "./storage/turn-log.ts";
import { wantsWebgpu } from "./storage/webgpu.ts";
import { App } from "./ui/app/app.tsx";
import { readIdentity } from "./ui/app/identity.ts";
import { type Preferences, readPreferences } from "./ui/app/preferences.ts";
import { StartSlow, StoreError, StoreLost, StoreWaits } from "./ui/app/store-error.tsx";
import { Unsecured } from "./ui/app/unsecured.tsx";
import { dressPage, loadMessages } from "./ui/messages/languages.ts";
import { MessagesContext } from "./ui/messages/messages.ts";

const root = document.getElementById("app");

/** What is said before the store is open, or instead of it: in the browser's language. */
async function renderEarly(host: HTMLElement, screen: () => JSX.Element): Promise<() => void> {
  const messages = await loadMessages("auto", navigator.languages);
  dressPage(document.documentElement, messages);
  return render(() => <MessagesContext.Provider value={messages}>{screen()}</MessagesContext.Provider>, host);
}

/** After so long the person hears what they wait for. */
const slowMs = 5000;

/** What comes of a wait of the start; while it takes long, says so, unless something else is said already. */
async function orSaySlow<T>(host: HTMLElement, wait: Promise<T>): Promise<T> {
  let said: Promise<() => void> | null = null;
  const timer = setTimeout(() => {
    if (host.childElementCount === 0) said = renderEarly(host, () => <StartSlow />);
  }, slowMs);
  try {
    return await wait;
  } finally {
    clearTimeout(timer);
    (await (said as Promise<() => void> | null))?.();
  }
}

/** Opens the store. While a tab with an older app keeps it from being brought up to date, says so. */
async function openStore(host: HTMLElement, database: MainDatabase): Promise<void> {
  const waits: Promise<() => void>[] = [];
  database.on("blocked", () => {
    if (waits.length === 0) waits.push(renderEarly(host, () => <StoreWaits />));
  });
  try {
    await database.open();
  } finally {
    for (const dispose of await Promise.all(waits)) dispose();
  }
}

/** After a page that did not end in an orderly way the store's log begins anew, before anything is written to it; without room it stays as it is. */
async function tidyAfterDeath(database: MainDatabase): Promise<void> {
  const left = await leftAwake(database);
  if (left.length > 0) await turnStoreLog(database).catch(() => undefined);
  await sayAwake(database, left);
}

/** Opens the store, takes hold of the offline app, shows the interface; says so when the store does not open. */
async function start(host: HTMLElement): Promise<void> {
  // A built app has its service worker beside it; the dev server has none.
  const offline = import.meta.env.PROD
    ? await orSaySlow(
        host,
        startOfflineApp(new URL("sw.js", document.baseURI).href, new URL("./", document.baseURI).href),
      )
    : undefined;
  if (offline === null) return; // the page reloads itself
  if (offline && !offline.state().secured) {
    await renderEarly(host, () => <Unsecured />);
    return;
  }
  const database = openMainDatabase();
  let preferences: Preferences;
  let lost: boolean;
  try {
    await orSaySlow(host, openStore(host, database));
    lost = await orSaySlow(host, wasStoreLost(database));
    await orSaySlow(host, tidyAfterDeath(database));
    preferences = await orSaySlow(host, readPreferences(database));
  } catch {
    const dispose = await renderEarly(host, () => <StoreError onRetry={() => retry(dispose)} />);
    return;
  }
  if (lost) {
    const heard = Promise.withResolvers<void>();
    const dispose = await renderEarly(host, () => <StoreLost onGoOn={heard.resolve} />);
    await heard.promise;
    dispose();
    dropKeptMark();
  }
  markWhenKept(database);
  // Room for the labels of a full device; a failure means that there is none to keep.
  void freeSpace()
    .then(({ freeBytes }) => layBallast(database, freeBytes))
    .catch(() => undefined);
  const importer = makeImporter();
  const sync = createSync(async () => {
    // What sync does is written into the record of work under this device's ids: they are made before its first run.
    await readIdentity(database);
    if (await readHubSettings(database)) return "hub";
    return (await readReaderCode(database)) === "" ? "none" : "bundles";
  });
  void sync.run();
  const services = {
    database,
    sync,
    importer,
    pixels: makePixelsClient(),
    makeLook: makeLookClient,
    exporter: createExporter(),
    inference: createInference({
      chosenModel: async () => (await chosenModel(database))?.id ?? null,
      wantsWebgpu: () => wantsWebgpu(database),
      onModelCrash: (id) => strikeModel(database, id),
    }),
    labeller: createLabeller({
      chosenModel: async () => (await chosenModel(database, "label"))?.id ?? null,
      wantsWebgpu: () => wantsWebgpu(database),
      onModelCrash: (id) => strikeModel(database, id),
    }),
    makeModelTrial,
    offline: offline ?? null,
    loadSample: () => loadSample(importer, document.baseURI),
  };
  const messages = await loadMessages(preferences.language, navigator.languages);
  render(() => <App services={services} preferences={preferences} messages={messages} />, host);
}

function retry(dispose: () => void): void {
  dispose();
  if (root) void start(root);
}

if (root) void start(root);
