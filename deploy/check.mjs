// Starts what of this folder can be started here, and checks it once: `node deploy/check.mjs`. Needs Debian's orthanc, orthanc-dicomweb
// and, for the proxy, caddy; what is missing is said and left out. Ends with 1 when a check fails.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const app = mkdtempSync(join(tmpdir(), "overread-deploy-app-"));
writeFileSync(join(app, "index.html"), "<!doctype html><title>Overread</title>");
writeFileSync(join(app, "manifest.webmanifest"), "{}");
const folder = mkdtempSync(join(tmpdir(), "overread-deploy-"));
const children = [];
let failed = 0;

const has = (tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0;
const say = (ok, what) => {
  console.log(`${ok ? "ok  " : "FAIL"} ${what}`);
  if (!ok) failed++;
};
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
async function up(url) {
  for (let tries = 0; tries < 200; tries++) {
    const status = await fetch(url).then((reply) => reply.status).catch(() => 0);
    if (status > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not answer`);
}
const start = (command, args, options = {}) => {
  children.push(spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], ...options }));
};
const ask = (url, init) => fetch(url, { redirect: "manual", ...init });

/** The lab's Orthanc, its port and folders moved to where nothing else is. */
async function lab() {
  const port = await freePort();
  const config = JSON.parse(readFileSync(join(here, "lab/orthanc.json"), "utf8"));
  Object.assign(config, {
    HttpPort: port,
    StorageDirectory: join(folder, "store"),
    IndexDirectory: join(folder, "store"),
  });
  config.ServeFolders.Folders["/app"] = app;
  const path = join(folder, "orthanc.json");
  writeFileSync(path, JSON.stringify(config));
  start("Orthanc", [path]);
  const base = `http://127.0.0.1:${port}`;
  await up(`${base}/system`);
  const page = await ask(`${base}/app/index.html`);
  say(page.status === 200 && (await page.text()).includes("Overread"), "lab: the app is served at /app/");
  const manifest = await ask(`${base}/app/manifest.webmanifest`);
  say(/manifest/.test(manifest.headers.get("content-type") ?? ""), "lab: the manifest has its type");
  say((await ask(`${base}/dicom-web/studies?limit=1`)).status === 200, "lab: DICOMweb answers on the same origin");
  const last = await (await ask(`${base}/changes?last`)).json();
  say(typeof last.Last === "number", "lab: the number of the last change can be asked for");
  return port;
}

/** Production's proxy in front of it, over http on a port of its own: a certificate needs a public name. */
async function proxy(orthanc) {
  const hash = spawnSync("caddy", ["hash-password", "--plaintext", "secret"], { encoding: "utf8" }).stdout.trim();
  const port = await freePort();
  const env = {
    ...process.env,
    HUB_HOST: `http://127.0.0.1:${port}`,
    HUB_SIGN_IN: "basic",
    HUB_USER: "reader",
    HUB_HASH: hash,
    ORTHANC: `127.0.0.1:${orthanc}`,
    APP_ROOT: app,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
    CADDY_ADMIN: "off",
  };
  const config = ["--config", join(here, "Caddyfile"), "--adapter", "caddyfile"];
  const oidc = spawnSync("caddy", ["validate", ...config], {
    cwd: here,
    env: { ...env, HUB_SIGN_IN: "oidc", OIDC_CHECK: "127.0.0.1:4180" },
  });
  say(oidc.status === 0, "proxy: the configuration with OIDC is one that Caddy takes (not run: no provider here)");
  start("caddy", ["run", ...config], { cwd: here, env });
  const base = `http://127.0.0.1:${port}`;
  await up(base);
  const signedIn = { headers: { Authorization: `Basic ${btoa("reader:secret")}` } };
  const page = await ask(`${base}/index.html`);
  say(page.status === 200, "proxy: the app is served");
  for (const [name, value] of [
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-embedder-policy", "require-corp"],
    ["x-content-type-options", "nosniff"],
  ])
    say(page.headers.get(name) === value, `proxy: ${name}`);
  say(/connect-src 'self'/.test(page.headers.get("content-security-policy") ?? ""), "proxy: the policy");
  say((await ask(`${base}/dicom-web/studies?limit=1`)).status === 401, "proxy: no sign-in, no search");
  say((await ask(`${base}/dicom-web/studies?limit=1`, signedIn)).status === 200, "proxy: a search with sign-in");
  say((await ask(`${base}/changes?last`)).status === 401, "proxy: no sign-in, no changes");
  say((await ask(`${base}/changes?last`, signedIn)).status === 200, "proxy: the last change with sign-in");
  say((await ask(`${base}/changes?since=0`, signedIn)).status === 405, "proxy: no list of changes");
  const remove = await ask(`${base}/dicom-web/studies/1.2.3`, { ...signedIn, method: "DELETE" });
  say(remove.status === 405, "proxy: nothing can be deleted");
  for (const path of ["/system", "/instances", "/tools/reset", "/dicom-web/servers"]) {
    const { status } = await ask(base + path, signedIn);
    say(status === 404 || status === 405, `proxy: ${path} of Orthanc is not reachable (${status})`);
  }
  const large = await ask(`${base}/dicom-web/studies`, {
    method: "POST",
    headers: { ...signedIn.headers, "Content-Type": 'multipart/related; type="application/dicom"; boundary=b' },
    body: Buffer.alloc(131 * 1000 * 1000),
  });
  say(large.status === 413, `proxy: a request above the limit is refused (${large.status})`);
}

try {
  if (!has("Orthanc")) console.log("left out: Orthanc is not installed");
  else {
    const port = await lab();
    if (has("caddy")) await proxy(port);
    else console.log("left out: Caddy is not installed");
  }
} catch (reason) {
  say(false, String(reason));
} finally {
  for (const child of children) child.kill();
  rmSync(app, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
