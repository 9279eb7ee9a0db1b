import type { FromWorker } from "../../src/domain/calls/call.ts";

/** A worker that imports this first stands still each time it has told of progress, until the page has let it go on: however fast it is. */
export interface HoldMessage {
  readonly hold: Int32Array<SharedArrayBuffer>;
}

const scope = globalThis as unknown as {
  postMessage: (message: FromWorker, transfer?: Transferable[]) => void;
  addEventListener(type: "message", listen: (event: MessageEvent<unknown>) => void): void;
};
let gate: Int32Array<SharedArrayBuffer> | null = null;
scope.addEventListener("message", (event) => {
  if (!(event.data instanceof Object && "hold" in event.data)) return;
  event.stopImmediatePropagation();
  gate = (event.data as HoldMessage).hold;
});

const post = scope.postMessage.bind(scope);
scope.postMessage = (message, transfer = []) => {
  post(message, transfer);
  if (gate && message.kind === "progress") Atomics.wait(gate, 0, 0);
};
