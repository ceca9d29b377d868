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

const frame = typed(
  TYPE.frame,
  object({ vars: FREE, module: MAYBE, filename: FILE_PATH, abs_path: FILE_PATH, file_revision: MAYBE }),
);
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
    source_file: MAYBE,
    script_sample: NEVER,
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

/** A context with a schema: rules reach none of `fixed`, and what the schema does not know must be named. */
const context = (fixed: readonly string[], parts: Readonly<Record<string, Field>> = {}, other = MAYBE): Field =>
  object({ ...Object.fromEntries(['type', ...fixed].map(key => [key, NEVER])), ...parts }, other);

const NAME_AND_VERSION = ['name', 'version'];

/** Contexts with a schema, by their type; any other is free. */
const TYPED_CONTEXTS: Readonly<Record<string, Field>> = {
  app: context([
    'app_identifier',
    'app_name',
    'app_version',
    'app_build',
    'build_type',
    'app_memory',
    'in_foreground',
    'view_names',
  ]),
  browser: context(['browser', ...NAME_AND_VERSION]),
  culture: context([]),
  device: context(
    [
      'family',
      'model',
      'model_id',
      'arch',
      'orientation',
      'manufacturer',
      'brand',
      'battery_level',
      'processor_count',
      'uuid',
    ],
    { device_unique_identifier: FREE },
  ),
  // What a person wrote. The reference never scrubs it; whoever names it with a selector wants it scrubbed.
  feedback: context([], { message: MAYBE, contact_email: MAYBE, name: MAYBE, url: MAYBE }, NEVER),
  flags: context(['values']),
  gpu: context(['graphics_shader_level']),
  memory_info: context(['allocated_bytes']),
  monitor: context([]),
  os: context(['os', 'rooted', ...NAME_AND_VERSION]),
  otel: context([]),
  profile: context(['profile_id']),
  replay: context([], {}, NEVER),
  reprocessing: context([], {}, NEVER),
  response: context(['inferred_content_type', 'status_code', 'body_size'], {
    cookies: pairs(),
    headers: pairs(),
    data: FREE,
  }),
  runtime: context(['runtime', ...NAME_AND_VERSION]),
  spring: context(['active_profiles']),
  threadpool_info: context([]),
  trace: context(
    [
      'trace_id',
      'span_id',
      'parent_span_id',
      'op',
      'origin',
      'status',
      'sampled',
      'exclusive_time',
      'client_sample_rate',
    ],
    { data: object({ route: MAYBE }, FREE) },
  ),
  unity: context([
    'copy_texture_support',
    'editor_version',
    'install_mode',
    'rendering_threading_mode',
    'target_frame_rate',
    'is_main_thread',
  ]),
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
    template: object({ filename: FREE, abs_path: FREE }),
    sdk: typed(TYPE.sdk, object({ client_ip: ip })),
    spans: list(span),
    csp,
  },
  FREE,
);
