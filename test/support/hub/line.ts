import { connect, createServer, type Socket } from "node:net";

/** A network between a browser and a server of this machine: it can be cut, and what was sent on it can be searched. */
export interface Line {
  readonly url: string;
  /** Ends all connections; every new one is reset until `mend`. */
  cut(): void;
  mend(): void;
  /** All that the browsers sent, in the order of its arrival. */
  sent(): Buffer;
  close(): Promise<void>;
}

/** Opens a line to `port` on a loopback port of its own. */
export async function openLine(port: number): Promise<Line> {
  const sockets = new Set<Socket>();
  const heard: Buffer[] = [];
  let isCut = false;
  const hold = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  };
  // The listener stays when the line is cut: its port could be another's when it is wanted back.
  const server = createServer((near) => {
    near.on("error", () => near.destroy());
    if (isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(port, "127.0.0.1");
    hold(near);
    hold(far);
    near.on("data", (bytes) => heard.push(bytes));
    near.pipe(far).pipe(near);
    near.on("close", () => far.destroy());
    far.on("error", () => near.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The line has no port.");
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut: () => {
      isCut = true;
      end();
    },
    mend: () => {
      isCut = false;
    },
    sent: () => Buffer.concat(heard),
    close: () => {
      end();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
}
