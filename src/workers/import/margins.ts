import type { Area } from "../../domain/deid/area.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";

/** Whether all pixels of an area, in pixels of the picture, are one colour; `colour` holds it from the first frame on. */
function isPlain({ columns, samples, pixels }: DisplayFrame, area: Area, colour: number[]): boolean {
  for (let row = area.y; row < area.y + area.height; row++) {
    const from = (row * columns + area.x) * samples;
    if (colour.length === 0) for (let i = 0; i < samples; i++) colour.push(Number(pixels[from + i]));
    for (let at = from; at < from + area.width * samples; at++)
      if (Number(pixels[at]) !== colour[(at - from) % samples]) return false;
  }
  return true;
}

/** Strips of a frame, in its pixels, and which of them have something in them in a frame that was seen. */
export function makeMargins(areas: readonly Area[], columns: number, rows: number) {
  const strips = areas.map((area) => ({ area, colour: [] as number[], plain: true }));
  return {
    /** Looks at the next frame, or a smaller level of it. */
    see: (picture: DisplayFrame): void => {
      const [wide, high] = [picture.columns / columns, picture.rows / rows];
      for (const strip of strips) {
        const { x, y, width, height } = strip.area;
        const left = Math.floor(x * wide);
        const top = Math.floor(y * high);
        const within = {
          x: left,
          y: top,
          width: Math.min(picture.columns, Math.ceil((x + width) * wide)) - left,
          height: Math.min(picture.rows, Math.ceil((y + height) * high)) - top,
        };
        strip.plain &&= isPlain(picture, within, strip.colour);
      }
    },
    written: (): readonly Area[] => strips.filter(({ plain }) => !plain).map(({ area }) => area),
  };
}
