import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The order of test files. Where Vitest has not seen a file before, it takes the largest first; of the e2e tests the one that takes
 * longest is among the smallest, and would go on alone when all others are done. Their names put it first, and are the same order everywhere.
 */
export class TestOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const walks = sorted.filter(({ project }) => project.name === "e2e");
    const byName = walks.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    return sorted.map((file) => (file.project.name === "e2e" ? (byName.shift() ?? file) : file));
  }
}
