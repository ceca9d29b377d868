import { randomFrom } from '../bench/random.ts';
import { isTextType } from '../test/support/replay.ts';
import type { Draft } from './draft.ts';
import { draftEnvelope } from './draft-envelope.ts';
import { draftForm } from './draft-form.ts';
import { draftOtlp } from './draft-otlp.ts';
import { draftRecorded } from './draft-recorded.ts';
import { draftReports } from './draft-reports.ts';
import { draftSmall } from './draft-small.ts';
import { encodeBody } from './encode-body.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { type Maker, oneIn, weighted } from './maker.ts';
import { mutateDraft } from './mutate-draft.ts';
import { SCENE_WEIGHTS } from './scenes.ts';
import { signDraft } from './sign-draft.ts';

const DRAFTS: readonly (readonly [weight: number, make: (maker: Maker) => Draft])[] = [
  [8, draftRecorded],
  [6, draftEnvelope],
  [4, draftSmall],
  [3, draftForm],
  [3, draftReports],
  [3, draftOtlp],
];

/** Bytes that a gateway lets in, as base64 in an event of at most 6 MB. */
const MAX_BODY_BYTES = 4_500_000;

/** The case of a seed. @param largest see `Maker` */
export const makeCase = (seed: number, largest: number): FuzzCase => {
  const maker: Maker = { random: randomFrom(seed), largest };
  const scene = weighted(maker, SCENE_WEIGHTS);
  const made = encodeBody(maker, signDraft(maker, mutateDraft(maker, weighted(maker, DRAFTS)(maker))));
  return { seed, origin: made.origin, scene, request: throughGateway(maker, made) };
};

/** A text type has its bytes read as UTF-8, and nearly never has not. */
const throughGateway = (maker: Maker, { method, path, query, headers, body }: Draft): FuzzCase['request'] => {
  const bodyWasText = isTextType(headers['content-type']) !== oneIn(maker, 100);
  const bytes = Buffer.from(body.subarray(0, MAX_BODY_BYTES));
  return {
    method,
    path,
    query,
    headers,
    body: bodyWasText ? Buffer.from(bytes.toString('utf8'), 'utf8') : bytes,
    bodyWasText,
    sourceIp: oneIn(maker, 30) ? undefined : '203.0.113.7',
  };
};
