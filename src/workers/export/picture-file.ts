import { type Dataset, type DatasetImage, isTiled } from "./dataset.ts";
import { datasetPaths } from "./paths.ts";

/** The file that shows an image, inside the dataset: its picture, or the cleaned file of one that is read in tiles; null for none. */
export function pictureFile(dataset: Dataset, image: DatasetImage): string | null {
  const paths = datasetPaths(dataset);
  const inside = (path: string) => path.slice(dataset.options.name.length + 1);
  if (!isTiled(image)) return inside(paths.image(image));
  return dataset.options.formats.includes("dicom") ? inside(paths.dicom(image.instance)) : null;
}
