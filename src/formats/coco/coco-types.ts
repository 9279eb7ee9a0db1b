/** One picture of a COCO file; `id` from 1 in sorted order. The last keys are ours. */
export interface CocoImage {
  readonly id: number;
  readonly file_name: string;
  readonly width: number;
  readonly height: number;
  readonly image_id: string;
  readonly study_uid: string;
  readonly series_uid: string;
  readonly sop_instance_uid: string;
  readonly frame: number;
}

/** One object of a COCO file. `segmentation.size` is [height, width]; `bbox` [x, y, width, height] from the pixel edge. */
export interface CocoAnnotation {
  readonly id: number;
  readonly image_id: number;
  readonly category_id: number;
  readonly segmentation: { readonly size: readonly [number, number]; readonly counts: string };
  readonly area: number;
  readonly bbox: readonly [number, number, number, number];
  readonly iscrowd: 0;
  readonly instance_uid: string;
  /** What the slices of one thing share: the `instance_uid` of the first. */
  readonly object_uid: string;
  readonly sop_instance_uid: string;
  readonly frame: number;
  readonly status: string;
  readonly attributes: { readonly geometry: string; readonly provenance: unknown };
}

export interface CocoCategory {
  readonly id: number;
  readonly name: string;
  readonly supercategory: string;
  readonly class_id: string;
  readonly color: string;
}

export interface CocoFile {
  readonly info: Readonly<Record<string, string>>;
  readonly images: readonly CocoImage[];
  readonly annotations: readonly CocoAnnotation[];
  readonly categories: readonly CocoCategory[];
}
