import "./hold-progress.ts";
import "../../src/workers/infer/infer.worker.ts";
