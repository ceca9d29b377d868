import type { S3Action, S3Deps } from './s3-deps.ts';
import { invalidArgument, notImplemented, S3Error } from './s3-error.ts';
import { element, type Xml, xmlDocument } from './xml.ts';

/** Amazon S3, ListObjectsV2. */
const MAX_KEYS = 1_000;

/** An object, or all those whose keys go on alike up to the delimiter. */
interface Entry {
  name: string;
  isPrefix: boolean;
}

export const listObjects: S3Action = async (deps, { bucket, query }) => {
  if (query.get('list-type') !== '2') throw notImplemented('ListObjects of version 1');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = parseMaxKeys(query.get('max-keys'));
  const after = decodeToken(query.get('continuation-token')) ?? query.get('start-after') ?? '';
  const entries = group(await deps.files.keys(bucket, prefix), { prefix, delimiter });
  const rest = entries.filter(entry => compare(entry.name, after) > 0);
  const page = rest.slice(0, maxKeys);
  const last = page.at(-1);
  const truncated = rest.length > page.length && last !== undefined;
  const named = (name: string): string => (query.get('encoding-type') === 'url' ? encodeURIComponent(name) : name);
  const found = await Promise.all(page.map(entry => present(deps, bucket, { entry, named })));
  const contents = found.filter(xml => xml !== undefined);
  const answer = element('ListBucketResult', [
    element('Name', bucket),
    element('Prefix', named(prefix)),
    ...(delimiter === '' ? [] : [element('Delimiter', named(delimiter))]),
    element('MaxKeys', maxKeys),
    element('KeyCount', contents.length),
    element('IsTruncated', truncated),
    ...(query.has('encoding-type') ? [element('EncodingType', 'url')] : []),
    ...(truncated ? [element('NextContinuationToken', Buffer.from(last.name).toString('base64url'))] : []),
    ...contents,
  ]);
  return { status: 200, body: xmlDocument(answer) };
};

const group = (keys: readonly string[], by: { prefix: string; delimiter: string }): Entry[] => {
  const entries = new Map<string, Entry>();
  for (const key of keys) {
    const end = by.delimiter === '' ? -1 : key.indexOf(by.delimiter, by.prefix.length);
    const name = end < 0 ? key : key.slice(0, end + by.delimiter.length);
    entries.set(name, { name, isPrefix: end >= 0 });
  }
  return [...entries.values()].sort((a, b) => compare(a.name, b.name));
};

/** S3 sorts by the bytes of UTF-8, which is not JavaScript's order. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Nothing when the object was deleted meanwhile. */
const present = async (
  { files }: S3Deps,
  bucket: string,
  { entry, named }: { entry: Entry; named: (name: string) => string },
): Promise<Xml | undefined> => {
  if (entry.isPrefix) return element('CommonPrefixes', element('Prefix', named(entry.name)));
  try {
    const head = await files.head(bucket, entry.name);
    return element('Contents', [
      element('Key', named(entry.name)),
      element('LastModified', new Date(head.modified).toISOString()),
      element('ETag', head.etag),
      element('Size', head.size),
      element('StorageClass', 'STANDARD'),
    ]);
  } catch (error) {
    if (error instanceof S3Error && error.code === 'NoSuchKey') return undefined;
    throw error;
  }
};

const parseMaxKeys = (text: string | null): number => {
  if (text === null) return MAX_KEYS;
  if (!/^\d+$/.test(text)) throw invalidArgument('max-keys must be a number.');
  return Math.min(Number(text), MAX_KEYS);
};

const decodeToken = (token: string | null): string | undefined =>
  token === null ? undefined : Buffer.from(token, 'base64url').toString();
