import type { SampleArray } from "../domain/samples.ts";
import type { TiledImage, TiledImageOptions } from "./tiled-image.ts";

/** The image of tiles on the screen, and the one that is to come after it; of several wishes the newest wins. */
export interface TileTurn {
  /** Null: nothing on the screen is read by tile. */
  shown(): TiledImage | null;
  /**
   * Reads another image of tiles; when it has a backdrop it takes the place of the one before it, and `take` hears so in the same turn, with samples
   * of it, to which it resolves. Rejects with an AbortError where a later wish came, and with the reason where nothing of it can be read.
   */
  next(
    options: () => TiledImageOptions,
    take: (image: TiledImage, samples: SampleArray) => void,
  ): Promise<SampleArray>;
  /** What was to come is not wanted any more. */
  dropNext(): void;
  /** Nor what is shown. */
  drop(): void;
}

/** The turn of one viewport. */
export function makeTileTurn(): TileTurn {
  let shown: TiledImage | null = null;
  let coming: TiledImage | null = null;
  /** Rises with every wish: one that waits for its code is not the newest any more. */
  let wish = 0;

  const dropNext = () => {
    wish++;
    coming?.dispose();
    coming = null;
  };
  const drop = () => {
    dropNext();
    shown?.dispose();
    shown = null;
  };
  return {
    shown: () => shown,
    dropNext,
    drop,
    async next(options, take) {
      dropNext();
      const mineAt = wish;
      const { makeTiledImage } = await tiledImages();
      if (wish !== mineAt) throw superseded();
      const mine = makeTiledImage(options());
      coming = mine;
      const samples = await mine.ready;
      // A later wish came in the moment between.
      if (coming !== mine) throw superseded();
      coming = null;
      drop();
      shown = mine;
      take(mine, samples);
      return samples;
    },
  };
}

/** Only images that are read by tile need it: those in one piece, most of all, do not wait for it. */
const tiledImages = () => import("./tiled-image.ts");

const superseded = () => new DOMException("Another image is shown.", "AbortError");
