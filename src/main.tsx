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
import { layBallast } from "./storage/ballast.ts";
import { openMainDatabase } from "./storage/database.ts";
import { readHubSettings, readReaderCode } from "./storage/hub-settings.ts";
import { chosenModel, strikeModel } from "./storage/models.ts";
import { freeSpace } from "./storage/quota.ts";
import { App } from "./ui/app/app.tsx";
import { readIdentity } from "./ui/app/identity.ts";
import { StoreError } from "./ui/app/store-error.tsx";
import { Unsecured } from "./ui/app/unsecured.tsx";

const root = document.getElementById("app");

/** Opens the store, takes hold of the offline app, shows the interface; says so when the store does not open. */
async function start(host: HTMLElement): Promise<void> {
  // A built app has its service worker beside it; the dev server has none.
  const offline = import.meta.env.PROD
    ? await startOfflineApp(new URL("sw.js", document.baseURI).href, new URL("./", document.baseURI).href)
    : undefined;
  if (offline === null) return; // the page reloads itself
  if (offline && !offline.state().secured) {
    render(() => <Unsecured />, host);
    return;
  }
  const database = openMainDatabase();
  try {
    await database.open();
  } catch {
    const dispose = render(() => <StoreError onRetry={() => retry(dispose)} />, host);
    return;
  }
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
      onModelCrash: (id) => strikeModel(database, id),
    }),
    labeller: createLabeller({
      chosenModel: async () => (await chosenModel(database, "label"))?.id ?? null,
      onModelCrash: (id) => strikeModel(database, id),
    }),
    makeModelTrial,
    offline: offline ?? null,
    loadSample: () => loadSample(importer, document.baseURI),
  };
  render(() => <App services={services} />, host);
}

function retry(dispose: () => void): void {
  dispose();
  if (root) void start(root);
}

if (root) void start(root);
