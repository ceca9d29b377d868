/** Of the layout: an index of another version is built again. */
export const INDEX_VERSION = 2;
/** Tokens of a block, which is read as one: some 2 kB packed. */
export const BLOCK_TOKENS = 512;
/** One more than the tokens of the largest map fill. */
export const MAX_BLOCKS = 16_384;
/** UTF-16 units of what a token or a function is called: what an event's frame keeps of it. */
export const MAX_NAME_UNITS = 512;
/** Unpacked, with all names in it: two a token, three bytes a unit, and a few for numbers. */
export const MAX_BLOCK_BYTES = 8 * 1024 * 1024;
/** All blocks, unpacked. Names stand in each block that needs them, so that a small map might become a large index. */
export const MAX_BLOCKS_BYTES = 512 * 1024 * 1024;
/** Sources of a map; the largest real ones have some 50,000. */
export const MAX_SOURCES = 100_000;
/** Unpacked: names of sources, and where blocks and texts lie. */
export const MAX_DIRECTORY_BYTES = 32 * 1024 * 1024;
/** UTF-16 units of a source that are packed as one, in whole lines: what is unpacked for the lines around a frame. */
export const PIECE_UNITS = 64 * 1024;
/** Unpacked. A piece is larger than PIECE_UNITS only if it is one line. */
export const MAX_PIECE_BYTES = 2 * 1024 * 1024;
