import { createSignal, Show } from "solid-js";
import type { PointImage } from "../../domain/annotation.ts";
import { anewGeometry, anewWay, drawnAnew } from "../../domain/sync/draw-anew.ts";
import { labelOfText } from "../../domain/sync/label-object.ts";
import { useServices } from "../app/services.ts";
import { svgPath } from "./svg-path.ts";

export interface DrawAnewProps {
  /** Canonical text of one of the sides: what kind of label it is, of what and where. */
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
  readonly drawn: string | null;
  readonly onDraw: (text: string | null) => void;
}

/** Over the picture of a conflict: what a person draws here takes the place of both sides once they merge. */
export function DrawAnew(props: DrawAnewProps) {
  const { database } = useServices();
  const [points, setPoints] = createSignal<readonly PointImage[]>([]);
  let startedMs = 0;
  const way = () => anewWay(labelOfText(props.text).geometry);
  const pointAt = ({
    clientX,
    clientY,
    currentTarget,
  }: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const x = ((clientX - left) / width) * props.columns - 0.5;
    return [x, ((clientY - top) / height) * props.rows - 0.5] as const;
  };
  const finish = async (pointsImage: readonly PointImage[]) => {
    const activeSeconds = Math.round((performance.now() - startedMs) / 1000);
    const [user, device] = await database.settings.bulkGet(["user", "device"]);
    const at = new Date().toISOString();
    const provenance = {
      origin: "human" as const,
      author: String(user?.value ?? ""),
      device: String(device?.value ?? ""),
      createdAt: at,
      editedAt: at,
      activeSeconds,
      derivedFrom: [],
    };
    const { columns, rows } = props;
    props.onDraw(drawnAnew(props.text, { pointsImage, columns, rows, provenance }));
    setPoints([]);
  };
  const down = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    const point = pointAt(event);
    const drawing = way();
    if (points().length === 0) startedMs = performance.now();
    if (drawing.by === "taps") {
      const next = [...points(), point];
      if (next.length < drawing.count) setPoints(next);
      else void finish(next);
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    setPoints([point]);
  };
  const move = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const [first] = points();
    const point = pointAt(event);
    if (first) setPoints(way().by === "drag" ? [first, point] : [...points(), point]);
  };
  const up = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    event.currentTarget.releasePointerCapture(event.pointerId);
    void finish(points());
  };
  /** What is under the pen: a box, ellipse or length as it will be, else the stroke itself. */
  const underPen = () => {
    const { columns, rows } = props;
    const { geometry } = labelOfText(props.text);
    const pointsImage = points();
    const shape = way().by === "drag" && anewGeometry(geometry, { pointsImage, columns, rows });
    if (shape) return svgPath(shape, columns / 40);
    const places = pointsImage.map(([x, y]) => `${x + 0.5} ${y + 0.5}`);
    return places.length === 0 ? "" : `M${places.join("L")}${places.length === 1 ? "h0.01" : ""}`;
  };
  return (
    <svg
      class="drawing"
      viewBox={`0 0 ${props.columns} ${props.rows}`}
      aria-hidden="true"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => setPoints([])}
    >
      <path class="shape-anew" d={underPen()} stroke-linecap="round" />
      <Show when={points().length === 0 && props.drawn}>
        {(text) => <path class="shape-anew" d={svgPath(labelOfText(text()).geometry, props.columns / 40)} />}
      </Show>
    </svg>
  );
}
