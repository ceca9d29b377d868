import { TYPE } from './advanced/value-type.ts';
import { type Field, FREE, list, MAYBE, NEVER, object, partOf } from './field.ts';
import { EVENT } from './fields.ts';

/** What selectors of advanced rules find in entries of containers: `$log.attributes.'user.email'.value`, `$log.body`. */
const attributes: Field = object({}, object({ value: FREE }));

export const LOG = { types: TYPE.log, field: object({ body: MAYBE, attributes }) };
export const METRIC = { types: TYPE.traceMetric, field: object({ name: NEVER, attributes }) };
export const SPAN = {
  types: TYPE.span,
  field: object({
    ...Object.fromEntries(partOf(EVENT, 'spans').other.parts),
    name: MAYBE,
    attributes,
    links: list(object({ attributes })),
  }),
};
