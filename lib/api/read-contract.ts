import type * as z from 'zod';
import { refuseFields } from './refusal.ts';

/** Faults that one answer names. */
const MAX_FAULTS = 20;

/** A value as the contract has it, or a refusal that names the fields that are not. */
export const readContract = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refuseFields(result.error.issues.slice(0, MAX_FAULTS).map(describe));
};

const describe = (fault: z.core.$ZodIssue): { field: string; why: string } => {
  const path = fault.path.map(String);
  switch (fault.code) {
    case 'unrecognized_keys':
      return { field: [...path, fault.keys[0]].join('.'), why: 'not supported by this version of Allim' };
    case 'invalid_value':
      return {
        field: path.join('.'),
        why: `not supported by this version of Allim; it knows ${fault.values.join(', ')}`,
      };
    default:
      return { field: path.join('.'), why: fault.message };
  }
};
