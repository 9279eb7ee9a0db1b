import { createMemo } from "solid-js";
import { qrCode } from "../../domain/qr/qr-code.ts";

/** Light modules around a code, without which no reader finds it (ISO/IEC 18004 6.3.8). */
const quiet = 4;

/** A text as a QR code, dark on light in every theme. */
export function QrPicture(props: { readonly text: string; readonly label: string }) {
  const code = createMemo(() => qrCode(new TextEncoder().encode(props.text)));
  const side = () => code().size + 2 * quiet;
  const path = () => {
    const { size, modules } = code();
    let text = "";
    for (let at = 0; at < modules.length; at++)
      if (modules[at]) text += `M${(at % size) + quiet} ${Math.floor(at / size) + quiet}h1v1h-1z`;
    return text;
  };
  return (
    <svg class="qr" role="img" aria-label={props.label} viewBox={`0 0 ${side()} ${side()}`}>
      <rect width={side()} height={side()} fill="#fff" />
      <path d={path()} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
