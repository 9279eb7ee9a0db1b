import type { BoxImage, Geometry, PointImage } from "../domain/annotation.ts";
import { withJointState } from "../domain/keypoints.ts";
import { withAxisEnd } from "../domain/measure/axes.ts";
import type { MeasureFacts } from "../domain/measure/measurement.ts";
import { pixelSizeFor } from "../domain/measure/pixel-size.ts";
import type { Handle } from "./tool-types.ts";

const boxSides = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;

/** Grips of a vector shape; masks have none. */
export function handlesOf(geometry: Geometry): Handle[] {
  switch (geometry.type) {
    case "mask":
      return [];
    case "point":
      return [{ id: "p", kind: "point", pointImage: geometry.pointImage }];
    case "box": {
      const [xMin, yMin, xMax, yMax] = geometry.boxImage;
      const middle = (a: number, b: number) => (a + b) / 2;
      return boxSides.map((id) => ({
        id,
        kind: id.length === 2 ? "corner" : "side",
        pointImage: [
          id.includes("w") ? xMin : id.includes("e") ? xMax : middle(xMin, xMax),
          id.includes("n") ? yMin : id.includes("s") ? yMax : middle(yMin, yMax),
        ],
      }));
    }
    case "ellipse": {
      const [radiusX, radiusY] = geometry.radiiImage;
      const at = (u: number, v: number) => fromEllipse(geometry, [u, v]);
      return [
        { id: "e", kind: "side", pointImage: at(radiusX, 0) },
        { id: "w", kind: "side", pointImage: at(-radiusX, 0) },
        { id: "s", kind: "side", pointImage: at(0, radiusY) },
        { id: "n", kind: "side", pointImage: at(0, -radiusY) },
        { id: "rotate", kind: "rotate", pointImage: at(0, -radiusY - Math.max(8, radiusY / 4)) },
      ];
    }
    case "polygon":
    case "polyline":
    case "length":
    case "angle":
    case "bidirectional":
    case "cobb":
      return geometry.pointsImage.map((pointImage, index) => ({
        id: `v${index}`,
        kind: "vertex",
        pointImage,
      }));
    case "keypoints":
      return geometry.joints.flatMap((joint, index): Handle[] =>
        joint.state === "absent" ? [] : [{ id: `v${index}`, kind: "vertex", pointImage: joint.pointImage }],
      );
  }
}

const isEnd = (handleId: string, index: number) => vertexOf(handleId) === index;

type Ellipse = Extract<Geometry, { type: "ellipse" }>;

const fromEllipse = ({ centerImage, angleRad }: Ellipse, [u, v]: PointImage): PointImage => {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return [centerImage[0] + u * cos - v * sin, centerImage[1] + u * sin + v * cos];
};

const toEllipse = ({ centerImage, angleRad }: Ellipse, [x, y]: PointImage): PointImage => {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  const dx = x - centerImage[0];
  const dy = y - centerImage[1];
  return [dx * cos + dy * sin, dy * cos - dx * sin];
};

/** Index of the vertex that a handle stands for; null for other handles. */
export function vertexOf(handleId: string): number | null {
  return /^v\d+$/.test(handleId) ? Number(handleId.slice(1)) : null;
}

/** The shape with one grip at another place; `measure` keeps right angles in millimetres. */
export function withHandleAt(
  geometry: Geometry,
  handleId: string,
  to: PointImage,
  measure?: MeasureFacts,
): Geometry {
  switch (geometry.type) {
    case "mask":
      return geometry;
    case "point":
      return { ...geometry, pointImage: to };
    case "box":
      return { ...geometry, boxImage: resized(geometry.boxImage, handleId, to) };
    case "ellipse":
      return reshaped(geometry, handleId, to);
    case "polygon":
    case "polyline": {
      const vertex = vertexOf(handleId);
      return {
        ...geometry,
        pointsImage: geometry.pointsImage.map((p, index) => (index === vertex ? to : p)),
      };
    }
    case "length": {
      const [a, b] = geometry.pointsImage;
      return { ...geometry, pointsImage: handleId === "v0" ? [to, b] : [a, to] };
    }
    case "angle": {
      const [a, b, c] = geometry.pointsImage;
      const [first, second, third] = [handleId === "v0", handleId === "v1", handleId === "v2"];
      return { ...geometry, pointsImage: [first ? to : a, second ? to : b, third ? to : c] };
    }
    case "cobb": {
      const [a, b, c, d] = geometry.pointsImage;
      const at = (point: PointImage, index: number) => (isEnd(handleId, index) ? to : point);
      return { ...geometry, pointsImage: [at(a, 0), at(b, 1), at(c, 2), at(d, 3)] };
    }
    case "keypoints":
      return {
        ...geometry,
        joints: geometry.joints.map((joint, index) =>
          isEnd(handleId, index) && joint.state !== "absent" ? { ...joint, pointImage: to } : joint,
        ),
      };
    case "bidirectional":
      return reshapedAxes(geometry, vertexOf(handleId), to, measure);
  }
}

type Bidirectional = Extract<Geometry, { type: "bidirectional" }>;

function reshapedAxes(
  axes: Bidirectional,
  end: number | null,
  to: PointImage,
  measure?: MeasureFacts,
): Bidirectional {
  if (end === null) return axes;
  const size = measure && pixelSizeFor(measure, axes.pointsImage.slice(0, 2));
  return { ...axes, pointsImage: withAxisEnd(axes.pointsImage, end, to, size) };
}

function resized([xMin, yMin, xMax, yMax]: BoxImage, side: string, [x, y]: PointImage): BoxImage {
  const x1 = side.includes("w") ? x : xMin;
  const x2 = side.includes("e") ? x : xMax;
  const y1 = side.includes("n") ? y : yMin;
  const y2 = side.includes("s") ? y : yMax;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

function reshaped(ellipse: Ellipse, handleId: string, to: PointImage): Ellipse {
  const [u, v] = toEllipse(ellipse, to);
  const [radiusX, radiusY] = ellipse.radiiImage;
  if (handleId === "rotate") {
    const [x, y] = ellipse.centerImage;
    return { ...ellipse, angleRad: Math.atan2(to[1] - y, to[0] - x) + Math.PI / 2 };
  }
  const isAcross = handleId === "e" || handleId === "w";
  const radiiImage: PointImage = isAcross
    ? [Math.max(1, Math.abs(u)), radiusY]
    : [radiusX, Math.max(1, Math.abs(v))];
  return { ...ellipse, radiiImage };
}

/** A polygon or line with one more vertex after edge `edgeIndex`; other shapes as they are. */
export function withVertex(geometry: Geometry, edgeIndex: number, point: PointImage): Geometry {
  if (geometry.type !== "polygon" && geometry.type !== "polyline") return geometry;
  return { ...geometry, pointsImage: geometry.pointsImage.toSpliced(edgeIndex + 1, 0, point) };
}

/** Without one vertex; a joint becomes absent; null when too few would be left. */
export function withoutVertex(geometry: Geometry, index: number): Geometry | null {
  if (geometry.type === "keypoints")
    return withJointState(geometry, geometry.joints[index]?.id ?? "", "absent");
  if (geometry.type !== "polygon" && geometry.type !== "polyline") return null;
  const fewest = geometry.type === "polygon" ? 3 : 2;
  if (geometry.pointsImage.length <= fewest) return null;
  return { ...geometry, pointsImage: geometry.pointsImage.toSpliced(index, 1) };
}
