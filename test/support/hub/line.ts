import { connect, createServer, type Socket } from "node:net";

/** A network between a browser and a server of this machine: it can be cut, and what was sent on it can be searched. */
export interface Line {
  readonly url: string;
  /** Ends all connections; none is taken until `mend`. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** All that the browsers sent, in the order of its arrival. */
  sent(): Buffer;
  close(): Promise<void>;
}

/** Opens a line to `port` on a loopback port of its own. */
export async function openLine(port: number): Promise<Line> {
  const sockets = new Set<Socket>();
  const heard: Buffer[] = [];
  const hold = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  };
  const make = () =>
    createServer((near) => {
      const far = connect(port, "127.0.0.1");
      hold(near);
      hold(far);
      near.on("data", (bytes) => heard.push(bytes));
      near.pipe(far).pipe(near);
      near.on("error", () => far.destroy());
      far.on("error", () => near.destroy());
    });
  let server = make();
  const listen = (at: number) => new Promise<void>((done) => server.listen(at, "127.0.0.1", () => done()));
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The line has no port.");
  const cut = async () => {
    const ended = new Promise<void>((done) => server.close(() => done()));
    for (const socket of sockets) socket.destroy();
    await ended;
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    mend: async () => {
      server = make();
      await listen(address.port);
    },
    sent: () => Buffer.concat(heard),
    close: cut,
  };
}
