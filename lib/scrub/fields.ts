import { TYPE } from './advanced/value-type.ts';
import {
  composite,
  FILE_PATH,
  type Field,
  FREE,
  list,
  MAYBE,
  NEVER,
  object,
  pairs,
  READABLE,
  simple,
  typed,
  values,
} from './field.ts';

/** Flagged `true`, and yet left alone by the settings' rules: an error without its text could not be understood. */
const spared = simple('untouched', 'true');
const ip = simple('ip', 'true', 'ip');

const frame = typed(TYPE.frame, object({ vars: FREE, module: MAYBE, filename: FILE_PATH, abs_path: FILE_PATH }));
const stacktrace = typed(TYPE.stacktrace, object({ frames: list(frame) }));
const stacktraces = { stacktrace, raw_stacktrace: stacktrace };
const mechanism = object({ description: FREE, data: FREE });
const exception = typed(TYPE.exception, object({ value: spared, mechanism, ...stacktraces }));
const thread = typed(TYPE.thread, object(stacktraces));
const breadcrumb = typed(TYPE.breadcrumb, object({ message: FREE, data: FREE }));

const user = typed(
  TYPE.user,
  object(
    {
      ip_address: ip,
      geo: object({ country_code: FREE, city: FREE, subdivision: FREE, region: FREE }),
      segment: NEVER,
    },
    FREE,
  ),
);

const request = typed(
  TYPE.request,
  object(
    {
      url: MAYBE,
      method: NEVER,
      protocol: NEVER,
      query_string: pairs(),
      cookies: pairs(),
      headers: pairs({ 'user-agent': spared }),
      env: composite('object', 'true', { REMOTE_ADDR: ip }, FREE),
      body_size: NEVER,
      inferred_content_type: NEVER,
      api_target: NEVER,
    },
    FREE,
  ),
);

const logentry = typed(
  TYPE.logentry,
  object({ message: NEVER, formatted: typed(TYPE.message, READABLE), params: FREE }, FREE),
);

/** The settings' rules have nothing to do with it. */
const image = composite('untouched', 'false', { code_file: FILE_PATH, debug_file: FILE_PATH }, NEVER);
const images = composite('untouched', 'false', {}, image);

const csp = object(
  {
    effective_directive: NEVER,
    original_policy: NEVER,
    violated_directive: NEVER,
    status_code: NEVER,
    line_number: NEVER,
    column_number: NEVER,
    disposition: NEVER,
  },
  FREE,
);

const span = typed(
  TYPE.span,
  object({
    description: MAYBE,
    data: FREE,
    tags: MAYBE,
    sentry_tags: composite('object', 'true', { 'user.ip': ip }, FREE),
  }),
);

/** Contexts with a schema, by their type. What it does not flag is flagged `maybe`. */
const TYPED_CONTEXTS: Readonly<Record<string, Field>> = {
  response: object({ cookies: pairs(), headers: pairs(), data: FREE }, MAYBE),
  device: object({ device_unique_identifier: FREE }, MAYBE),
  ...Object.fromEntries(
    [
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
    ].map((type): [string, Field] => [type, object({}, MAYBE)]),
  ),
};

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
    ...Object.fromEntries(UNTOUCHED.map(key => [key, NEVER])),
    tags: MAYBE,
    culprit: MAYBE,
    debug_meta: composite('untouched', 'false', { images }, NEVER),
    logentry,
    exception: values(exception),
    threads: values(thread),
    stacktrace,
    breadcrumbs: values(breadcrumb),
    request,
    user,
    contexts: composite('contexts', 'false', TYPED_CONTEXTS, FREE),
    sdk: typed(TYPE.sdk, object({ client_ip: ip })),
    spans: list(span),
    csp,
  },
  FREE,
);
