import type { Exception } from '../protocol/event.ts';
import type { Filter } from './filter.ts';
import { anyGlob } from './glob.ts';

/** Events whose message, or one of whose exceptions written as `Type: value`, matches a pattern. Never transactions. */
export const errorMessages: Filter = settings => {
  const matches = anyGlob(settings.errorMessages);
  if (matches === undefined) return undefined;
  return ({ type, logentry, exception }) => {
    if (type === 'transaction') return false;
    const message = logentry?.formatted ?? logentry?.message;
    if (message !== undefined && matches(message)) return true;
    return exception?.values.some(one => matches(describe(one))) === true;
  };
};

const describe = ({ type, value }: Exception): string =>
  type !== undefined && value !== undefined ? `${type}: ${value}` : (type ?? value ?? '');
