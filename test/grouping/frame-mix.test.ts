import { describe, expect, test } from '@jest/globals';
import { frameMix } from '../../lib/grouping/frame-mix.ts';
import { eventTitle } from '../../lib/grouping/title.ts';
import type { Frame, SentryEvent } from '../../lib/protocol/event.ts';
import { inApp, makeEvent, messageEvent, ofSystem, stackEvent } from './make-event.ts';

const own = inApp({ function: 'pay' });
const foreign = ofSystem({ function: 'send' });
const thrown = (...stacks: Frame[][]): Partial<SentryEvent> => ({
  exception: { values: stacks.map(frames => ({ type: 'E', stacktrace: { frames } })) },
});

describe('whose frames an event has', () => {
  test.each<[string, Partial<SentryEvent>, string | undefined]>([
    ['only the application’s', thrown([own, own]), 'in-app-only'],
    ['none of the application’s', thrown([foreign, foreign]), 'system-only'],
    ['both in one stack', thrown([foreign, own]), 'mixed'],
    ['one stack of each', thrown([own], [foreign]), 'mixed'],
    ['frames of which nothing is said, which are not the application’s', thrown([{ function: 'f' }]), 'system-only'],
    ['a message’s', { stacktrace: { frames: [own] } }, 'in-app-only'],
    ['an exception’s and another thread’s', { ...thrown([own]), ...threads([foreign]) }, 'mixed'],
    ['no stack', {}, undefined],
    ['an empty stack beside one', thrown([], [own]), 'in-app-only'],
    ['only an empty stack', thrown([]), undefined],
  ])('%s', (_, parts, expected) => expect(frameMix(makeEvent(parts))).toBe(expected));

  test('those that came before mapping count, too', () => {
    const values = [{ type: 'E', stacktrace: { frames: [foreign] }, raw_stacktrace: { frames: [own] } }];
    expect(frameMix(makeEvent({ exception: { values } }))).toBe('mixed');
  });

  test('an issue shows it beside its title, whatever kind of event it is of', () => {
    expect(eventTitle(stackEvent([own, foreign])).metadata.in_app_frame_mix).toBe('mixed');
    expect(eventTitle(messageEvent('slow', { stacktrace: { frames: [foreign] } })).metadata).toEqual({
      title: 'slow',
      in_app_frame_mix: 'system-only',
    });
  });
});

function threads(frames: Frame[]): Partial<SentryEvent> {
  return { threads: { values: [{ id: 1, stacktrace: { frames } }] } };
}
