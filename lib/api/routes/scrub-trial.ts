import { normalizeEvent } from '../../normalize/normalize-event.ts';
import { type ScrubSettings, scrubOf } from '../../ports/key-store.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { prepareScrub } from '../../scrub/prepare-scrub.ts';
import { scrubEvent } from '../../scrub/scrub-event.ts';
import { scrubLog } from '../../scrub/scrub-log.ts';
import { scrubMetric } from '../../scrub/scrub-metric.ts';
import { scrubSpan } from '../../scrub/scrub-span.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type ScrubTrialJson, scrubTrial } from '../contract/scrub-trial.ts';
import { findProject } from '../find-project.ts';
import { settingsOf } from '../project-settings.ts';
import { readBody } from '../read-body.ts';
import { refuseFields } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { readSettings } from './project.ts';

/**
 * Scrubs a payload as the edge would, with the project's settings or with others that are to be tried, and keeps nothing
 * of it: rules can be tried before they are saved.
 */
export const tryScrubbing = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { type, payload, settings = {} } = readBody(scrubTrial, request.body);
  const change = await readSettings(settings);
  const scrub = scrubOf(change(await settingsOf(deps, project)));
  await prepareScrub(scrub);
  return respondJson(TRIALS[type](deps, payload, scrub));
};

type Trial = (deps: ApiDeps, payload: JsonObject, settings: ScrubSettings) => ScrubTrialJson;

const TRIALS = {
  event: (deps, payload, settings) => {
    const { event, redactions } = scrubEvent(normalized(deps, payload), settings);
    return { payload: event, redactions };
  },
  log: (_, payload, settings) => {
    const { log, redactions } = scrubLog(payload, settings);
    return { payload: log, redactions };
  },
  span: (_, payload, settings) => {
    const { span, redactions } = scrubSpan(payload, settings);
    return { payload: span, redactions };
  },
  trace_metric: (_, payload, settings) => {
    const { metric, redactions } = scrubMetric(payload, settings);
    return { payload: metric, redactions };
  },
} as const satisfies Record<string, Trial>;

const RETENTION_DAYS = 90;
const EVENT_ID_BYTES = 16;

/** Rules look at an event as normalization leaves it. */
const normalized = ({ ids, clock }: ApiDeps, payload: JsonObject) => {
  const result = normalizeEvent(payload, {
    eventId: ids.secret(EVENT_ID_BYTES),
    receivedAt: clock.now(),
    retentionDays: RETENTION_DAYS,
    scrubIp: false,
  });
  if ('event' in result) return result.event;
  throw refuseFields([{ field: 'payload', why: `would be dropped: ${result.discard}` }]);
};
