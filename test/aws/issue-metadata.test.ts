import { describe, expect, test } from '@jest/globals';
import { readMetadata, writeMetadata } from '../../lib/aws/issue-metadata.ts';
import { applyRules } from '../../lib/grouping/apply-rules.ts';
import { rulesOf } from '../../lib/grouping/rules-of.ts';
import { eventTitle } from '../../lib/grouping/title.ts';
import { NO_GROUPING_SETTINGS } from '../../lib/ports/grouping-store.ts';
import type { IssueMetadata } from '../../lib/ports/issue-store.ts';
import { inApp, ofSystem, stackEvent } from '../grouping/make-event.ts';

describe('what an issue shows beside its title', () => {
  test.each<IssueMetadata>([
    {},
    { title: 'slow' },
    { type: 'E', value: 'v', filename: 'a.ts', function: 'f', in_app_frame_mix: 'in-app-only' },
    { type: 'E', in_app_frame_mix: 'system-only' },
    { type: 'E', title: 'named', in_app_frame_mix: 'mixed' },
  ])('%j is read as it was written', metadata => {
    expect(readMetadata(writeMetadata(metadata))).toEqual(metadata);
  });

  test('was stored without whose its frames are, and by nobody at all', () => {
    expect(readMetadata('{"type":"E"}')).toEqual({ type: 'E' });
    expect(readMetadata('')).toEqual({});
  });

  test('takes ten bytes of the row to say whose its frames are', () => {
    const [without, said] = [{ type: 'E' }, { type: 'E', in_app_frame_mix: 'in-app-only' as const }];
    expect(writeMetadata(said).length - writeMetadata(without).length).toBe('"mix":"a",'.length);
  });

  test.each(['', 'type:ValueError -> orders title="Orders"'])('is no other after it was stored: %j', rules => {
    const by = rulesOf({ ...NO_GROUPING_SETTINGS, fingerprintingRules: rules });
    const event = applyRules(stackEvent([ofSystem({ function: 'send' }), inApp({ function: 'pay' })]), by);
    const { metadata } = eventTitle(event, by);
    expect(JSON.stringify(readMetadata(writeMetadata(metadata)))).toBe(JSON.stringify(metadata));
  });
});
