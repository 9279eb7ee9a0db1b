import { render } from "solid-js/web";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openMainDatabase } from "../../../src/storage/database.ts";
import { App } from "../../../src/ui/app/app.tsx";
import type { Services } from "../../../src/ui/app/services.ts";
import { mouseStroke } from "../../support/study-page.tsx";
import { fillStudy, screenFacts, screenServices } from "../../support/study-screen.ts";

const study = "2.25.1";

test("while another image is on its way nothing is drawn on the one before it, and the person is told; then it is drawn on the image that is seen", async () => {
  await page.viewport(1180, 820);
  const database = openMainDatabase(`not-seen-${crypto.randomUUID()}`);
  const frames = [0, 1, 2].map((at) => ({ sopUid: `2.25.1${at}`, frameIndex: 0 }));
  const { columns, rows } = screenFacts;
  await fillStudy(database, study, [{ seriesUid: "2.25.2", frames, columns, rows }]);
  const services = screenServices(database);
  const first = Promise.withResolvers<void>();
  const frame: Services["pixels"]["frame"] = async (wanted, signal) => {
    if (wanted.sopUid === "2.25.10") await first.promise;
    return services.pixels.frame(wanted, signal);
  };
  location.hash = `#/study/${study}`;
  const host = document.createElement("div");
  document.body.append(host);
  const end = render(() => <App services={{ ...services, pixels: { ...services.pixels, frame } }} />, host);
  const image = page.getByRole("application", { name: "Image viewport" });
  await expect.element(page.getByText("2 / 3")).toBeVisible();
  await expect.element(image).toHaveAttribute("aria-busy", "false");
  const stroke = () => mouseStroke(image.element(), [0.4, 0.5], [0.6, 0.5]);
  (image.element() as HTMLElement).focus();
  await userEvent.keyboard("{Shift>}1{/Shift}x{Home}");
  await expect.element(image).toHaveAttribute("aria-busy", "true");
  stroke();
  await expect.element(page.getByText("This image is not shown yet.")).toBeVisible();
  first.resolve();
  await expect.element(image).toHaveAttribute("aria-busy", "false");
  expect(await database.annotations.count()).toBe(0);
  await userEvent.keyboard("b");
  stroke();
  await expect.poll(() => database.annotations.count()).toBe(1);
  expect((await database.annotations.toArray())[0]?.annotation.target.sop).toBe("2.25.10");
  end();
  host.remove();
  database.close();
  await database.delete();
});
