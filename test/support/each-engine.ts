import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { type DynamoDbLocal, hasDynamoDbLocal, startDynamoDbLocal, WITHOUT_DYNAMODB_LOCAL } from './dynamodb-local.ts';
import { openTestTable, type TestTable, type TestTableOptions } from './table.ts';

export type OpenTable = (options?: Omit<TestTableOptions, 'url'>) => Promise<TestTable>;

/** Describes the same on the embedded engine and, where there is one, on DynamoDB Local. */
export const onEachEngine = (suite: (engine: string, open: OpenTable) => void): void => {
  suite('embedded', openTestTable);
  onDynamoDbLocal(suite);
};

export const onDynamoDbLocal = (suite: (engine: string, open: OpenTable) => void): void => {
  if (!hasDynamoDbLocal()) {
    describe.skip('DynamoDB Local', () => test(WITHOUT_DYNAMODB_LOCAL, () => {}));
    return;
  }
  describe('DynamoDB Local', () => {
    let local: DynamoDbLocal | undefined;
    beforeAll(async () => {
      local = await startDynamoDbLocal();
    });
    afterAll(() => local?.stop());
    suite('DynamoDB Local', options => {
      if (!local) throw new Error('tables are opened in tests, and those run once it has started');
      return openTestTable({ ...options, url: local.url });
    });
  });
};
