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
    await page.getByText(/^(\d+) of \1 frames? looked at$/).waitFor({ timeout: 120_000 });
    // The toast of the image before must be gone: it would be taken for this one's.
    await told.waitFor({ state: "detached" });
    await release.click();
    await told.waitFor({ timeout: 300_000 });
  }
}
