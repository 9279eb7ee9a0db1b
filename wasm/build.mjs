// Builds our pipelines with Debian's emscripten into public/pipelines and writes manifest.json (spec/wasm.md section 4).
//   node wasm/build.mjs            builds all
//   node wasm/build.mjs --verify   builds into a temporary folder and compares bytes with what is committed
import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  artifactsRoot,
  compileFlags,
  linkFlags,
  pipelineNames,
  sha256OfFile,
  sourceHashes,
  unitFlags,
  wasmRoot,
} from "./pipelines.mjs";

const manifestPath = join(wasmRoot, "manifest.json");
const verify = process.argv.includes("--verify");

function run(command, args) {
  return new Promise((resolve, reject) => {
    // Debian's emscripten finds acorn here only.
    const env = { ...process.env, NODE_PATH: "/usr/share/nodejs:/usr/lib/nodejs" };
    const child = spawn(command, args, { cwd: wasmRoot, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (errors += data));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(" ")}\n${errors}`));
    });
  });
}

async function toolchain() {
  const emcc = /emcc[^\n]*?(\d+\.\d+\.\d+)/.exec(await run("emcc", ["--version"]))?.[1];
  const zstd = /v(\d+\.\d+\.\d+)/.exec(await run("zstd", ["--version"]))?.[1];
  return { emscripten: emcc ?? "unknown", zstd: zstd ?? "unknown" };
}

async function inParallel(jobs, width) {
  const left = [...jobs];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let job = left.shift(); job; job = left.shift()) await job();
    }),
  );
}

async function build(outFolder) {
  const work = mkdtempSync(join(tmpdir(), "overread-wasm-"));
  try {
    const core = readdirSync(join(wasmRoot, "core")).filter((name) => name.endsWith(".cpp"));
    const units = [
      ...core.map((name) => ["core", name]),
      ...pipelineNames.map((name) => [name, `${name}.cpp`]),
    ];
    const object = (name) => join(work, name.replace(/\.cpp$/, ".o"));
    await inParallel(
      units.map(
        ([folder, name]) =>
          () =>
            run("em++", [
              ...compileFlags,
              ...(unitFlags[name] ?? []),
              "-c",
              `${folder}/${name}`,
              "-o",
              object(name),
            ]),
      ),
      2,
    );
    await inParallel(
      pipelineNames.map((name) => async () => {
        const folder = join(work, name);
        mkdirSync(folder);
        const js = join(folder, `${name}.js`);
        await run("em++", [object(`${name}.cpp`), ...core.map(object), ...linkFlags, "-o", js]);
        await run("zstd", [
          "-19",
          "-q",
          "-f",
          join(folder, `${name}.wasm`),
          "-o",
          join(folder, `${name}.wasm.zst`),
        ]);
        mkdirSync(outFolder, { recursive: true });
        for (const end of [".js", ".wasm.zst"])
          writeFileSync(join(outFolder, `${name}${end}`), readFileSync(join(folder, `${name}${end}`)));
      }),
      2,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function artifactHashes(folder) {
  const artifacts = {};
  for (const name of pipelineNames)
    for (const end of [".js", ".wasm.zst"]) {
      const path = join(folder, `${name}${end}`);
      artifacts[`${name}${end}`] = { sha256: sha256OfFile(path), bytes: statSync(path).size };
    }
  return artifacts;
}

async function main() {
  const tools = await toolchain().catch(() => null);
  if (!tools) {
    console.error(
      "Missing: emcc or zstd. On Debian: apt-get install -y --no-install-recommends emscripten zstd",
    );
    process.exitCode = 1;
    return;
  }
  if (!verify) {
    await build(artifactsRoot);
    const manifest = {
      toolchain: tools,
      compileFlags,
      linkFlags,
      sources: sourceHashes(),
      artifacts: artifactHashes(artifactsRoot),
    };
    writeFileSync(`${manifestPath}.new`, `${JSON.stringify(manifest, null, 2)}\n`);
    renameSync(`${manifestPath}.new`, manifestPath);
    for (const [name, { bytes }] of Object.entries(manifest.artifacts)) console.log(`${name} ${bytes}`);
    return;
  }
  const manifest = JSON.parse(readFileSync(manifestPath, "utf8"));
  if (JSON.stringify(manifest.toolchain) !== JSON.stringify(tools)) {
    console.error(
      `Cannot compare bytes: the manifest was made with ${JSON.stringify(manifest.toolchain)}, here is ${JSON.stringify(tools)}.`,
    );
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "overread-wasm-verify-"));
  try {
    await build(folder);
    const built = artifactHashes(folder);
    const different = Object.keys(manifest.artifacts).filter(
      (name) => built[name]?.sha256 !== manifest.artifacts[name].sha256,
    );
    for (const name of different) console.error(`differs: ${name}`);
    console.log(
      different.length === 0 ? "All artifacts are bit-identical." : `${different.length} artifacts differ.`,
    );
    process.exitCode = different.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
