import type { MainDatabase } from "../../storage/database.ts";
import { warmImage } from "../../viewer/cpu/warm-drawing.ts";
import { drawsWithGraphicsCard } from "../../viewer/webgl/graphics-card.ts";
import { idle } from "../app/when-idle.ts";

/**
 * Makes ready for the first picture of a study while somebody looks at the list: asks whether there is a graphics card, and where the
 * processor draws has the browser compile what draws images of the kind that this device holds. Rejects where the store cannot be read.
 */
export async function warmFirstPicture(database: MainDatabase, smooth: boolean): Promise<void> {
  if (drawsWithGraphicsCard()) return;
  const facts = (await database.instances.toCollection().first())?.facts;
  if (facts && !facts.pyramid) warmImage(idle, facts, smooth);
}
