import type * as z from 'zod';
import { Refusal } from './refusal.ts';

/** Characters of a detail: it may quote what was sent. */
const MAX_DETAIL = 500;

/** A value as the contract has it, or a refusal that names the first field that is not. */
export const readContract = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [fault] = result.error.issues;
  throw new Refusal(400, (fault ? describe(fault) : 'Invalid request').slice(0, MAX_DETAIL));
};

const describe = (fault: z.core.$ZodIssue): string => {
  const path = fault.path.map(String);
  switch (fault.code) {
    case 'unrecognized_keys':
      return `${[...path, fault.keys[0]].join('.')}: not supported by this version of Allim`;
    case 'invalid_value':
      return `${path.join('.')}: not supported by this version of Allim; it knows ${fault.values.join(', ')}`;
    default:
      return path.length === 0 ? fault.message : `${path.join('.')}: ${fault.message}`;
  }
};
