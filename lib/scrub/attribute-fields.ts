import { type Field, FREE, NEVER, READABLE, simple } from './field.ts';
import type { IdentityKind } from './pseudonym.ts';

const ip = simple('ip', 'true', 'ip');
const spared = simple('untouched', 'true');
const identity = (kind: IdentityKind): Field => simple('free', 'true', kind);

/** What is said to and by models and tools: conversations, which must stay readable. */
const MESSAGES = [
  'gen_ai.prompt',
  'gen_ai.system',
  'gen_ai.system_instructions',
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.request.messages',
  'gen_ai.request.available_tools',
  'gen_ai.response.text',
  'gen_ai.response.tool_calls',
  'gen_ai.embeddings.input',
  'gen_ai.choice',
  'gen_ai.tool.call.arguments',
  'gen_ai.tool.call.result',
  'gen_ai.tool.definitions',
  'gen_ai.tool.input',
  'gen_ai.tool.message',
  'gen_ai.tool.output',
  'gen_ai.user.message',
  'gen_ai.assistant.message',
  'gen_ai.system.message',
  'mcp.logging.message',
  'mcp.prompt.result.message_content',
  'mcp.tool.result.content',
];
/** The same with a name of one's own at the end. */
const MESSAGE_FAMILY = /^(?:mcp\.request\.argument|gen_ai\.prompt\.variable)\./;
/** Amounts, not secrets, of what models call tokens. */
const TOKEN_COUNT = /^gen_ai\.(?:usage|cost|request\.max_tokens$)/;

/** What SDKs and Allim's normalization write: ids, versions, code. As an event's own, no rule touches them. */
const UNTOUCHED = [
  'sentry.release',
  'sentry.environment',
  'sentry.sdk.name',
  'sentry.sdk.version',
  'sentry.op',
  'sentry.origin',
  'sentry.platform',
  'sentry.category',
  'sentry.segment.id',
  'sentry.profile_id',
  'sentry.replay_id',
  'sentry.trace.parent_span_id',
  'browser.name',
  'browser.version',
  'os.name',
  'os.version',
  'code.file.path',
  'code.function.name',
];

/** What is known of attributes by name, in logs, spans and metrics alike. */
const ATTRIBUTES: ReadonlyMap<string, Field> = new Map([
  ...UNTOUCHED.map(name => [name, NEVER] as const),
  ...MESSAGES.map(name => [name, READABLE] as const),
  ['sentry.message.template', NEVER],
  ['user_agent.original', spared],
  ['client.address', ip],
]);

/** The same in the strict profile: pseudonyms stand for who the user is, and texts stay readable. */
const STRICT_ATTRIBUTES: ReadonlyMap<string, Field> = new Map([
  ...ATTRIBUTES,
  ['sentry.message.template', READABLE],
  ['exception.message', READABLE],
  ['exception.stacktrace', READABLE],
  ['sentry.segment.name', READABLE],
  ['sentry.transaction', READABLE],
  ['user.id', identity('id')],
  ['user.email', identity('email')],
  ['user.username', identity('username')],
  ['user.name', identity('name')],
  ['user.full_name', identity('name')],
  ['user.ip_address', ip],
  ['net.sock.peer.addr', ip],
  ['network.peer.address', ip],
]);

/** The field of the attribute `name`. */
export function attributeField(name: string, options: { strict: boolean }): Field {
  const known = (options.strict ? STRICT_ATTRIBUTES : ATTRIBUTES).get(name);
  if (known !== undefined) return known;
  if (MESSAGE_FAMILY.test(name)) return READABLE;
  return TOKEN_COUNT.test(name) ? NEVER : FREE;
}
