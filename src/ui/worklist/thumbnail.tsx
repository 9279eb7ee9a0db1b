import { createResource } from "solid-js";
import { useServices } from "../app/services.ts";
import { Picture, type PictureData } from "../kit/picture.tsx";

export interface ThumbnailProps {
  readonly seriesUid: string | null;
  /** Which stack of the series: only the picture of the first is kept. */
  readonly stack?: number;
  readonly image: { readonly sopUid: string; readonly frameIndex: number } | null;
}

const side = 128;

/** The picture of a series: from the store, else decoded once and kept there. Black until it is there. */
export function Thumbnail(props: ThumbnailProps) {
  const { database, pixels } = useServices();
  const load = async ({ seriesUid, image, stack = 0 }: ThumbnailProps): Promise<PictureData | null> => {
    if (!seriesUid || !image) return null;
    if (stack > 0) return pixels.thumbnail({ ...image, side });
    const stored = await database.thumbnails.get(seriesUid);
    if (stored) return { ...stored, rgba: new Uint8ClampedArray(stored.rgba) };
    const made = await pixels.thumbnail({ ...image, side });
    await database.thumbnails.put({
      seriesUid,
      columns: made.columns,
      rows: made.rows,
      rgba: made.rgba.slice().buffer,
    });
    return made;
  };
  const [data] = createResource(
    () => ({ seriesUid: props.seriesUid, image: props.image, stack: props.stack ?? 0 }),
    (source) => load(source).catch(() => null), // a picture that does not come is no error of the list
  );
  return (
    <span class="thumb">
      <Picture data={data.latest} />
    </span>
  );
}
