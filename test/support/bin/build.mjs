import { node, tsc, vite } from "./run.mjs";

// Types first: a build that does not type-check is not shipped.
const toStderr = process.argv.includes("--quiet");
const types = await node([tsc(), "-b"], { toStderr });
process.exitCode = types === 0 ? await node([vite(), "build", "--logLevel", "warn"], { toStderr }) : types;
