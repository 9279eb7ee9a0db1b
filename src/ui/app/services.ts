import { createContext, useContext } from "solid-js";
import type { ImportCalls, ImportResult } from "../../domain/calls/import-calls.ts";
import type { WorkerClient } from "../../jobs/bridge.ts";
import type { Exporter } from "../../jobs/exporter.ts";
import type { Inference } from "../../jobs/inference.ts";
import type { Labeller } from "../../jobs/labeller.ts";
import type { LookClient } from "../../jobs/look.ts";
import type { ModelTrialClient } from "../../jobs/model-trial.ts";
import type { PixelsClient } from "../../jobs/pixels.ts";
import type { OfflineApp } from "../../jobs/service-worker.ts";
import type { Sync } from "../../jobs/sync.ts";
import type { MainDatabase } from "../../storage/database.ts";

/** What the interface works with; made by `main.tsx`, or by a test. */
export interface Services {
  readonly database: MainDatabase;
  readonly importer: WorkerClient<ImportCalls>;
  readonly pixels: PixelsClient;
  /** Opens a large chosen file for looking, in a worker of its own. */
  readonly makeLook: () => LookClient;
  readonly exporter: Exporter;
  readonly inference: Inference;
  /** The person's own model that finds things by itself. */
  readonly labeller: Labeller;
  readonly sync: Sync;
  /** Checks a model of the person's own, in a worker of its own. */
  readonly makeModelTrial: () => ModelTrialClient;
  readonly offline: OfflineApp | null;
  /** Imports the sample study as if its files had been chosen. */
  readonly loadSample: () => Promise<ImportResult>;
}

/** Provided once, at the root. */
export const ServicesContext = createContext<Services>();

/** The services of the app; only inside its root. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error("useServices outside of the app");
  return services;
}
