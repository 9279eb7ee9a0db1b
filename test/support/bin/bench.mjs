import { runModule } from "./run-module.mjs";

await runModule(
  "bench",
  "Usage: npm run bench -- <assist|decode|deid|engine|export|import|load|prelabel|screen|store|sync|tools|viewer> [--json]",
);
