import { parseEventId } from '../protocol/event-id.ts';
import type { Json, JsonObject } from '../protocol/json.ts';
import { hyphenatedUuid } from './hyphenated-uuid.ts';
import type { Notes } from './notes.ts';
import { readBoolean, readLenient, readList, readNumber, readObject, readText, readUnsigned } from './read.ts';

/**
 * What a field of a context that Sentry knows has to be. `build` is text where SDKs also send numbers, `id` a UUID without
 * hyphens; `any` is kept as it is, and has its place here for the order alone.
 */
type Kind = 'text' | 'build' | 'flag' | 'count' | 'number' | 'uuid' | 'id' | 'texts' | 'counts' | 'bag' | 'any';

const kinds = (kind: Kind, names: string): [string, Kind][] => names.split(' ').map(name => [name, kind]);

/**
 * By type of context: its known fields, in the order in which they are kept when the context is too long. Before all
 * others, that is: those that Sentry does not know are kept as they are.
 */
const SCHEMAS: ReadonlyMap<string, ReadonlyMap<string, Kind>> = new Map([
  [
    'device',
    new Map([
      ...kinds('text', 'name family model model_id arch orientation manufacturer brand screen_resolution'),
      ...kinds('number', 'battery_level screen_density'),
      ...kinds('count', 'screen_height_pixels screen_width_pixels screen_dpi memory_size free_memory usable_memory'),
      ...kinds('count', 'storage_size free_storage external_storage_size external_free_storage'),
      ...kinds('count', 'processor_count processor_frequency'),
      ...kinds('flag', 'online charging low_memory simulator supports_vibration supports_accelerometer'),
      ...kinds('flag', 'supports_gyroscope supports_audio supports_location_service'),
      ...kinds('text', 'boot_time timezone locale cpu_description device_type battery_status device_unique_identifier'),
      ...kinds('uuid', 'uuid'),
    ]),
  ],
  [
    'os',
    new Map([
      ...kinds('text', 'os name version'),
      ...kinds('build', 'build'),
      ...kinds('text', 'kernel_version'),
      ...kinds('flag', 'rooted'),
      ...kinds('text', 'distribution_name distribution_version distribution_pretty_name raw_description'),
    ]),
  ],
  [
    'runtime',
    new Map([
      ...kinds('text', 'runtime name version'),
      ...kinds('build', 'build'),
      ...kinds('text', 'raw_description'),
    ]),
  ],
  ['browser', new Map(kinds('text', 'browser name version'))],
  [
    'app',
    new Map([
      ...kinds('text', 'app_start_time device_app_hash build_type app_identifier app_name app_version'),
      ...kinds('build', 'app_build'),
      ...kinds('count', 'app_memory'),
      ...kinds('flag', 'in_foreground'),
      ...kinds('texts', 'view_names'),
    ]),
  ],
  [
    'gpu',
    new Map([
      ...kinds('text', 'name version'),
      ...kinds('any', 'id'),
      ...kinds('text', 'vendor_id vendor_name api_type npot_support graphics_shader_level'),
      ...kinds('count', 'memory_size max_texture_size'),
      ...kinds('flag', 'multi_threaded_rendering supports_ray_tracing supports_compute_shaders'),
      ...kinds('flag', 'supports_geometry_shaders supports_draw_call_instancing'),
    ]),
  ],
  [
    'culture',
    new Map([...kinds('text', 'calendar display_name locale timezone'), ...kinds('flag', 'is_24_hour_format')]),
  ],
  [
    'memory_info',
    new Map([
      ...kinds('count', 'allocated_bytes fragmented_bytes heap_size_bytes high_memory_load_threshold_bytes'),
      ...kinds('count', 'total_available_memory_bytes memory_load_bytes total_committed_bytes promoted_bytes'),
      ...kinds('count', 'pinned_objects_count finalization_pending_count index'),
      ...kinds('number', 'pause_time_percentage'),
      ...kinds('flag', 'compacted concurrent'),
      ...kinds('counts', 'pause_durations'),
    ]),
  ],
  [
    'threadpool_info',
    new Map(
      kinds(
        'count',
        'min_worker_threads min_completion_port_threads max_worker_threads max_completion_port_threads ' +
          'available_worker_threads available_completion_port_threads',
      ),
    ),
  ],
  [
    'unity',
    new Map(
      kinds('text', 'copy_texture_support editor_version install_mode rendering_threading_mode target_frame_rate'),
    ),
  ],
  ['spring', new Map(kinds('texts', 'active_profiles'))],
  ['otel', new Map(kinds('bag', 'attributes resource'))],
  ['profile', new Map(kinds('id', 'profile_id profiler_id'))],
  ['replay', new Map(kinds('id', 'replay_id'))],
  ['feedback', new Map(kinds('text', 'message contact_email'))],
  [
    'trace',
    new Map([
      ...kinds('any', 'trace_id span_id parent_span_id op status'),
      ...kinds('number', 'exclusive_time'),
      ...kinds('any', 'origin'),
      ...kinds('flag', 'sampled'),
      ...kinds('bag', 'data'),
      ...kinds('any', 'links'),
    ]),
  ],
  [
    'response',
    new Map([
      ...kinds('any', 'cookies headers'),
      ...kinds('count', 'status_code body_size'),
      ...kinds('any', 'data inferred_content_type'),
    ]),
  ],
]);

/** The fields that a context of the type is known to have, in their order. */
export const contextFields = (type: string): readonly string[] => [...(SCHEMAS.get(type)?.keys() ?? [])];

/** Makes the known fields of a context what they have to be, or leaves them out; the payload's own object. */
export const readContextFields = (type: string, context: JsonObject, notes: Notes): void => {
  const schema = SCHEMAS.get(type);
  if (schema === undefined) return;
  for (const key in context) {
    const kind = schema.get(key);
    const value = context[key];
    if (kind === undefined || value === undefined || value === null) continue;
    const read = readField(kind, value, key, notes);
    if (read === undefined) delete context[key];
    else if (read !== value) context[key] = read;
  }
};

const readField = (kind: Kind, value: Json, key: string, notes: Notes): Json | undefined => {
  switch (kind) {
    case 'text':
      return readText(value, key, Infinity, 0, notes);
    case 'build':
      return readLenient(value, key, notes);
    case 'flag':
      return readBoolean(value, key, notes);
    case 'count':
      return readUnsigned(value, key, notes);
    case 'number':
      return readNumber(value, key, notes);
    case 'uuid':
      return readUuid(value, key, hyphenatedUuid, notes);
    case 'id':
      return readUuid(value, key, parseEventId, notes);
    case 'texts':
      return readMembers(value, key, readWord, notes);
    case 'counts':
      return readMembers(value, key, readUnsigned, notes);
    case 'bag':
      return readObject(value, key, notes);
    case 'any':
      return value;
  }
};

const readUuid = (
  value: Json,
  key: string,
  parse: (value: Json) => string | undefined,
  notes: Notes,
): string | undefined => {
  const uuid = parse(value);
  if (uuid === undefined) notes.refuse(key, 'expected a uuid', value);
  return uuid;
};

type ReadMember = (value: Json, place: number, notes: Notes) => Json | undefined;

/** Members of another type leave the list. */
const readMembers = (value: Json, key: string, readMember: ReadMember, notes: Notes): Json[] | undefined => {
  const list = readList(value, key, notes);
  if (list === undefined) return undefined;
  notes.path.push(key);
  const members = list.map((member, place) => readMember(member, place, notes)).filter(member => member !== undefined);
  notes.path.pop();
  return members;
};

const readWord: ReadMember = (value, place, notes) => readText(value, place, Infinity, 0, notes);
