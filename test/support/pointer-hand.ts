import type { PointerInput } from "../../src/viewer/input/pointer-event.ts";
import { makePointerMachine, type PointerMachine } from "../../src/viewer/input/pointer-machine.ts";
import { defaultPointerSettings, type PointerSettings } from "../../src/viewer/pointer-settings.ts";
import type { Modifiers, PointerKind, ViewerIntent } from "../../src/viewer/viewer-intent.ts";

/** A hand for tests: it moves time and pointers, and keeps what the machine said. */
export interface PointerHand {
  readonly machine: PointerMachine;
  /** Lets time pass; long presses come due. */
  wait(ms: number): PointerHand;
  down(id: number, kind: PointerKind, x: number, y: number, buttons?: number): PointerHand;
  move(id: number, kind: PointerKind, x: number, y: number, buttons?: number): PointerHand;
  up(id: number, kind: PointerKind, x: number, y: number): PointerHand;
  cancel(id: number, kind: PointerKind): PointerHand;
  wheel(deltaX: number, deltaY: number, modifiers?: Partial<Modifiers>): PointerHand;
  send(input: PointerInput): PointerHand;
  /** Everything said since the last call. */
  take(): ViewerIntent[];
  /** Kinds said since the last call. */
  kinds(): string[];
}

const noKeys: Modifiers = { shift: false, alt: false, ctrl: false };

/** A hand at a fresh machine; image points are a tenth of screen points. */
export function pointerHand(change: Partial<PointerSettings> = { primary: "tool" }): PointerHand {
  const settings = { ...defaultPointerSettings, ...change };
  const machine = makePointerMachine(
    () => settings,
    ([x, y]) => [x / 10, y / 10],
  );
  let timeMs = 1000;
  let said: ViewerIntent[] = [];
  const send = (input: PointerInput) => {
    said.push(...machine.handle(input));
    return hand;
  };
  const step =
    (type: "down" | "move" | "up" | "cancel", held: number) =>
    (pointerId: number, pointerType: PointerKind, x = 0, y = 0, buttons = held) =>
      send({
        type,
        pointerId,
        pointerType,
        x,
        y,
        buttons,
        pressure: 0.5,
        timeMs,
        modifiers: noKeys,
        coalesced: [],
        predicted: [],
      });
  const hand: PointerHand = {
    machine,
    wait(ms) {
      timeMs += ms;
      const { deadlineMs } = machine;
      return deadlineMs !== null && deadlineMs <= timeMs ? send({ type: "tick", timeMs }) : hand;
    },
    down: step("down", 1),
    move: step("move", 1),
    up: step("up", 0),
    cancel: (id, kind) => step("cancel", 0)(id, kind),
    wheel: (deltaX, deltaY, modifiers = {}) =>
      send({ type: "wheel", x: 30, y: 40, deltaX, deltaY, modifiers: { ...noKeys, ...modifiers }, timeMs }),
    send,
    take() {
      const all = said;
      said = [];
      return all;
    },
    kinds: () => hand.take().map(({ kind }) => kind),
  };
  return hand;
}
