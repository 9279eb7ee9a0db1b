import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** A server of plain files for tests: what any HTTPS static host does, without a header of its own. */
export interface StaticServer {
  /** `http://localhost:<port><path>` with a closing slash. */
  readonly url: string;
  /** Every path that was asked for, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Serves `folder` under `path` on a free loopback port, with `headers` on every answer; what is in `absent` is not found. */
export async function serveFolder(
  folder: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  port = 0,
  absent: readonly string[] = [],
): Promise<StaticServer> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    requests.push(asked);
    const inside = asked.startsWith(path) ? asked.slice(path.length) || "index.html" : null;
    const file = inside === null || absent.includes(inside) ? null : normalize(join(folder, inside));
    if (!file?.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, ...headers });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const address = server.address();
  const listening = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://localhost:${listening}${path}`,
    requests,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
