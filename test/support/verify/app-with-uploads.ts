import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serveApp } from "../browser-app.ts";

/** The built app, and a place on the same origin to which a page can hand bytes. */
export interface AppWithUploads {
  /** With a closing slash. */
  readonly url: string;
  /** Receives the body of each POST to `<url>__verify/<name>`, in order of arrival. */
  onUpload: (name: string, body: Uint8Array) => void;
  close(): Promise<void>;
}

/** Serves `dist/` with the app's own headers; the policy allows a page to post to its own origin only. */
export async function serveAppWithUploads(): Promise<AppWithUploads> {
  const app = await serveApp();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (request.method === "POST" && path.startsWith("/__verify/")) {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      uploads.onUpload(decodeURIComponent(path.slice("/__verify/".length)), Buffer.concat(parts));
      response.writeHead(204).end();
      return;
    }
    const answer = await fetch(new URL(path.slice(1), app.url));
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== "content-encoding"));
    response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const uploads: AppWithUploads = {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    onUpload: () => undefined,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await app.close();
    },
  };
  return uploads;
}
