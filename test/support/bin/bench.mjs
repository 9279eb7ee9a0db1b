import { runModule } from "./run-module.mjs";

await runModule("bench", "Usage: npm run bench -- <decode|deid|import|load|tools|viewer> [--json]");
