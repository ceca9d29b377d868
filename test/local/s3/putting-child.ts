// Puts objects as fast as it can and prints what was acknowledged, until it is killed.
import { writeSync } from 'node:fs';
import { openS3 } from '../../../lib/local/s3/open-s3.ts';

const STDOUT = 1;
const WRITERS = 10;

const s3 = openS3({ directory: process.argv[2] ?? '', clock: { now: () => Date.now() } });

const put = (path: string, body: string) =>
  s3.wire({
    method: 'PUT',
    protocol: 'https:',
    hostname: 's3.us-east-1.amazonaws.com',
    path,
    query: '',
    headers: {},
    body: Buffer.from(body),
  });

const putForever = async (writer: number): Promise<never> => {
  for (let count = 0; ; count += 1) {
    const key = `${writer}-${count}`;
    const { status } = await put(`/crash/${key}`, key.repeat(1_000));
    if (status === 200) writeSync(STDOUT, `${key}\n`);
  }
};

await put('/crash', '');
await Promise.all(Array.from({ length: WRITERS }, (_, writer) => putForever(writer)));
