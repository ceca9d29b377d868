import type { Clock } from '../ports/clock.ts';
import type { EdgeSettings, KeyStore } from '../ports/key-store.ts';
import { recent } from '../protocol/recent.ts';
import { publicKeyKey } from './keys/project.ts';
import { awsFailure, type CallAws } from './signed-call.ts';

const HEADERS = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' };

/** Keys that are remembered, unknown ones too, so that a flood of made-up keys costs neither reads nor memory without end. */
const MAX_KEYS = 2_000;

/** Reads a key's settings in one signed call, so that the edge needs no SDK client. */
export const dynamoKeyStore = (call: CallAws, tableName: string): KeyStore => {
  const parse = parseUnchanged();
  return {
    find: async publicKey => {
      const { pk, sk } = publicKeyKey(publicKey);
      const request = { TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } } };
      const answer = await call({
        service: 'dynamodb',
        method: 'POST',
        path: '/',
        headers: HEADERS,
        body: Buffer.from(JSON.stringify(request), 'utf8'),
      });
      if (answer.status !== 200) throw awsFailure('DynamoDB GetItem', answer);
      const { Item } = JSON.parse(Buffer.from(answer.body).toString('utf8')) as {
        Item?: { settings?: { S?: string } };
      };
      return Item?.settings?.S ? parse(publicKey, Item.settings.S) : undefined;
    },
  };
};

/**
 * Settings that are read again and have not changed are the same object: rules and filters that were compiled from it
 * stay, which costs more than all of the scrubbing of an event (bench/product.ts).
 */
const parseUnchanged = (): ((publicKey: string, text: string) => EdgeSettings) => {
  const seen = recent<{ text: string; settings: EdgeSettings }>(MAX_KEYS);
  return (publicKey, text) => {
    const last = seen.get(publicKey);
    if (last?.text === text) return last.settings;
    // Written by the project store as one piece of JSON.
    const settings = JSON.parse(text) as EdgeSettings;
    seen.set(publicKey, { text, settings });
    return settings;
  };
};

/** How old a key may be while one of its quotas is nearly used up: the age is what lets a fleet take in too much. */
const NEAR_LIMIT_MAX_AGE_MS = 10_000;

/** A change of a key, its scrubbing, its filters or its limits takes effect `maxAgeSeconds` later at the latest. */
export const cachedKeyStore = (store: KeyStore, clock: Clock, options: { maxAgeSeconds: number }): KeyStore => {
  const maxAgeMs = options.maxAgeSeconds * 1_000;
  const cache = recent<{ settings: EdgeSettings | undefined; read: number }>(MAX_KEYS);
  return {
    find: async publicKey => {
      const hit = cache.get(publicKey);
      const now = clock.now();
      const near = hit?.settings?.nearLimitUntil !== undefined && now < hit.settings.nearLimitUntil;
      if (hit && now - hit.read < (near ? Math.min(maxAgeMs, NEAR_LIMIT_MAX_AGE_MS) : maxAgeMs)) return hit.settings;
      const settings = await store.find(publicKey);
      cache.set(publicKey, { settings, read: clock.now() });
      return settings;
    },
  };
};
