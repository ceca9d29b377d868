import type { Exception } from '../protocol/event.ts';
import type { Filter } from './filter.ts';

/** Messages of errors that extensions, toolbars and apps with a browser inside are known to throw. */
const MESSAGES = new RegExp(
  [
    'top\\.GLOBALS',
    'originalCreateNotification',
    'canvas\\.contentDocument',
    'MyApp_RemoveAllHighlights',
    "Can't find variable: (?:ZiteReader|gmo)",
    'jigsaw is not defined',
    'ComboSearch',
    'atomicFindClose',
    'fb_xd_fragment',
    'bmi_SafeAddOnload',
    'EBCallBackMessageReceived',
    '_gCrWeb',
    'conduitPage',
    'plugin\\.setSuspendState',
    'Extension context invalidated',
    'webkit-masked-url:',
    "can't access dead object",
    'Cannot redefine property: (?:solana|ethereum|googletag)',
    "\\(evaluating 'a\\.[a-z]'\\)",
    'Permission denied to access property',
  ].join('|'),
  'i',
);

const SOURCES = new RegExp(
  [
    'graph\\.facebook\\.com',
    'connect\\.facebook\\.net',
    'eatdifferent\\.com\\.woopra-ns\\.com',
    'static\\.woopra\\.com\\/js\\/woopra\\.js',
    '^chrome(?:-extension)?:\\/\\/',
    '^moz-extension:\\/\\/',
    '^safari(?:-web)?-extension:\\/\\/',
    'webkit-masked-url',
    '127\\.0\\.0\\.1:4001\\/isrunning',
    'webappstoolbarba\\.texthelp\\.com\\/',
    'metrics\\.itunes\\.apple\\.com\\.edgesuite\\.net\\/',
    'kaspersky-labs\\.com',
  ].join('|'),
  'i',
);

/** Paths that name no script. */
const NO_SOURCE = new Set(['', '<anonymous>', '[native code]']);

/** Errors that browser extensions threw: by the first exception's message, or the script it broke in. */
export const browserExtensions: Filter = settings => {
  if (!settings.browserExtensions) return undefined;
  return ({ exception }) => {
    const [first] = exception?.values ?? [];
    return first !== undefined && (MESSAGES.test(first.value ?? '') || SOURCES.test(sourceOf(first)));
  };
};

const sourceOf = ({ stacktrace }: Exception): string =>
  stacktrace?.frames.findLast(frame => !NO_SOURCE.has(frame.abs_path ?? ''))?.abs_path ?? '';
