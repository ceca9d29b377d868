import type { Exception, SentryEvent } from '../../protocol/event.ts';

/** Characters of a title, as Sentry has it. */
const MAX_TITLE = 256;

/** The exception that was seen thrown. */
export const mainException = (event: SentryEvent): Exception | undefined => event.exception?.values.at(-1);

/** What this one event says, which may differ from its issue's title; `undefined` when it says nothing. */
export const eventTitle = (event: SentryEvent): string | undefined => {
  const exception = mainException(event);
  const text = exception
    ? [exception.type, firstLine(exception.value)].filter(Boolean).join(': ')
    : firstLine(eventMessage(event));
  return text ? text.slice(0, MAX_TITLE) : undefined;
};

export const eventMessage = (event: SentryEvent): string => event.logentry?.formatted ?? event.logentry?.message ?? '';

/** The file in which it broke: of the newest frame of ours, else of the newest. */
export const eventLocation = (event: SentryEvent): string | null => {
  const frames = mainException(event)?.stacktrace?.frames ?? [];
  const frame = frames.findLast(({ in_app }) => in_app === true) ?? frames.at(-1);
  return frame?.filename ?? frame?.abs_path ?? null;
};

const firstLine = (text: string | undefined): string | undefined => text?.trim().split(/\r?\n/, 1)[0];
