/**
 * Tags that a rewritten TIFF may hold (deidentification 3.9). 270 is written from the plan only; 273, 279, 324, 325 and 330
 * are laid out anew; the text of an ICC profile (34675) is zeroed. `tiff-rewrite` holds the same list and refuses others.
 */
export const tiffAllowedTags: readonly number[] = [
  254, 255, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284, 292, 293, 296, 317, 320,
  322, 323, 324, 325, 330, 338, 339, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532,
  34675,
];
