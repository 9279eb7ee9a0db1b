import { createMemo } from "solid-js";
import { qrCode } from "../../domain/qr/qr-code.ts";

/** Light modules around a code, without which no reader finds it (ISO/IEC 18004 6.3.8). */
const quiet = 4;

interface Drawn {
  readonly side: number;
  readonly path: string;
}

/** Codes that were drawn, by their text: to work one out takes longer than a frame of the screen. */
export type QrMemory = Map<string, Drawn>;

function draw(text: string): Drawn {
  const { size, modules } = qrCode(new TextEncoder().encode(text));
  let path = "";
  for (let at = 0; at < modules.length; at++)
    if (modules[at]) path += `M${(at % size) + quiet} ${Math.floor(at / size) + quiet}h1v1h-1z`;
  return { side: size + 2 * quiet, path };
}

export interface QrPictureProps {
  readonly text: string;
  readonly label: string;
  /** For whoever shows the same codes again and again. */
  readonly memory?: QrMemory;
}

/** A text as a QR code, dark on light in every theme. */
export function QrPicture(props: QrPictureProps) {
  const drawn = createMemo(() => {
    const made = props.memory?.get(props.text) ?? draw(props.text);
    props.memory?.set(props.text, made);
    return made;
  });
  return (
    <svg class="qr" role="img" aria-label={props.label} viewBox={`0 0 ${drawn().side} ${drawn().side}`}>
      <rect width={drawn().side} height={drawn().side} fill="#fff" />
      <path d={drawn().path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
