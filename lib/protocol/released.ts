/** What zlib's synchronous functions answer when they are asked for `info`; their types say that of none. */
interface Answer {
  buffer: Buffer;
  engine: { bytesWritten: number; _outBuffer?: Buffer | undefined };
}

/**
 * What a synchronous function of zlib has made, called with `info: true`, and how many bytes it took for that, with
 * nothing left behind. Its engine lives until the next full collection of garbage and keeps the last buffer that it wrote
 * to, with all of the 64 kB that Node cut it from. At one engine an event such buffers brought on eight of twelve full
 * collections in the edge's thread (bench/product.ts). A Node that calls the buffer otherwise keeps it as before.
 */
export const released = (answer: unknown): { bytes: Buffer; taken: number } => {
  // The caller has asked for `info`.
  const { buffer, engine } = answer as Answer;
  engine._outBuffer = undefined;
  return { bytes: buffer, taken: engine.bytesWritten };
};
