import { INTERVAL_UNITS, type MonitorConfig, type Schedule } from '../protocol/check-in.ts';
import type { CheckedFields } from './checked-fields.ts';
import { readCrontab } from './crontab.ts';
import { put } from './put.ts';

/** 28 days (Sentry). */
export const MAX_MONITOR_MINUTES = 40_320;
/** Failures or successes in a row (Sentry). */
export const MAX_MONITOR_THRESHOLD = 720;
/** Units of one interval: nobody waits for a run longer (ours). */
const MAX_INTERVAL = 1_000_000;
/** Ours, in UTF-16 units. */
const MAX_TEXT = 200;

/** How a monitor is to be, as a job says it with its check-in. What no monitor could be spoils the check-in. */
export const readMonitorConfig = (fields: CheckedFields): MonitorConfig | undefined => {
  const schedule = fields.required(fields.within('schedule', readSchedule));
  if (schedule === undefined) return undefined;
  const config: MonitorConfig = { schedule };
  put(config, 'checkinMargin', fields.whole('checkin_margin', 0, MAX_MONITOR_MINUTES));
  put(config, 'maxRuntime', fields.whole('max_runtime', 0, MAX_MONITOR_MINUTES));
  put(config, 'failureIssueThreshold', fields.whole('failure_issue_threshold', 1, MAX_MONITOR_THRESHOLD));
  put(config, 'recoveryThreshold', fields.whole('recovery_threshold', 1, MAX_MONITOR_THRESHOLD));
  put(config, 'owner', fields.text('owner', MAX_TEXT));
  const timezone = fields.text('timezone', MAX_TEXT);
  if (timezone !== undefined) put(config, 'timezone', fields.required(isTimezone(timezone) ? timezone : undefined));
  return config;
};

const readSchedule = (fields: CheckedFields): Schedule | undefined => {
  const type = fields.text('type', MAX_TEXT);
  return fields.required(
    type === 'crontab' ? readCrontabSchedule(fields) : type === 'interval' ? readInterval(fields) : undefined,
  );
};

const readCrontabSchedule = (fields: CheckedFields): Schedule | undefined => {
  const value = readCrontab(fields.text('value', MAX_TEXT) ?? '');
  return value === undefined ? undefined : { type: 'crontab', value };
};

const readInterval = (fields: CheckedFields): Schedule | undefined => {
  const value = fields.whole('value', 1, MAX_INTERVAL);
  const name = fields.text('unit', MAX_TEXT);
  const unit = INTERVAL_UNITS.find(one => one === name);
  return value === undefined || unit === undefined ? undefined : { type: 'interval', value, unit };
};

/** Whether the tz database has it. */
const isTimezone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // `Intl` has no other way to say that it does not know a zone.
    return false;
  }
};
