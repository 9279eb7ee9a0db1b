/** What is recorded of a model whose terms nobody named: the same word in every language, so that whoever takes the labels can look for it. */
export const unknownLicense = "unknown";

/** Whether terms were named. */
export const isLicenseKnown = (license: string): boolean => license !== "" && license !== unknownLicense;
