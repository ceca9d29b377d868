import { DETAILED_FRAMES, slimFrames } from '../normalize/slim-frames.ts';
import type { EventError, Frame, SentryEvent, Stacktrace } from '../protocol/event.ts';
import { isObject, type JsonObject } from '../protocol/json.ts';
import type { FindModule, JavascriptModule, ScrapingAttempt } from './javascript-module.ts';
import { lookAhead, symbolicateFrame } from './symbolicate-frame.ts';
import { isOfEngine, wantsSymbols, withoutAsync } from './wants-symbols.ts';

/** Errors that mapping adds to an event, and files of which it says whether they were fetched. */
export const MAX_ERRORS = 50;
export const MAX_ATTEMPTS = 50;
/** Different files of one event that are looked for; frames in further ones stay as they are. */
export const MAX_MODULES = 100;
/** Of those at a time. */
const AT_A_TIME = 8;

/** An event with its frames as developers wrote them; the frames as they came stand in `raw_stacktrace` beside. */
export const symbolicateEvent = async (event: SentryEvent, findModule: FindModule): Promise<SentryEvent> => {
  const stacks = stacksOf(event);
  const paths = [...new Set(stacks.flatMap(stack => pathsOf(stack, event.platform)))];
  if (paths.length === 0) return withoutEngineFrames(event, stacks);
  const modules = await findModules(findModule, paths.slice(0, MAX_MODULES), debugIdsOf(event));
  const mapped = await mapStacks(stacks, event.platform, modules);
  const errors = addErrors(
    event.errors ?? [],
    [...mapped.values()].flatMap(stack => stack.errors),
  );
  const attempts = [...modules.values()].flatMap(({ scraping }) => scraping).slice(0, MAX_ATTEMPTS);
  return {
    ...replaceStacks(event, mapped),
    ...(errors.length > 0 && { errors }),
    ...(attempts.length > 0 && { scraping_attempts: uniqueByUrl(attempts) }),
  };
};

/** Whether any frame of an event stands in a file that may have a map: asked before anything is read. */
export const wantsSymbolication = (event: SentryEvent): boolean =>
  stacksOf(event).some(({ frames }) => frames.some(frame => wantsSymbols(frame, event.platform)));

/** All stacks of an event, in the order in which they are shown. */
export const stacksOf = (event: SentryEvent): Stacktrace[] =>
  [
    ...(event.exception?.values ?? []).map(({ stacktrace }) => stacktrace),
    event.stacktrace,
    ...(event.threads?.values ?? []).map(({ stacktrace }) => stacktrace),
  ].filter(stack => stack !== undefined);

const pathsOf = ({ frames }: Stacktrace, platform: string): string[] =>
  frames.flatMap(frame => (wantsSymbols(frame, platform) && frame.lineno > 0 ? [withoutAsync(frame.abs_path)] : []));

/** By path, as the SDK found them in the files that were loaded. */
export const debugIdsOf = (event: SentryEvent): Map<string, string> => {
  const images = event.debug_meta?.images;
  const ids = new Map<string, string>();
  for (const image of Array.isArray(images) ? images : []) {
    if (!isObject(image) || image.type !== 'sourcemap') continue;
    if (typeof image.code_file === 'string' && typeof image.debug_id === 'string')
      ids.set(withoutAsync(image.code_file), image.debug_id);
  }
  return ids;
};

const findModules = async (
  findModule: FindModule,
  paths: readonly string[],
  debugIds: ReadonlyMap<string, string>,
): Promise<Map<string, JavascriptModule>> => {
  const modules = new Map<string, JavascriptModule>();
  for (let from = 0; from < paths.length; from += AT_A_TIME)
    await Promise.all(
      paths
        .slice(from, from + AT_A_TIME)
        .map(async path => void modules.set(path, await findModule(path, debugIds.get(path)))),
    );
  return modules;
};

interface MappedStack {
  frames: Frame[];
  raw: Frame[];
  isMapped: boolean;
  errors: EventError[];
}

/** What is not looked for because the event names too many files. */
const NOT_LOOKED_FOR: JavascriptModule = { fault: 'too_large', scraping: [] };

const mapStacks = async (
  stacks: readonly Stacktrace[],
  platform: string,
  modules: ReadonlyMap<string, JavascriptModule>,
): Promise<Map<Stacktrace, MappedStack>> => {
  const mapped = new Map<Stacktrace, MappedStack>();
  for (const stack of stacks) mapped.set(stack, await mapFrames(stack.frames, platform, modules));
  return mapped;
};

/** From the caller to the callee: what a function is called stands where it is called. */
const mapFrames = async (
  frames: readonly Frame[],
  platform: string,
  modules: ReadonlyMap<string, JavascriptModule>,
): Promise<MappedStack> => {
  const result: MappedStack = { frames: [], raw: [], isMapped: false, errors: [] };
  await lookAhead(frames.flatMap(frame => modulesOf(frame, platform, modules)));
  let calledAs: string | undefined;
  for (const frame of frames) {
    if (!wantsSymbols(frame, platform)) {
      result.raw.push(frame);
      result.frames.push(isOfEngine(frame, platform) ? outOfApp(frame) : frame);
      continue;
    }
    const path = withoutAsync(frame.abs_path);
    const {
      frame: shown,
      raw,
      isMapped,
      tokenName,
      errors,
    } = await symbolicateFrame(
      path === frame.abs_path ? frame : { ...frame, abs_path: path },
      modules.get(path) ?? NOT_LOOKED_FOR,
      calledAs,
    );
    calledAs = tokenName;
    result.frames.push(shown);
    result.raw.push(raw);
    result.errors.push(...errors);
    result.isMapped ||= isMapped;
  }
  return frames.length > DETAILED_FRAMES ? slimmed(result) : result;
};

const modulesOf = (
  frame: Frame,
  platform: string,
  modules: ReadonlyMap<string, JavascriptModule>,
): { frame: Frame; module: JavascriptModule }[] => {
  if (!wantsSymbols(frame, platform)) return [];
  const module = modules.get(withoutAsync(frame.abs_path));
  return module ? [{ frame, module }] : [];
};

/** Long stacks got lines that the edge had taken from them. */
const slimmed = (stack: MappedStack): MappedStack => {
  const frames = stack.frames.map(frame => ({ ...frame }));
  const raw = stack.raw.map(frame => ({ ...frame }));
  slimFrames(frames);
  slimFrames(raw);
  return { ...stack, frames, raw };
};

/** Nobody's own code, whatever the SDK thought. */
const outOfApp = (frame: Frame): Frame => (frame.in_app === false ? frame : { ...frame, in_app: false });

const withoutEngineFrames = (event: SentryEvent, stacks: readonly Stacktrace[]): SentryEvent => {
  const isIn = (frame: Frame): boolean => isOfEngine(frame, event.platform) && frame.in_app !== false;
  if (!stacks.some(({ frames }) => frames.some(isIn))) return event;
  const rewritten = stacks.map((stack): [Stacktrace, MappedStack] => [
    stack,
    {
      frames: stack.frames.map(frame => (isIn(frame) ? outOfApp(frame) : frame)),
      raw: stack.frames,
      isMapped: false,
      errors: [],
    },
  ]);
  return replaceStacks(event, new Map(rewritten));
};

interface WithStacks {
  stacktrace?: Stacktrace;
  raw_stacktrace?: Stacktrace;
}

const replaceStacks = (event: SentryEvent, mapped: ReadonlyMap<Stacktrace, MappedStack>): SentryEvent => {
  const replaced = <T extends WithStacks>(holder: T): T => {
    const stack = holder.stacktrace && mapped.get(holder.stacktrace);
    if (!stack) return holder;
    return {
      ...holder,
      stacktrace: { ...holder.stacktrace, frames: stack.frames },
      ...(stack.isMapped && { raw_stacktrace: { ...holder.stacktrace, frames: stack.raw } }),
    };
  };
  return {
    // The payload's own stack stands as those of its exceptions do.
    ...replaced(event as SentryEvent & WithStacks),
    ...(event.exception && { exception: { ...event.exception, values: event.exception.values.map(replaced) } }),
    ...(event.threads && { threads: { ...event.threads, values: event.threads.values.map(replaced) } }),
  };
};

/** Each fault once, however many frames have it. */
const addErrors = (known: readonly EventError[], added: readonly EventError[]): EventError[] => {
  const unique = new Map(added.map(error => [JSON.stringify(error), error]));
  return [...known, ...[...unique.values()].slice(0, MAX_ERRORS)];
};

const uniqueByUrl = (attempts: readonly ScrapingAttempt[]): JsonObject[] => [
  ...new Map(attempts.map(attempt => [attempt.url, { ...attempt }])).values(),
];
