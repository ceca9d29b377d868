import { describe, expect, test } from '@jest/globals';
import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { readBinaryMap } from '../../lib/normalize/binary-map.ts';
import { normalizeReplayEvent } from '../../lib/normalize/replay-event.ts';
import { readReplayRecording } from '../../lib/normalize/replay-recording.ts';
import { readReplayVideo } from '../../lib/normalize/replay-video.ts';
import { RECEIVED_AT } from './normalized.ts';

const NOW = RECEIVED_AT / 1000;
const times = { receivedAt: RECEIVED_AT };
const ID = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const RECORDING = Buffer.from('{"segment_id":4}\n[{"type":2}]');

describe('a replay event', () => {
  test('says which segment it is, and what happened in it', () => {
    const segment = normalizeReplayEvent(
      {
        replay_id: ID,
        segment_id: 4,
        replay_type: 'buffer',
        timestamp: NOW - 5,
        replay_start_timestamp: NOW - 60,
        urls: ['https://shop.example/cart', 7],
        error_ids: [ID.toUpperCase()],
        platform: 'javascript',
        release: 'shop@1',
        environment: 'production',
      },
      times,
    );
    expect(segment).toEqual({
      replayId: ID,
      segmentId: 4,
      replayType: 'buffer',
      timestamp: NOW - 5,
      started: NOW - 60,
      urls: ['https://shop.example/cart'],
      errorIds: [ID],
      traceIds: [],
      platform: 'javascript',
      release: 'shop@1',
      environment: 'production',
    });
  });

  test('names a hundred errors at most', () => {
    const raw = { replay_id: ID, segment_id: 0, error_ids: Array(500).fill(ID), urls: Array(500).fill('u') };
    const segment = normalizeReplayEvent(raw, times);
    expect([segment?.errorIds.length, segment?.urls.length]).toEqual([100, 100]);
  });
});

test('a recording tells how it is written', () => {
  expect(readReplayRecording(RECORDING)).toMatchObject({ segmentId: 4, encoding: 'json' });
  const zlib = Buffer.concat([Buffer.from('{"segment_id":4}\n'), Uint8Array.of(0x78, 0x9c, 0)]);
  expect(readReplayRecording(zlib)).toMatchObject({ segmentId: 4, encoding: 'zlib' });
});

describe('a replay video', () => {
  const parts = {
    replay_event: Buffer.from(JSON.stringify({ replay_id: ID, segment_id: 4 })),
    replay_recording: RECORDING,
    replay_video: new Uint8Array(70_000).fill(7),
  };

  test('holds a segment, its recording and its film', () => {
    const video = readReplayVideo(encode(parts), times);
    expect(video?.segment.replayId).toBe(ID);
    expect(video?.recording.segmentId).toBe(4);
    expect(video?.video.length).toBe(70_000);
  });

  test.each(Object.keys(parts))('without its %s is none', part => {
    const others = Object.fromEntries(Object.entries(parts).filter(([key]) => key !== part));
    expect(readReplayVideo(encode(others), times)).toBeUndefined();
  });

  test('that is cut off is none, wherever it is cut', () => {
    const bytes = encode({ ...parts, replay_video: Uint8Array.of(1, 2, 3) });
    for (let length = 0; length < bytes.length; length++)
      expect(readReplayVideo(bytes.subarray(0, length), times)).toBeUndefined();
  });
});

describe('a MessagePack map of bytes', () => {
  test('is read as the library that writes it means it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 40 }), fc.uint8Array({ maxLength: 300 }), { maxKeys: 15 }),
        map => {
          const read = readBinaryMap(encode(map));
          expect(Object.fromEntries([...(read ?? [])].map(([key, value]) => [key, [...value]]))).toEqual(
            Object.fromEntries(Object.entries(map).map(([key, value]) => [key, [...value]])),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  test('is none when it is anything else', () => {
    for (const other of [{ a: 1 }, { a: { b: 'c' } }, [], 'text', null])
      expect(readBinaryMap(encode(other))?.size).toBeFalsy();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), bytes => void readBinaryMap(bytes)));
  });
});
