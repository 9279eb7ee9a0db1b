import type { Locator, Page } from "playwright";

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A hand on the glass: real touch and pen events through the browser's own input path. */
export interface Touch {
  tap(target: Locator): Promise<void>;
  tapAt(place: Place): Promise<void>;
  /** A finger that lies still until something has come of it. */
  hold(place: Place, until: () => Promise<unknown>): Promise<void>;
  /** One finger along straight lines. */
  drag(places: readonly Place[]): Promise<void>;
  /** A pen stroke. */
  pen(places: readonly Place[]): Promise<void>;
}

const steps = 10;

function between(places: readonly Place[]): Place[] {
  return places.flatMap((place, index) => {
    const from = places[index - 1];
    if (!from) return [place];
    return Array.from({ length: steps }, (_, i) => ({
      x: from.x + ((place.x - from.x) * (i + 1)) / steps,
      y: from.y + ((place.y - from.y) * (i + 1)) / steps,
    }));
  });
}

/** Sends touches to `page` over CDP. */
export async function makeTouch(page: Page): Promise<Touch> {
  const session = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", places: readonly Place[]) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: places.map(({ x, y }) => ({ x, y, radiusX: 4, radiusY: 4 })),
    });
  const tapAt = async (place: Place) => {
    await send("touchStart", [place]);
    await send("touchEnd", []);
  };
  return {
    tapAt,
    async hold(place, until) {
      await send("touchStart", [place]);
      await until();
      await send("touchEnd", []);
    },
    async tap(target) {
      await target.scrollIntoViewIfNeeded();
      const box = await target.boundingBox();
      if (!box) throw new Error(`Not visible: ${target}`);
      await tapAt({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    },
    async drag(places) {
      const [first, ...rest] = between(places);
      if (!first) return;
      await send("touchStart", [first]);
      for (const place of rest) {
        await send("touchMove", [place]);
        await page.waitForTimeout(16);
      }
      await send("touchEnd", []);
      // A hand takes this long to come down again; Chromium makes no click of a tap that follows a stroke sooner.
      await page.waitForTimeout(400);
    },
    async pen(places) {
      const [first, ...rest] = between(places);
      if (!first) return;
      const pointerType = "pen";
      const button = "left";
      const pen = (type: "mousePressed" | "mouseMoved" | "mouseReleased", { x, y }: Place, buttons: number) =>
        session.send("Input.dispatchMouseEvent", {
          type,
          x,
          y,
          button,
          buttons,
          clickCount: 1,
          pointerType,
          force: 0.5,
        });
      await pen("mousePressed", first, 1);
      for (const place of rest) await pen("mouseMoved", place, 1);
      await pen("mouseReleased", rest.at(-1) ?? first, 0);
    },
  };
}
