/** A larger file waits until those before it are stored, and all that is opened ahead is no larger: it lies in memory together. */
export const mostBeside = 16 << 20;

/**
 * Files that are stored beside one another. The store takes together what waited while it was busy: with eight of them it had seven
 * in hand while one was cleaned, then one while seven were, and each waited for the other.
 */
export const mostFiles = 24;
