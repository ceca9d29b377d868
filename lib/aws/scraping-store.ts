import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { ScrapingSettings, ScrapingStore } from '../ports/scraping-store.ts';
import { scrapingKey } from './keys/project.ts';
import { attributes, getItem, readText, type Table, text } from './table.ts';

export const dynamoScrapingStore = (table: Table): ScrapingStore => ({
  get: async projectId => {
    const item = await getItem(table, scrapingKey(projectId), { consistent: false });
    // Written below.
    return item && (JSON.parse(readText(item, 'scraping')) as ScrapingSettings);
  },
  set: async (projectId, settings) => {
    const Item = { ...attributes(scrapingKey(projectId)), scraping: text(JSON.stringify(settings)) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  },
});
