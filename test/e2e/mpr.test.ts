import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countRows,
  dragImage,
  imageIsSeen,
  openApp,
  openSample,
  openStudy,
  waitForSaved,
} from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import type { StaticServer } from "../support/static-server.ts";

let browser: OwnBrowser;
let server: StaticServer;
beforeAll(async () => {
  server = await serveApp({ online: true });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const plane = (page: Page, name: RegExp) => page.getByRole("application", { name });

/** Mean brightness of the picture of a viewport, and the share of it that is blue rather than grey (a label). */
const look = (page: Page, name: RegExp) =>
  plane(page, name).evaluate((host) => {
    const canvas = host.querySelector("canvas");
    const context = canvas?.getContext("2d");
    if (!canvas || !context) throw new Error("no picture");
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let [sum, blue] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
      sum += data[at] ?? 0;
      if ((data[at + 2] ?? 0) > (data[at] ?? 0) + 20) blue++;
    }
    return { brightness: sum / (data.length / 4), labelled: blue / (data.length / 4) };
  });

test("the sample's CT stands in three linked planes, its labels in all of them; what is no volume says why", async () => {
  const page = await browser.newPage({ width: 1440, height: 900 });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await openApp(page, server.url);
  await openSample(page);
  await openStudy(page, /CT chest/);
  await page.getByText("14 / 26").waitFor();
  await page.keyboard.press("Shift+Digit1");
  await page.keyboard.press("b");
  await dragImage(page, [
    [0.45, 0.5],
    [0.55, 0.5],
  ]);
  await waitForSaved(page);
  await page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Scroll" }).click();

  const fitted = await page
    .getByText(/^(.* · )?zoom /)
    .first()
    .textContent();
  await page.keyboard.press("Shift+M");
  for (const name of [
    /^Image viewport 1 axial$/,
    /^Image viewport 2 coronal$/,
    /^Image viewport 3 sagittal$/,
  ])
    await plane(page, name).waitFor();
  const panel = page.getByRole("region", { name: "Three planes" });
  await panel.getByText("Tap to move the crosshair.").waitFor();
  await expect.poll(async () => (await look(page, /coronal/)).brightness).toBeGreaterThan(10);
  await expect.poll(async () => (await look(page, /coronal/)).labelled).toBeGreaterThan(0.0005);
  await expect.poll(async () => (await look(page, /sagittal/)).labelled).toBeGreaterThan(0.0002);
  // The table of the patient: right at the left, head up.
  const letters = (name: RegExp) =>
    plane(page, name).evaluate((host) =>
      ["left", "right", "top", "bottom"]
        .map((edge) => host.querySelector(`[data-part="${edge}"]`)?.textContent)
        .join(" "),
    );
  await expect.poll(() => letters(/axial/)).toBe("R L A P");
  await expect.poll(() => letters(/coronal/)).toBe("R L H F");
  await expect.poll(() => letters(/sagittal/)).toBe("A P H F");

  // A slab: its brightest is brighter than its mean, its darkest darker.
  const brightness = async () => {
    await imageIsSeen(page);
    return (await look(page, /sagittal/)).brightness;
  };
  const oneSlice = await brightness();
  await panel.getByRole("radio", { name: "MIP", exact: true }).click();
  await page.getByText("MIP 10 mm").first().waitFor();
  await expect.poll(brightness).toBeGreaterThan(oneSlice + 1);
  const mip = await brightness();
  await panel.getByRole("radio", { name: "MinIP" }).click();
  await expect.poll(brightness).toBeLessThan(mip - 1);
  const minip = await brightness();
  await panel.getByRole("radio", { name: "Mean" }).click();
  await expect
    .poll(async () => {
      const mean = await brightness();
      return mean > minip + 0.5 && mean < mip - 0.5;
    })
    .toBe(true);
  await panel.getByRole("radio", { name: "Slice" }).click();

  // A tap in the coronal plane moves the images: near its foot lie the first of them.
  const box = await plane(page, /coronal/).boundingBox();
  if (!box) throw new Error("no coronal plane");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2 + 40);
  const slice = page.getByRole("slider", { name: "Slice" });
  await expect.poll(async () => Number(await slice.getAttribute("aria-valuenow"))).toBeLessThan(14);
  // Keys go to the plane that was touched; the window is one for all.
  const before = await slice.getAttribute("aria-valuenow");
  await page.keyboard.press("ArrowDown");
  await page.getByText("106 / 208").first().waitFor();
  expect(await slice.getAttribute("aria-valuenow")).toBe(before);
  await imageIsSeen(page);
  const soft = (await look(page, /coronal/)).brightness;
  await page.keyboard.press("2");
  await page.getByText("W 1 500 · L -600").or(page.getByText("Lung").first()).first().waitFor();
  await expect.poll(async () => Math.abs((await look(page, /coronal/)).brightness - soft)).toBeGreaterThan(5);

  const drag = async () => {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
  };
  // A shape is drawn on images only, and the person is told.
  await page
    .getByRole("toolbar", { name: "Tools" })
    .getByRole("button", { name: "Box", exact: true })
    .click();
  await drag();
  await page.getByText("Draw shapes in the axial plane").first().waitFor();
  await waitForSaved(page);
  expect(await countRows(page, "annotations")).toBe(1);
  // The brush paints voxels of every slice that it meets: the same thing, one act.
  const slicesOf = () => countRows(page, "annotations");
  await page
    .getByRole("toolbar", { name: "Tools" })
    .getByRole("button", { name: "Brush", exact: true })
    .click();
  await drag();
  await expect.poll(slicesOf).toBeGreaterThan(1);
  expect(await page.getByRole("listbox", { name: "Annotations" }).getByRole("option").count()).toBe(1);
  await page.keyboard.press("Control+z");
  await expect.poll(slicesOf).toBe(1);

  await page.keyboard.press("Shift+M");
  await plane(page, /^Image viewport$/).waitFor();
  await expect.poll(() => plane(page, /coronal/).count()).toBe(0);
  // The image has its room again.
  const zoomOf = (text: string | null) => /zoom (\S+)/.exec(text ?? "")?.[1];
  await expect
    .poll(async () =>
      zoomOf(
        await page
          .getByText(/^(.* · )?zoom /)
          .first()
          .textContent(),
      ),
    )
    .toBe(zoomOf(fitted));

  await page.getByRole("button", { name: "Back" }).click();
  await openStudy(page, /radiograph|DX|CR/i);
  const button = page.getByRole("button", { name: "Three planes" });
  await expect.poll(() => button.getAttribute("aria-disabled")).toBe("true");
  await expect
    .poll(() => button.getAttribute("title"))
    .toMatch(/Images only, no three planes: three images or more/);
  expect(errors).toEqual([]);
  await page.close();
});
