import type { Page } from "playwright";

/** Looks at every held frame and releases it without a box, as a person would; nothing happens when nothing is held. */
export async function releaseHeld(page: Page): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/pixels`);
  const release = page.getByRole("button", { name: "Release to worklist" });
  const none = page.getByText("Nothing is held.");
  const told = page.locator(".toast").filter({ hasText: "released to the worklist" }).first();
  for (;;) {
    await release.or(none).first().waitFor({ timeout: 60_000 });
    if (await none.isVisible()) return;
    await keepAll(page);
    // The toast of the study before must be gone: it would be taken for this one's.
    await told.waitFor({ state: "detached" });
    await release.click({ timeout: 300_000 });
    await told.waitFor({ timeout: 300_000 });
  }
}

/** Keeps every place that is open and plays every frame of the study under review. */
export async function keepAll(page: Page): Promise<void> {
  const undecided = page.getByRole("status").filter({ hasText: /left\. Release opens/ });
  while (await undecided.isVisible()) await page.keyboard.press("k");
  const unseen = page.getByRole("status").filter({ hasText: "not looked at yet" });
  if (await unseen.isVisible()) await page.getByRole("button", { name: "Play the frames" }).click();
  await unseen.waitFor({ state: "detached", timeout: 120_000 });
}
