import { type Recorded, recordedRequests } from '../test/support/corpus.ts';
import { inClear, replay } from '../test/support/replay.ts';
import type { Draft } from './draft.ts';
import { changeJson, readParts, writeParts } from './envelope-parts.ts';
import { type Maker, oneIn } from './maker.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateEnvelope } from './mutate-envelope.ts';
import { mutateJson } from './mutate-json.ts';

interface Recording {
  name: string;
  request: ReturnType<typeof replay>;
}

let recordings: Recording[] | undefined;

/** Read when the first is asked for: not by who only runs one case again. */
const allRecordings = (): Recording[] => {
  recordings ??= recordedRequests().map((recorded: Recorded) => ({
    name: recorded.name,
    request: inClear(replay(recorded)),
  }));
  return recordings;
};

const pick = ({ random }: Maker): Recording => {
  const all = allRecordings();
  const recording = all[random.below(all.length)];
  if (!recording) throw new RangeError('no recordings');
  return recording;
};

const MAX_CHANGES = 4;

/** A recorded request, changed a few times over or not at all. */
export const draftRecorded = (maker: Maker): Draft => {
  const { name, request } = pick(maker);
  let body = request.body;
  for (let n = maker.random.below(MAX_CHANGES); n > 0; n--) body = change(maker, body);
  return {
    origin: `recorded ${name}`,
    method: request.method,
    path: request.path,
    query: new URLSearchParams(request.query),
    // All of them are there: `replay` makes them of a list.
    headers: { ...request.headers } as Record<string, string>,
    body,
  };
};

const change = (maker: Maker, body: Uint8Array): Uint8Array => {
  const others = pick(maker).request.body;
  const parts = oneIn(maker, 6) ? undefined : readParts(body);
  if (parts) return writeParts(mutateEnvelope(maker, parts, readParts(others)?.items ?? []));
  return oneIn(maker, 3)
    ? mutateBytes(maker, body, others)
    : changeJson({ payload: body }, json => mutateJson(maker, json)).payload;
};
