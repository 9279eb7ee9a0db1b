import { runModule } from "./run-module.mjs";

await runModule("bench", "Usage: npm run bench -- <load|decode|import> [--json]");
