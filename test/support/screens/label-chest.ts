import type { Page } from "playwright";

/** The image viewport of a page. */
export const imageOf = (page: Page) => page.getByRole("application", { name: /Image viewport/ }).first();

/** Places as fractions of the image's own square, from its centre. */
async function squareOf(page: Page) {
  const box = await imageOf(page).boundingBox();
  if (!box) throw new Error("The viewport is not visible");
  const side = Math.min(box.width, box.height);
  return (x: number, y: number) => ({
    x: box.x + box.width / 2 + x * side,
    y: box.y + box.height / 2 + y * side,
  });
}

/** Labels the sample's CT as a person would: the heart as a polygon, a vertebra in a box, a painted nodule. */
export async function labelChest(page: Page): Promise<void> {
  const at = await squareOf(page);
  const key = async (...names: readonly string[]) => {
    await imageOf(page).focus();
    for (const pressed of names) await page.keyboard.press(pressed);
  };
  const drag = async (...places: readonly (readonly [number, number])[]) => {
    const [first, ...rest] = places.map(([x, y]) => at(x, y));
    if (!first) return;
    await page.mouse.move(first.x, first.y);
    await page.mouse.down();
    for (const place of rest) await page.mouse.move(place.x, place.y, { steps: 6 });
    await page.mouse.up();
  };
  await key("1", "Shift+Digit9", "g");
  for (let step = 0; step < 16; step++) {
    const turn = (step / 16) * 2 * Math.PI;
    const place = at(0.047 + 0.118 * Math.cos(turn), -0.079 + 0.109 * Math.sin(turn));
    await page.mouse.click(place.x, place.y);
  }
  await key("Enter");
  await page.getByRole("combobox", { name: "Draw as" }).click();
  await page.getByRole("option", { name: "Vertebra" }).click();
  await key("x");
  await drag([-0.066, 0.12], [0.066, 0.252]);
  await key("Shift+Digit2", "b");
  await drag([-0.177, -0.031], [-0.169, -0.037], [-0.163, -0.029], [-0.17, -0.023], [-0.177, -0.031]);
}

/** Asks the model about the left lung and leaves its proposal open. */
export async function askChest(page: Page): Promise<void> {
  const at = await squareOf(page);
  await imageOf(page).focus();
  await page.keyboard.press("Shift+Digit8");
  await page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Ask the model" }).click();
  const place = at(0.22, 0.0);
  await page.mouse.click(place.x, place.y);
  await page.getByRole("region", { name: "Proposal" }).getByText("Confidence").waitFor({ timeout: 60_000 });
  const beside = at(0.2, 0.02);
  await page.mouse.move(beside.x, beside.y);
}
