import { type CheckIn, type CheckInStatus, NIL_CHECK_IN_ID } from '../protocol/check-in.ts';
import type { JsonObject } from '../protocol/json.ts';
import { CheckedFields } from './checked-fields.ts';
import { readMonitorConfig } from './monitor-config.ts';
import { put } from './put.ts';
import { isEnvironment } from './release.ts';
import { slugify } from './slugify.ts';

/** Ours, in UTF-16 units: of a name only the beginning counts. */
const MAX_TEXT = 2_000;

/** A check-in, or undefined when it does not hold to the schema, or names no monitor that an address could name. */
export const normalizeCheckIn = (raw: JsonObject): CheckIn | undefined => {
  const fields = new CheckedFields(raw);
  const monitor = slugify(fields.text('monitor_slug', MAX_TEXT) ?? '');
  const status = fields.required(fields.text('status', MAX_TEXT));
  const environment = fields.text('environment', MAX_TEXT);
  const checkIn: CheckIn = {
    id: fields.uuid('check_in_id') ?? NIL_CHECK_IN_ID,
    monitor,
    status: statusOf(status),
  };
  put(checkIn, 'environment', environment);
  put(checkIn, 'duration', fields.number('duration'));
  put(checkIn, 'monitorConfig', fields.within('monitor_config', readMonitorConfig));
  put(checkIn, 'traceId', fields.within('contexts', readTraceId));
  const usable = monitor !== '' && (environment === undefined || isEnvironment(environment));
  return fields.valid && usable ? checkIn : undefined;
};

const readTraceId = (contexts: CheckedFields): string | undefined =>
  contexts.within('trace', trace => trace.uuid('trace_id'));

const statusOf = (word: string | undefined): CheckInStatus =>
  word === 'ok' || word === 'error' || word === 'in_progress' ? word : 'unknown';
