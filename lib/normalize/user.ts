import type { Request, SentryEvent, User } from '../protocol/event.ts';
import type { Json, JsonObject } from '../protocol/json.ts';
import { isIpAddress } from './ip-address.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readLenient, readObject, readText } from './read.ts';
import type { RequestMeta } from './request-meta.ts';
import { setOwn } from './set-own.ts';
import { trimBag } from './trim-bag.ts';
import { trimText } from './trim-text.ts';
import { unlessEmpty } from './unless-empty.ts';

const ID_CHARS = 128;
const EMAIL_CHARS = 75;
const NAME_CHARS = 128;
const GEO_CHARS = 1024;
const GEO_ALLOWANCE = 100;
const DATA = { bytes: 8192, depth: 7 };

/** What SDKs write where the server shall put the address that it sees. */
export const AUTO_IP = '{{auto}}';

const KNOWN = new Set(['id', 'email', 'ip_address', 'username', 'name', 'segment', 'geo', 'data', 'sentry_user']);
const GEO = ['country_code', 'city', 'subdivision', 'region'] as const;
/** Old SDKs of these run on the user's own device: the sender's address is the user's. */
const DEVICE_PLATFORMS = new Set(['javascript', 'cocoa', 'objc']);

/** Who was affected. Keys that Sentry has no field for go to `data`; `ip_address` may be `{{auto}}` still. */
export const readUser = (value: Json | undefined, notes: Notes): User | undefined => {
  const raw = readObject(value, 'user', notes);
  if (raw === undefined) return undefined;
  const user: User = {};
  notes.path.push('user');
  put(user, 'id', readName(raw, 'id', ID_CHARS, notes));
  put(user, 'email', readText(raw.email, 'email', EMAIL_CHARS, 0, notes) || undefined);
  put(user, 'ip_address', readAddress(raw, notes));
  put(user, 'username', readName(raw, 'username', NAME_CHARS, notes));
  put(user, 'name', readText(raw.name, 'name', NAME_CHARS, 0, notes) || undefined);
  put(user, 'segment', readText(raw.segment, 'segment', NAME_CHARS, 0, notes) || undefined);
  put(user, 'geo', readGeo(raw.geo, notes));
  put(user, 'data', readData(raw, notes));
  notes.path.pop();
  return user;
};

/** What of an event tells the address of its user. */
export type AddressSource = Pick<SentryEvent, 'request' | 'sdk' | 'platform'>;

/** The user with the address that may be inferred for them and the one key to count them by; none when nothing is known. */
export const completeUser = (
  user: User | undefined,
  source: AddressSource,
  meta: RequestMeta,
  notes: Notes,
): User | undefined => {
  const complete: User = user ?? {};
  const address = inferAddress(complete.ip_address, source, meta, notes);
  if (address === undefined) delete complete.ip_address;
  else complete.ip_address = address;
  put(complete, 'sentry_user', identityOf(complete));
  return unlessEmpty(complete);
};

const readName = (raw: JsonObject, key: string, max: number, notes: Notes): string | undefined => {
  const name = readLenient(raw[key], key, notes);
  return name ? trimText(name, key, max, 0, notes) : undefined;
};

const readAddress = (raw: JsonObject, notes: Notes): string | undefined => {
  const text = readText(raw.ip_address, 'ip_address', Infinity, 0, notes)?.trim();
  if (text === undefined || text === '' || text === AUTO_IP || isIpAddress(text)) return text || undefined;
  notes.refuse('ip_address', 'expected an ip address', text);
  return undefined;
};

const readGeo = (value: Json | undefined, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, 'geo', notes);
  if (raw === undefined) return undefined;
  const geo: JsonObject = {};
  notes.path.push('geo');
  for (const key of GEO) put(geo, key, readText(raw[key], key, GEO_CHARS, GEO_ALLOWANCE, notes));
  notes.path.pop();
  return unlessEmpty(geo);
};

const readData = (raw: JsonObject, notes: Notes): JsonObject | undefined => {
  let data = readObject(raw.data, 'data', notes);
  for (const key of Object.keys(raw)) {
    const value = raw[key];
    if (KNOWN.has(key) || value === undefined || value === null) continue;
    data ??= {};
    setOwn(data, key, value);
  }
  return data === undefined ? undefined : unlessEmpty(trimBag(data, 'data', DATA, notes));
};

const identityOf = (user: User): string | undefined => {
  if (user.id !== undefined) return `id:${user.id}`;
  if (user.username !== undefined) return `username:${user.username}`;
  if (user.email !== undefined) return `email:${user.email}`;
  return user.ip_address === undefined ? undefined : `ip:${user.ip_address}`;
};

const inferAddress = (
  sent: string | undefined,
  { request, sdk, platform }: AddressSource,
  meta: RequestMeta,
  notes: Notes,
): string | undefined => {
  const setting = sdk?.settings?.infer_ip;
  const known = sent === AUTO_IP ? undefined : sent;
  if (known !== undefined || meta.scrubIp || setting === 'never') return known;
  const remote = remoteAddress(request);
  const candidate = remote ?? validClientIp(meta);
  if (sent === AUTO_IP || setting === 'auto') return candidate;
  if (remote !== undefined) return remote;
  const ofDevice = DEVICE_PLATFORMS.has(platform) && !notes.hasRemark(['user', 'ip_address']);
  return ofDevice ? candidate : undefined;
};

const remoteAddress = (request: Request | undefined): string | undefined => {
  const address = request?.env?.REMOTE_ADDR;
  return typeof address === 'string' && isIpAddress(address) ? address : undefined;
};

const validClientIp = ({ clientIp }: RequestMeta): string | undefined =>
  clientIp !== undefined && isIpAddress(clientIp) ? clientIp : undefined;
