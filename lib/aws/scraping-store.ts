import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { ScrapingSettings, ScrapingStore } from '../ports/scraping-store.ts';
import { scrapingKey } from './keys.ts';
import { attributes, readText, type Table, text } from './table.ts';

export const dynamoScrapingStore = (table: Table): ScrapingStore => ({
  get: async projectId => {
    const { Item } = await table.client.send(
      new GetItemCommand({ TableName: table.name, Key: attributes(scrapingKey(projectId)) }),
    );
    // Written below.
    return Item && (JSON.parse(readText(Item, 'scraping')) as ScrapingSettings);
  },
  set: async (projectId, settings) => {
    const Item = { ...attributes(scrapingKey(projectId)), scraping: text(JSON.stringify(settings)) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  },
});
