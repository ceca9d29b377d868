/**
 * Whether a field may be scrubbed: `true` by any rule, `maybe` only by a rule that names its path, `false` never.
 * The settings' rules name no path, so they touch `true` fields alone.
 */
export type Pii = 'true' | 'maybe' | 'false';

/**
 * How the settings' rules treat a field and what is in it. `free` is any JSON; `object`, `list`, `pairs` and `contexts`
 * have parts with fields of their own; `replace-only` texts must stay readable; `ip` texts go with the addresses.
 */
export type FieldKind = 'untouched' | 'free' | 'replace-only' | 'ip' | 'object' | 'list' | 'pairs' | 'contexts';

/** What the event's schema knows about one of its fields. */
export interface Field {
  readonly kind: FieldKind;
  readonly pii: Pii;
  /** Parts by key; the keys of `pairs` are in lower case. */
  readonly parts: ReadonlyMap<string, Field>;
  /** Every part that `parts` does not name, and every item of a list. */
  readonly other: Field;
  /** The parts worth a visit. */
  readonly visited: readonly (readonly [string, Field])[];
}

type Parts = Readonly<Record<string, Field>>;

/** A field whose other parts are of its own kind. */
function simple(kind: FieldKind, pii: Pii): Field {
  const field = { kind, pii, parts: new Map<string, Field>(), visited: [], other: undefined as unknown as Field };
  field.other = field; // the one cycle: closed before anyone sees the field
  return field;
}

function composite(kind: FieldKind, pii: Pii, parts: Parts, other: Field): Field {
  const entries = Object.entries(parts);
  return {
    kind,
    pii,
    parts: new Map(entries),
    other,
    visited: entries.filter(([, part]) => part.kind !== 'untouched'),
  };
}

const never = simple('untouched', 'false');
const maybe = simple('untouched', 'maybe');
export const FREE = simple('free', 'true');
/** Flagged `true`, and yet left alone by the settings' rules: an error without its text could not be understood. */
const spared = simple('untouched', 'true');
const readable = simple('replace-only', 'true');
const ip = simple('ip', 'true');

const object = (parts: Parts, other: Field = never, pii: Pii = 'false'): Field =>
  composite('object', pii, parts, other);
const list = (item: Field): Field => composite('list', 'false', {}, item);
const values = (item: Field): Field => object({ values: list(item) });
const pairs = (parts: Parts = {}): Field => composite('pairs', 'true', parts, FREE);

const frame = object({ vars: FREE, module: maybe, filename: maybe, abs_path: maybe });
const stacktrace = object({ frames: list(frame) });
const stacktraces = { stacktrace, raw_stacktrace: stacktrace };
const mechanism = object({ description: FREE, data: FREE });
const exception = object({ value: spared, mechanism, ...stacktraces });

const user = object(
  {
    ip_address: ip,
    geo: object({ country_code: FREE, city: FREE, subdivision: FREE, region: FREE }),
    segment: never,
  },
  FREE,
);

const request = object(
  {
    url: maybe,
    method: never,
    protocol: never,
    query_string: pairs(),
    cookies: pairs(),
    headers: pairs({ 'user-agent': spared }),
    env: composite('object', 'true', { REMOTE_ADDR: ip }, FREE),
    body_size: never,
    inferred_content_type: never,
    api_target: never,
  },
  FREE,
);

const csp = object(
  {
    effective_directive: never,
    original_policy: never,
    violated_directive: never,
    status_code: never,
    line_number: never,
    column_number: never,
    disposition: never,
  },
  FREE,
);

const span = object({
  description: maybe,
  data: FREE,
  tags: maybe,
  sentry_tags: composite('object', 'true', { 'user.ip': ip }, FREE),
});

/** Contexts with a schema, by their type. What it does not flag is flagged `maybe`. */
const TYPED_CONTEXTS: ReadonlyMap<string, Field> = new Map([
  ['response', object({ cookies: pairs(), headers: pairs(), data: FREE }, maybe)],
  ['device', object({ device_unique_identifier: FREE }, maybe)],
  ...[
    'os',
    'runtime',
    'app',
    'browser',
    'gpu',
    'trace',
    'profile',
    'replay',
    'flags',
    'feedback',
    'memory_info',
    'monitor',
    'otel',
    'cloud_resource',
    'culture',
    'performance_score',
    'spring',
    'threadpool_info',
    'ota_updates',
    'chromium_stability_report',
    'unity',
    'reprocessing',
  ].map((type): [string, Field] => [type, object({}, maybe)]),
]);

/** A context's type is its own word, else its key. */
export function contextField(key: string, type: unknown): Field {
  return TYPED_CONTEXTS.get(typeof type === 'string' && type !== '' ? type : key) ?? FREE;
}

/** Fields of the event itself that no rule touches; unknown ones are free. */
const UNTOUCHED = [
  'event_id',
  'type',
  'version',
  'timestamp',
  'start_timestamp',
  'received',
  'level',
  'platform',
  'logger',
  'release',
  'dist',
  'environment',
  'site',
  'transaction',
  'transaction_info',
  'fingerprint',
  'checksum',
  'modules',
  'debug_meta',
  'time_spent',
  'ingest_path',
  'key_id',
  'project',
  'grouping_config',
  'measurements',
  'breakdowns',
  'scraping_attempts',
  'template',
  '_metrics',
  '_dsc',
  // these two quote other fields and are scrubbed as those are
  'errors',
  '_meta',
];

export const EVENT: Field = object(
  {
    ...Object.fromEntries(UNTOUCHED.map(key => [key, never])),
    tags: maybe,
    culprit: maybe,
    logentry: object({ message: never, formatted: readable, params: FREE }, FREE),
    exception: values(exception),
    threads: values(object(stacktraces)),
    stacktrace,
    breadcrumbs: values(object({ message: FREE, data: FREE })),
    request,
    user,
    contexts: composite('contexts', 'false', {}, FREE),
    sdk: object({ client_ip: ip }),
    spans: list(span),
    csp,
  },
  FREE,
);

/** The field below `field` at `key`; for contexts, `type` is what the context says of itself. */
export function partOf(field: Field, key: string, type?: unknown): Field {
  if (field.kind === 'contexts') return contextField(key, type);
  return field.parts.get(field.kind === 'pairs' ? key.toLowerCase() : key) ?? field.other;
}
