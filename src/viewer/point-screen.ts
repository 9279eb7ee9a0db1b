/** A point on the screen in CSS px; (0, 0) is the upper left corner of the viewport's host. */
export type PointScreen = readonly [x: number, y: number];
