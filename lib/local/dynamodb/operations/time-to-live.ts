import { expiry } from '../commit-write.ts';
import type { EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import { forEachItem } from '../for-each-item.ts';
import { checkRequest } from '../request-check.ts';
import type { TableSchema } from '../table-schema.ts';
import { demandNamedTable } from './demand-named-table.ts';

const TYPES = {
  TableName: { type: 'String', notNull: true },
  TimeToLiveSpecification: {
    type: 'FieldStruct<TimeToLiveSpecification>',
    notNull: true,
    children: {
      AttributeName: { type: 'String', notNull: true, lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 255 },
      Enabled: { type: 'Boolean', notNull: true },
    },
  },
};

interface UpdateInput {
  TimeToLiveSpecification: { AttributeName: string; Enabled: boolean };
}

export function updateTimeToLive(state: EngineState, input: unknown): unknown {
  const { TimeToLiveSpecification } = checkRequest<UpdateInput>(TYPES, input);
  const { AttributeName, Enabled } = TimeToLiveSpecification;
  const { timeToLive, ...rest } = demandNamedTable(state, input);
  if (Enabled === (timeToLive !== undefined))
    throw validationError(`TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`);
  const table: TableSchema = Enabled ? { ...rest, timeToLive: AttributeName } : rest;
  state.storage.transaction(() => {
    state.storage.setTimeToLive(table.id, Enabled ? AttributeName : null);
    // Items that were there before have their time too.
    forEachItem(state.storage, table, (key, { item }) => state.storage.setExpiry(table.id, key, expiry(item, table)));
  });
  state.tables.set(table.name, table);
  return { TimeToLiveSpecification };
}

export function describeTimeToLive(state: EngineState, input: unknown): unknown {
  const { timeToLive } = demandNamedTable(state, input);
  const TimeToLiveDescription =
    timeToLive === undefined
      ? { TimeToLiveStatus: 'DISABLED' }
      : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive };
  return { TimeToLiveDescription };
}
