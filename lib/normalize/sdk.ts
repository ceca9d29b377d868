import type { Sdk } from '../protocol/event.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { isIpAddress } from './ip-address.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readList, readObject, readText } from './read.ts';
import { unlessEmpty } from './unless-empty.ts';

const NAME_CHARS = 256;
const NAME_ALLOWANCE = 20;
/** Members kept of each list; the largest SDKs name some sixty integrations. */
const MAX_MEMBERS = 200;
const INFER_IP = new Set(['auto', 'never', 'legacy']);

/** Who sent the event; SDKs older than the interface are known by the `sentry_client` of their authentication. */
export const normalizeSdk = (value: Json | undefined, sdkClient: string | undefined, notes: Notes): Sdk | undefined => {
  const raw = readObject(value, 'sdk', notes);
  if (raw === undefined) return fromClient(sdkClient);
  notes.path.push('sdk');
  const sdk: Sdk = {};
  put(sdk, 'name', readRequired(raw, 'name', notes));
  put(sdk, 'version', readRequired(raw, 'version', notes));
  put(sdk, 'integrations', readNames(raw.integrations, 'integrations', notes));
  put(sdk, 'features', readNames(raw.features, 'features', notes));
  put(sdk, 'packages', readPackages(raw.packages, notes));
  put(sdk, 'settings', readSettings(raw.settings, notes));
  put(sdk, 'client_ip', readAddress(raw.client_ip, notes));
  notes.path.pop();
  return unlessEmpty(sdk);
};

const fromClient = (client: string | undefined): Sdk | undefined => {
  const [, name, version] = /^([^/]+)\/(.+)$/.exec(client ?? '') ?? [];
  if (name === undefined || version === undefined) return undefined;
  return { name: name.slice(0, NAME_CHARS), version: version.slice(0, NAME_CHARS) };
};

const readRequired = (raw: JsonObject, key: 'name' | 'version', notes: Notes): string | undefined => {
  const value = raw[key];
  if (value === undefined || value === null) notes.missing(key);
  return readText(value, key, NAME_CHARS, NAME_ALLOWANCE, notes);
};

const readAddress = (value: Json | undefined, notes: Notes): string | undefined => {
  const address = readText(value, 'client_ip', Infinity, 0, notes);
  if (address === undefined || isIpAddress(address)) return address;
  notes.refuse('client_ip', 'expected an ip address', address);
  return undefined;
};

const readNames = (value: Json | undefined, key: string, notes: Notes): string[] | undefined => {
  const names = readList(value, key, notes)?.filter(name => typeof name === 'string');
  return names === undefined || names.length === 0 ? undefined : names.slice(0, MAX_MEMBERS).map(shortName);
};

const shortName = (name: string): string => (name.length <= NAME_CHARS ? name : name.slice(0, NAME_CHARS));

const readPackages = (value: Json | undefined, notes: Notes): JsonObject[] | undefined => {
  const list = readList(value, 'packages', notes)?.filter(isObject).slice(0, MAX_MEMBERS);
  return list && unlessEmpty(list.map(readPackage).filter(one => unlessEmpty(one) !== undefined));
};

const readPackage = ({ name, version }: JsonObject): JsonObject => {
  const one: JsonObject = {};
  if (typeof name === 'string') one.name = shortName(name);
  if (typeof version === 'string') one.version = shortName(version);
  return one;
};

const readSettings = (value: Json | undefined, notes: Notes): JsonObject | undefined => {
  const settings = readObject(value, 'settings', notes);
  const inferIp = settings?.infer_ip;
  return typeof inferIp === 'string' && INFER_IP.has(inferIp) ? { infer_ip: inferIp } : undefined;
};
