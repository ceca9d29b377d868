import type { Json, JsonObject } from '../lib/protocol/json.ts';
import { HOSTILE_NUMBERS, hostileJson, MARK } from './hostile.ts';
import { type Maker, oneIn, weighted } from './maker.ts';

/** Names that some parser reads, so that any value may turn up in any place. */
export const NAMES = (
  'event_id timestamp start_timestamp platform level logger transaction server_name release dist environment message ' +
  'logentry formatted params exception values type value module mechanism handled synthetic meta errno signal stacktrace ' +
  'frames function raw_function filename abs_path lineno colno in_app context_line pre_context post_context vars threads ' +
  'breadcrumbs category data user id email username ip_address geo request url method query_string cookies headers env ' +
  'contexts trace trace_id span_id parent_span_id os browser device runtime app tags extra modules sdk name version ' +
  'packages integrations fingerprint errors debug_meta images spans op description status measurements unit items ' +
  'attributes body severity_number metric_type aggregates started exited errored crashed did sid seq init attrs ' +
  'check_in_id monitor_slug monitor_config schedule duration profile samples stacks stack_id chunk_id profiler_id ' +
  'replay_id segment_id urls error_ids feedback contact_email comments associated_event_id discarded_events reason ' +
  'quantity rate_limited_events filtered_events csp-report blocked-uri effective-directive document-uri script-sample ' +
  'age sampling_fraction phase resourceLogs scopeLogs logRecords resourceSpans scopeSpans key stringValue intValue ' +
  'arrayValue kvlistValue bytesValue timeUnixNano __proto__ constructor toString _meta ingest_settings infer_ip'
).split(' ') as [string, ...string[]]; // of a constant with many words

const WORDS: readonly [string, ...string[]] = [
  'ok',
  'error',
  'javascript',
  'native',
  'c0ffee00c0ffee00c0ffee00c0ffee00',
  'c0ffee00c0ffee00',
  '2026-11-23T00:00:00Z',
  'TypeError',
  'https://shop.example/a.js?token=abc#x',
  'jane.doe@example.com',
  '203.0.113.9',
  '{{auto}}',
  'network-error',
  'csp-violation',
  MARK,
];

/** JSON of no sense, in the words of the protocol. */
export const anyJson = (maker: Maker, depth = 4): Json => {
  const { random } = maker;
  const leaf = (): Json => random.pick<Json>([...WORDS, random.pick(HOSTILE_NUMBERS), null, true, random.hex(8)]);
  const list = (): Json => Array.from({ length: random.below(4) }, () => anyJson(maker, depth - 1));
  if (depth === 0) return leaf();
  return weighted<() => Json>(maker, [
    [6, leaf],
    [2, list],
    [6, () => anyObject(maker, depth)],
    [1, () => hostileJson(maker)],
  ])();
};

export const anyObject = (maker: Maker, depth = 4): JsonObject => {
  const object: JsonObject = {};
  for (let n = maker.random.below(7); n > 0; n--) {
    const name = oneIn(maker, 20) ? MARK : maker.random.pick(NAMES);
    // `__proto__` as JSON has it: a member like any other.
    Object.defineProperty(object, name, {
      value: anyJson(maker, depth - 1),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return object;
};
