import type { Dataset } from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";

/** The written objects of a kind, as the store itself lists them, in order. */
export async function objectFiles(
  dataset: Dataset,
  sink: DatasetSink,
  kind: "seg" | "rtstruct" | "sr",
): Promise<string[]> {
  const folder = `${dataset.options.name}/dicom/${kind}/`;
  return (await sink.paths()).filter((path) => path.startsWith(folder)).sort();
}
