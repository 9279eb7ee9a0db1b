import { expect, test } from "vitest";
import { pointerHand } from "../../../support/pointer-hand.ts";

test("a mouse stroke is down, moves, up, with image points through the camera", () => {
  const hand = pointerHand().down(1, "mouse", 10, 20).move(1, "mouse", 30, 40).up(1, "mouse", 30, 40);
  const [down, move, up] = hand.take();
  expect(down).toMatchObject({ kind: "tool-down", purpose: "tool", sample: { pointImage: [1, 2] } });
  expect(move).toMatchObject({ kind: "tool-move", samples: [{ pointScreen: [30, 40] }] });
  expect(up).toMatchObject({ kind: "tool-up" });
});

test("coalesced samples all arrive in order, predicted ones apart", () => {
  const hand = pointerHand().down(1, "pen", 0, 0);
  hand.take();
  const raw = (x: number) => ({ x, y: 0, pressure: 0.7, timeMs: 1000 + x });
  hand.send({
    ...raw(30),
    type: "move",
    pointerId: 1,
    pointerType: "pen",
    buttons: 1,
    modifiers: { shift: false, alt: false, ctrl: false },
    coalesced: [raw(10), raw(20), raw(30)],
    predicted: [raw(40)],
  });
  const [move] = hand.take();
  if (move?.kind !== "tool-move") throw new Error("no stroke");
  expect(move.samples.map(({ pointScreen }) => pointScreen[0])).toEqual([10, 20, 30]);
  expect(move.predicted.map(({ pointScreen }) => pointScreen[0])).toEqual([40]);
});

test("rule 1: after the first pen event touch never draws, until a button leaves pen mode", () => {
  const hand = pointerHand().move(7, "pen", 5, 5, 0);
  expect(hand.kinds()).toEqual(["pen-mode", "hover"]);
  hand.down(2, "touch", 50, 50).move(2, "touch", 50, 70).move(2, "touch", 50, 90).up(2, "touch", 50, 90);
  expect(hand.kinds()).toEqual(["gesture-start", "scroll", "gesture-end"]);
  hand.machine.setPenMode(false);
  hand.wait(400).down(3, "touch", 50, 50).up(3, "touch", 50, 50);
  expect(hand.kinds()).toEqual(["tool-down", "tool-up"]);
});

test("rule 2: while the pen draws every touch is ignored", () => {
  const hand = pointerHand().down(1, "pen", 10, 10).move(1, "pen", 20, 10);
  hand.take();
  hand.down(2, "touch", 100, 100).move(2, "touch", 200, 100).down(3, "touch", 50, 0).move(3, "touch", 90, 0);
  hand.up(2, "touch", 200, 100).cancel(3, "touch");
  expect(hand.kinds()).toEqual([]);
  expect(hand.move(1, "pen", 30, 10).up(1, "pen", 30, 10).kinds()).toEqual(["tool-move", "tool-up"]);
});

test("rule 2: a pen less than 100 ms after a touch takes the stroke of the palm back", () => {
  const hand = pointerHand().down(2, "touch", 100, 100).wait(60).down(1, "pen", 10, 10);
  expect(hand.take()).toMatchObject([
    { kind: "tool-down", pointerType: "touch" },
    { kind: "pen-mode" },
    { kind: "tool-cancel", commit: false },
    { kind: "tool-down", pointerType: "pen" },
  ]);
  expect(hand.move(2, "touch", 150, 100).up(2, "touch", 150, 100).kinds()).toEqual([]);
});

test("rule 2: in pen mode the view that a palm moved goes back: slices are counted back, the camera told", () => {
  const hand = pointerHand().move(1, "pen", 0, 0, 0);
  hand.take();
  hand.down(2, "touch", 0, 0).wait(20).move(2, "touch", 0, 20).move(2, "touch", 0, 44).wait(50);
  hand.down(1, "pen", 10, 10);
  expect(hand.take()).toMatchObject([
    { kind: "gesture-start" },
    { kind: "scroll", delta: 3 },
    { kind: "scroll", delta: -3 },
    { kind: "gesture-revert" },
    { kind: "gesture-end" },
    { kind: "tool-down" },
  ]);
});

test("rule 2: a pen later than that ends the gesture and leaves the view", () => {
  const hand = pointerHand().move(1, "pen", 0, 0, 0);
  hand.down(2, "touch", 0, 0).move(2, "touch", 0, 20).move(2, "touch", 0, 44).wait(150);
  hand.take();
  expect(hand.down(1, "pen", 10, 10).kinds()).toEqual(["gesture-end", "tool-down"]);
});

test("rule 3: a cancelled touch never ends a pen stroke", () => {
  const hand = pointerHand().down(1, "pen", 0, 0).down(2, "touch", 5, 5);
  hand.take();
  expect(hand.cancel(2, "touch").move(1, "pen", 5, 0).kinds()).toEqual(["tool-move"]);
});

test("rule 3: a cancelled drawing pointer keeps a stroke older than 100 ms and bails a younger one", () => {
  const young = pointerHand().down(1, "pen", 0, 0).wait(100).cancel(1, "pen");
  expect(young.take().at(-1)).toEqual({ kind: "tool-cancel", commit: false });
  const old = pointerHand().down(1, "pen", 0, 0).wait(101).cancel(1, "pen");
  expect(old.take().at(-1)).toEqual({ kind: "tool-cancel", commit: true });
});

test("rule 4: a pen without buttons hovers; eraser end and barrel button set the purpose", () => {
  const hand = pointerHand().move(1, "pen", 3, 3, 0);
  expect(hand.take().at(-1)).toMatchObject({ kind: "hover", pointerType: "pen" });
  expect(hand.down(1, "pen", 0, 0, 32).up(1, "pen", 0, 0).take()[0]).toMatchObject({ purpose: "erase" });
  expect(hand.down(1, "pen", 0, 0, 2).up(1, "pen", 0, 0).take()[0]).toMatchObject({ purpose: "pick" });
});

test("an eraser end erases even when a view tool is active", () => {
  const hand = pointerHand({ primary: "scroll" }).down(1, "pen", 0, 0, 32);
  expect(hand.take().at(-1)).toMatchObject({ kind: "tool-down", purpose: "erase" });
});

test("rule 5: a second finger within 100 ms turns the draw into a pinch", () => {
  const hand = pointerHand().down(1, "touch", 100, 100).wait(80).down(2, "touch", 200, 100);
  expect(hand.take()).toMatchObject([
    { kind: "tool-down" },
    { kind: "tool-cancel", commit: false },
    { kind: "gesture-start" },
  ]);
  // Past the tap's slop, then 120 px apart more: factor 1.5 about the middle, which moves 30 px.
  hand.move(2, "touch", 220, 100).take();
  hand.move(2, "touch", 280, 100);
  expect(hand.take()).toEqual([
    { kind: "zoom", at: [160, 100], factor: 1.5 },
    { kind: "pan", dx: 30, dy: 0 },
  ]);
});

test("rule 5: a second finger later than that is a resting hand", () => {
  const hand = pointerHand().down(1, "touch", 100, 100).wait(120).move(1, "touch", 120, 100);
  hand.take();
  hand.down(2, "touch", 200, 100).move(2, "touch", 300, 100).up(2, "touch", 300, 100);
  expect(hand.kinds()).toEqual([]);
  expect(hand.up(1, "touch", 120, 100).kinds()).toEqual(["tool-up"]);
});

test("two-finger tap undoes, three-finger tap redoes, and neither moves the view", () => {
  const two = pointerHand().down(1, "touch", 0, 0).wait(30).down(2, "touch", 90, 0).move(2, "touch", 94, 3);
  two.wait(100).up(1, "touch", 0, 0).up(2, "touch", 94, 3);
  expect(two.kinds()).toEqual(["tool-down", "tool-cancel", "gesture-start", "undo", "gesture-end"]);
  const three = pointerHand()
    .down(1, "touch", 0, 0)
    .down(2, "touch", 90, 0)
    .down(3, "touch", 60, 80)
    .wait(100);
  three.up(3, "touch", 60, 80).up(1, "touch", 0, 0).up(2, "touch", 90, 0);
  expect(three.kinds()).toEqual(["tool-down", "tool-cancel", "gesture-start", "redo", "gesture-end"]);
});

test("a slow, a moved or a cancelled two-finger touch is no tap", () => {
  const start = () => pointerHand().down(1, "touch", 0, 0).down(2, "touch", 90, 0);
  expect(start().wait(300).up(1, "touch", 0, 0).up(2, "touch", 90, 0).kinds()).not.toContain("undo");
  expect(start().move(2, "touch", 110, 0).up(1, "touch", 0, 0).up(2, "touch", 110, 0).kinds()).not.toContain(
    "undo",
  );
  expect(start().cancel(1, "touch").cancel(2, "touch").kinds()).not.toContain("undo");
});

test("three fingers change the window; what is left of them does nothing", () => {
  const hand = pointerHand().down(1, "touch", 0, 0).down(2, "touch", 90, 0).down(3, "touch", 60, 90);
  hand.move(1, "touch", 30, 0).take();
  hand.move(1, "touch", 60, 30);
  expect(hand.take()).toEqual([{ kind: "window", dx: 10, dy: 10 }]);
  hand.up(3, "touch", 60, 90).move(1, "touch", 200, 200).move(2, "touch", 10, 10);
  expect(hand.kinds()).toEqual([]);
});

test("a finger that stays 500 ms opens the menu and draws nothing", () => {
  const hand = pointerHand().down(1, "touch", 40, 50).wait(499);
  expect(hand.kinds()).toEqual(["tool-down"]);
  hand.wait(1);
  expect(hand.take()).toEqual([
    { kind: "tool-cancel", commit: false },
    { kind: "menu", at: [40, 50], atImage: [4, 5], pointerType: "touch" },
  ]);
  expect(hand.move(1, "touch", 90, 90).up(1, "touch", 90, 90).kinds()).toEqual([]);
  const moved = pointerHand().down(1, "touch", 40, 50).move(1, "touch", 55, 50).wait(600);
  expect(moved.kinds()).not.toContain("menu");
});

test("mouse: middle pans, right changes the window, a right click opens the menu", () => {
  const hand = pointerHand().down(1, "mouse", 0, 0, 4).move(1, "mouse", 5, 7, 4).up(1, "mouse", 5, 7);
  expect(hand.take()).toEqual([
    { kind: "gesture-start" },
    { kind: "pan", dx: 5, dy: 7 },
    { kind: "gesture-end" },
  ]);
  hand.down(1, "mouse", 0, 0, 2).move(1, "mouse", 20, 0, 2).up(1, "mouse", 20, 0);
  expect(hand.take()).toEqual([
    { kind: "gesture-start" },
    { kind: "window", dx: 20, dy: 0 },
    { kind: "gesture-end" },
  ]);
  hand.down(1, "mouse", 0, 0, 2).move(1, "mouse", 2, 0, 2).up(1, "mouse", 2, 0);
  expect(hand.kinds()).toEqual(["gesture-start", "gesture-end", "menu"]);
});

test("wheel: one slice a notch, five with Shift (also as deltaX), zoom with Ctrl, small steps gathered", () => {
  const hand = pointerHand().wheel(0, 120).wheel(0, -100, { shift: true }).wheel(100, 0, { shift: true });
  expect(hand.take()).toEqual([
    { kind: "scroll", delta: 1 },
    { kind: "scroll", delta: -5 },
    { kind: "scroll", delta: 5 },
  ]);
  const [zoom] = hand.wheel(0, -100, { ctrl: true }).take();
  expect(zoom).toMatchObject({ kind: "zoom", at: [30, 40] });
  if (zoom?.kind === "zoom") expect(zoom.factor).toBeGreaterThan(1);
  expect(hand.wheel(0, 15).wheel(0, 15).take()).toEqual([]);
  expect(hand.wheel(0, 15).take()).toEqual([{ kind: "scroll", delta: 1 }]);
  expect(pointerHand({ huge: true }).wheel(0, 100).kinds()).toEqual(["zoom"]);
});

test("view tools on the primary button never reach the tools", () => {
  for (const [primary, kind] of [
    ["scroll", "scroll"],
    ["window", "window"],
    ["zoom", "zoom"],
    ["pan", "pan"],
  ] as const) {
    const hand = pointerHand({ primary })
      .down(1, "mouse", 0, 0)
      .move(1, "mouse", 0, 24)
      .up(1, "mouse", 0, 24);
    expect(hand.kinds()).toEqual(["gesture-start", kind, "gesture-end"]);
  }
});

test("in pen mode one finger pans a huge image", () => {
  const hand = pointerHand({ primary: "tool", huge: true }).move(9, "pen", 0, 0, 0);
  hand.take();
  hand.down(1, "touch", 0, 0).move(1, "touch", 20, 0).move(1, "touch", 35, 0);
  expect(hand.take()).toEqual([{ kind: "gesture-start" }, { kind: "pan", dx: 15, dy: 0 }]);
});

test("an interrupt ends an open stroke with a commit; without one it says nothing", () => {
  const hand = pointerHand().send({ type: "interrupt", timeMs: 1 });
  expect(hand.kinds()).toEqual([]);
  hand.down(1, "mouse", 0, 0).send({ type: "interrupt", timeMs: 2000 });
  expect(hand.take().at(-1)).toEqual({ kind: "tool-cancel", commit: true });
  expect(hand.move(1, "mouse", 9, 9).up(1, "mouse", 9, 9).kinds()).toEqual([]);
});

test("after a blur the pointer that is still down is heard on; one whose lift went unseen draws nothing", () => {
  const blurred = () => {
    const hand = pointerHand().down(1, "mouse", 0, 0).move(1, "mouse", 1, 0);
    hand.take();
    return hand.send({ type: "blur", timeMs: 2000 });
  };
  const goesOn = blurred();
  expect(goesOn.take()).toEqual([{ kind: "tool-cancel", commit: true, held: true }]);
  expect(goesOn.move(1, "mouse", 9, 0).up(1, "mouse", 9, 0).kinds()).toEqual(["tool-move", "tool-up"]);
  expect(blurred().up(1, "mouse", 1, 0).kinds()).toEqual(["tool-cancel", "tool-up"]);
  expect(blurred().move(1, "mouse", 9, 0, 0).move(1, "mouse", 20, 0).kinds()).toEqual([
    "tool-cancel",
    "hover",
  ]);
  expect(blurred().down(1, "mouse", 9, 0).up(1, "mouse", 9, 0).kinds()).toEqual([
    "tool-cancel",
    "tool-down",
    "tool-up",
  ]);
  // Turned in between: what is under the hand is another place.
  expect(blurred().send({ type: "interrupt", timeMs: 2100 }).move(1, "mouse", 9, 0).kinds()).toEqual([
    "tool-cancel",
  ]);
});

test("a second press near and soon counts as a double click", () => {
  const hand = pointerHand().down(1, "mouse", 0, 0).up(1, "mouse", 0, 0).wait(200).down(1, "mouse", 3, 0);
  expect(hand.take().at(-1)).toMatchObject({ clickCount: 2 });
  hand.up(1, "mouse", 3, 0).wait(200).down(1, "mouse", 40, 0);
  expect(hand.take().at(-1)).toMatchObject({ clickCount: 1 });
});

test("any mix of pointers leaves at most one open stroke, and every stroke ends", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  const pointers = [
    [1, "mouse"],
    [2, "pen"],
    [3, "touch"],
    [4, "touch"],
    [5, "touch"],
  ] as const;
  for (let run = 0; run < 300; run++) {
    const hand = pointerHand();
    const held = new Set<number>();
    for (let i = 0; i < 40; i++) {
      const [id, kind] = pointers[random(pointers.length)] ?? [1, "mouse"];
      const [x, y] = [random(300), random(300)];
      if (!held.has(id)) {
        hand.down(id, kind, x, y);
        held.add(id);
      } else if (random(3) > 0) hand.move(id, kind, x, y);
      else {
        if (random(4) === 0) hand.cancel(id, kind);
        else hand.up(id, kind, x, y);
        held.delete(id);
      }
      hand.wait(random(200));
    }
    for (const [id, kind] of pointers) if (held.has(id)) hand.up(id, kind, 0, 0);
    let open = 0;
    for (const { kind } of hand.take()) {
      if (kind === "tool-down") open++;
      if (kind === "tool-up" || kind === "tool-cancel") open--;
      if (kind === "tool-move") expect(open).toBe(1);
      expect(open === 0 || open === 1).toBe(true);
    }
    expect(open).toBe(0);
  }
});

test("a press that moves nothing while the pointer moves the view is a tap; a drag, a draw and a right click are none", () => {
  const mouse = pointerHand({ primary: "scroll" }).down(1, "mouse", 30, 40).wait(80).up(1, "mouse", 31, 40);
  expect(mouse.take().at(-1)).toMatchObject({ kind: "tap", at: [31, 40] });
  const drag = pointerHand({ primary: "scroll" })
    .down(1, "mouse", 0, 0)
    .move(1, "mouse", 0, 40)
    .up(1, "mouse", 0, 40);
  expect(drag.kinds()).not.toContain("tap");
  const draw = pointerHand().down(1, "mouse", 0, 0).up(1, "mouse", 0, 0);
  expect(draw.kinds()).toEqual(["tool-down", "tool-up"]);
  const right = pointerHand({ primary: "scroll" }).down(1, "mouse", 0, 0, 2).up(1, "mouse", 0, 0);
  expect(right.kinds()).toEqual(["gesture-start", "gesture-end", "menu"]);
  const finger = pointerHand({ primary: "scroll" }).down(1, "touch", 9, 9).wait(80).up(1, "touch", 9, 9);
  expect(finger.take().at(-1)).toMatchObject({ kind: "tap", at: [9, 9] });
  const two = pointerHand({ primary: "scroll" }).down(1, "touch", 9, 9).down(2, "touch", 90, 9);
  two.wait(60).up(1, "touch", 9, 9).up(2, "touch", 90, 9);
  expect(two.kinds()).not.toContain("tap");
});

test("a mouse as in OHIF and 3D Slicer zooms with the right button; unmoved it still opens the menu", () => {
  for (const mouse of ["ohif", "slicer"] as const) {
    const hand = pointerHand({ primary: "tool", mouse })
      .down(1, "mouse", 50, 50, 2)
      .move(1, "mouse", 50, 30, 2);
    expect(hand.take()).toMatchObject([{ kind: "gesture-start" }, { kind: "zoom", at: [50, 50] }]);
    expect(hand.up(1, "mouse", 50, 30).kinds()).toEqual(["gesture-end"]);
    expect(hand.down(1, "mouse", 50, 50, 2).up(1, "mouse", 50, 50).kinds()).toContain("menu");
  }
  const pacs = pointerHand().down(1, "mouse", 50, 50, 2).move(1, "mouse", 50, 30, 2);
  expect(pacs.kinds()).toEqual(["gesture-start", "window"]);
});

test("as in 3D Slicer, Shift with the wheel sizes the brush, and Shift with the pointer takes the crosshair along", () => {
  const hand = pointerHand({ primary: "tool", mouse: "slicer" });
  expect(hand.wheel(0, -120, { shift: true }).wheel(100, 0, { shift: true }).wheel(0, 120).take()).toEqual([
    { kind: "brush-size", steps: 1 },
    { kind: "brush-size", steps: -1 },
    { kind: "scroll", delta: 1 },
  ]);
  const hover = (shift: boolean) =>
    hand.send({
      type: "move",
      pointerId: 1,
      pointerType: "mouse",
      buttons: 0,
      x: 70,
      y: 20,
      pressure: 0.5,
      timeMs: 2000,
      modifiers: { shift, alt: false, ctrl: false },
      coalesced: [],
      predicted: [],
    });
  expect(hover(true).take()).toMatchObject([{ kind: "tap", atImage: [7, 2] }, { kind: "hover" }]);
  expect(hover(false).kinds()).toEqual(["hover"]);
});
