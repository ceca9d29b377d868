import type { Json } from '../../protocol/json.ts';
import type { Pii } from '../field.ts';
import type { ScrubSettings } from '../settings.ts';
import { type Path, selects } from './match-selector.ts';
import { type Application, hasPatterns, readPiiConfig } from './read-pii-config.ts';
import { mayWrite } from './redaction.ts';
import type { AdvancedRule } from './rule.ts';
import type { Selector } from './selector.ts';
import { TYPE } from './value-type.ts';

/**
 * The advanced rules of a project and of its organization, ready to run. How to use it on what is no event: build the
 * path to a value with the types of each step, ask `textRulesFor`, and give the rules to `redactText` (redact-text.ts).
 */
export interface AdvancedConfig {
  /** The organization's first, then the project's. */
  readonly applications: readonly Application[];
  /** Whether a rule of that id may have written this text; so it is known for a redaction when it is met again. */
  readonly wrote: (rule: string, text: string) => boolean;
}

/**
 * `undefined` where there is nothing to apply. What is faulty in a config has no effect (checkPiiConfig tells). Throws
 * when a config has patterns and `prepareScrub` was not awaited.
 */
export function compileAdvanced({ organizationPiiConfig, piiConfig }: ScrubSettings): AdvancedConfig | undefined {
  const configs = [organizationPiiConfig, piiConfig].filter(config => config !== undefined);
  if (configs.length === 0) return undefined;
  const applications = configs
    .flatMap(config => readPiiConfig(asJson(config)).applications)
    .filter(({ rules }) => rules.length > 0);
  return applications.length === 0 ? undefined : { applications, wrote: writtenBy(applications) };
}

/** Whether compiling takes the pattern engine. */
export const needsPatternEngine = ({ organizationPiiConfig, piiConfig }: ScrubSettings): boolean =>
  hasPatterns(asJson(organizationPiiConfig)) || hasPatterns(asJson(piiConfig));

const asJson = (config: unknown): Json | undefined => config as Json | undefined; // it is kept as JSON, and read anew

function writtenBy(applications: readonly Application[]): AdvancedConfig['wrote'] {
  const byId = new Map<string, AdvancedRule[]>();
  for (const rule of applications.flatMap(({ rules }) => rules))
    byId.set(rule.id, [...(byId.get(rule.id) ?? []), rule]);
  return (id, text) => byId.get(id)?.some(({ redaction }) => mayWrite(redaction, text)) ?? false;
}

const NO_RULES: readonly AdvancedRule[] = [];

/**
 * The rules for the value at the end of a path, in the order in which they run. The path's first step is the root, without
 * name: of an event `{ name: undefined, types: TYPE.event }`, of a log `TYPE.log`, of a span `TYPE.span`, of a replay
 * `TYPE.replay`.
 */
export function textRulesFor({ applications }: AdvancedConfig, path: Path, pii: Pii = 'true'): readonly AdvancedRule[] {
  if (pii === 'false') return NO_RULES;
  let found = NO_RULES;
  for (const { selector, rules } of applications) {
    if (selects(selector, path, pii)) found = found.length === 0 ? rules : [...found, ...rules];
  }
  return found;
}

/**
 * The rules for an attachment's bytes, and for text found in them. As in the reference none, unless a selector of the
 * config begins with `$attachments`: rules for events are not made for files.
 */
export function attachmentRules(advanced: AdvancedConfig, filename: string): readonly AdvancedRule[] {
  if (!advanced.applications.some(({ selector }) => mentions(selector, TYPE.attachments))) return NO_RULES;
  return textRulesFor(advanced, [
    { name: undefined, types: TYPE.attachments },
    { name: filename, types: TYPE.binary | TYPE.string },
  ]);
}

/** Parts of a minidump that selectors name by a type or by a key. */
export type MinidumpPart = 'stack_memory' | 'heap_memory' | 'code_file' | 'debug_file' | 'environ' | 'cmdline' | 'maps';

const MEMORY_TYPES: Readonly<Partial<Record<MinidumpPart, number>>> = {
  stack_memory: TYPE.stackMemory,
  heap_memory: TYPE.heapMemory,
};

/**
 * The rules for a part of a minidump, as `$minidump.$stack_memory` or `$minidump.code_file` select it. All parts are
 * flagged `maybe`: only a selector that names the part is for it, as redacting memory at large breaks stack traces.
 */
export function minidumpRules(advanced: AdvancedConfig, part: MinidumpPart, filename = ''): readonly AdvancedRule[] {
  const memory = MEMORY_TYPES[part];
  return textRulesFor(
    advanced,
    [
      { name: undefined, types: TYPE.attachments },
      { name: filename, types: TYPE.binary | TYPE.minidump },
      { name: part, types: memory === undefined ? TYPE.string : TYPE.binary | memory },
    ],
    'maybe',
  );
}

/** Whether a selector says `$type` of what it wants. */
function mentions(selector: Selector, types: number): boolean {
  switch (selector.kind) {
    case 'path':
      return selector.items.some(item => item.kind === 'type' && (item.types & types) !== 0);
    case 'not':
      return false;
    default:
      return selector.parts.some(part => mentions(part, types));
  }
}
