import type { EdgeSettings } from '../lib/ports/key-store.ts';
import { DEFAULT_FILTER_SETTINGS, DEFAULT_SCRUB_SETTINGS } from '../lib/ports/key-store.ts';
import type { DataCategory } from '../lib/protocol/data-category.ts';
import type { Quota } from '../lib/protocol/quota.ts';
import { edgeSettings, PROJECT_ID } from '../test/support/edge.ts';

/** Milliseconds since 1970 of every made request: soon after the recordings, so that what they say is timely. */
export const NOW = Date.UTC(2026, 10, 24);

const quota = (id: string, categories: DataCategory[], limit: number): Quota => ({
  id,
  scope: 'project',
  scopeId: PROJECT_ID,
  categories,
  limit,
  window: 3_600,
  reasonCode: `used_up_${id}`,
});

const filters = { ...DEFAULT_FILTER_SETTINGS, localhost: true, webCrawlers: true, browserExtensions: true };

/** What a project may have set, as far as the edge's answers depend on it. */
export const SCENES = {
  /** Of a new project. */
  plain: edgeSettings(),
  /** Of a project that wants what Sentry does and no more. */
  sentry: edgeSettings({ scrub: { ...DEFAULT_SCRUB_SETTINGS, profile: 'sentry', scrubIpAddresses: true } }),
  off: edgeSettings({ scrub: { ...DEFAULT_SCRUB_SETTINGS, profile: 'off', scrubData: false } }),
  filtered: edgeSettings({
    filters: {
      ...filters,
      clientIps: ['203.0.113.0/28'],
      releases: ['shop@*', '*a*b*c*'],
      errorMessages: ['*cart*', '*Error*', '*x*y*z*'],
    },
  }),
  rules: edgeSettings({
    scrub: {
      ...DEFAULT_SCRUB_SETTINGS,
      sensitiveFields: ['note', 'cart'],
      safeFields: ['password'],
      piiConfig: {
        rules: { word: { type: 'pattern', pattern: '(a+)+b|\\d{3,}', redaction: { method: 'hash' } } },
        applications: { '**': ['word'], '$string || $error.value': ['@anything:mask'] },
      },
    },
  }),
  closed: edgeSettings({ quotas: [quota('errors', ['error', 'feedback'], 0), quota('files', ['attachment_item'], 0)] }),
  nearlyClosed: edgeSettings({ quotas: [quota('all', [], 1), quota('spans', ['span', 'log_item', 'transaction'], 0)] }),
  domains: edgeSettings({ allowedDomains: ['*.example.com', 'https://shop.example'] }),
  disabled: edgeSettings({ enabled: false }),
} as const satisfies Record<string, EdgeSettings>;

export type SceneName = keyof typeof SCENES;

/** How often each is taken. */
export const SCENE_WEIGHTS: readonly (readonly [weight: number, name: SceneName])[] = [
  [20, 'plain'],
  [4, 'sentry'],
  [2, 'off'],
  [4, 'filtered'],
  [4, 'rules'],
  [4, 'closed'],
  [2, 'nearlyClosed'],
  [1, 'domains'],
  [1, 'disabled'],
];
