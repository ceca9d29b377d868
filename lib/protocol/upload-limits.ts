/**
 * What tools are told to send at once. A Lambda function takes 6 MB of request, as base64: 4 MiB of chunks with the parts
 * around them are 5.7 MB then. Tools up to 2.39 need a power of two.
 */
export const CHUNK_BYTES = 2 * 1024 * 1024;
export const MAX_REQUEST_BYTES = 4 * 1024 * 1024;
export const CHUNKS_PER_REQUEST = 64;
/** Requests that a tool may have under way. */
export const UPLOAD_CONCURRENCY = 4;
/** Bytes of one upload, and chunks: tools may cut smaller ones. */
export const MAX_BUNDLE_BYTES = 512 * 1024 * 1024;
export const MAX_CHUNKS = 1_024;
/** Projects that one upload may be for: each gets a copy. */
export const MAX_UPLOAD_PROJECTS = 10;
