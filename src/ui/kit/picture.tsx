import { createEffect } from "solid-js";

/** An RGBA picture, 8 bits, rows from the top. */
export interface PictureData {
  readonly columns: number;
  readonly rows: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Draws RGBA bytes; nothing while there are none. No name: the text beside it names it. */
export function Picture(props: { readonly data: PictureData | null | undefined; readonly class?: string }) {
  let canvas: HTMLCanvasElement | undefined;
  createEffect(() => {
    const data = props.data;
    if (!canvas || !data) return;
    canvas.width = data.columns;
    canvas.height = data.rows;
    canvas.getContext("2d")?.putImageData(new ImageData(data.rgba, data.columns, data.rows), 0, 0);
  });
  return <canvas ref={canvas} class={props.class ?? "picture"} width={1} height={1} />;
}
