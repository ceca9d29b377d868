import { installedWire, installWire } from '../functions/wire.ts';

/** Where something was written, and what. */
export interface Written {
  place: string;
  bytes: Uint8Array;
}

const SERVICES: Readonly<Record<string, string>> = {
  dynamodb: 'table',
  sqs: 'queue',
  s3: 'blob store',
  sns: 'notifications',
};

export interface ServiceWatch {
  written: Written[];
  /** From now on no transaction reaches the table: what is queued cannot be digested. */
  breakTable(): void;
  stop(): void;
}

/** Notes every byte that the doors send to a service, whatever becomes of it there. */
export const watchServices = (): ServiceWatch => {
  const wire = installedWire();
  if (wire === undefined) throw new Error('the product is not running');
  const written: Written[] = [];
  let broken = false;
  installWire(request => {
    const [service = ''] = request.hostname.split('.');
    written.push({ place: SERVICES[service] ?? request.hostname, bytes: request.body });
    written.push({
      place: `${SERVICES[service] ?? request.hostname}, addresses`,
      bytes: Buffer.from(`${request.path}?${request.query}`),
    });
    if (broken && request.headers['x-amz-target']?.endsWith('.TransactWriteItems'))
      throw new Error('the audit has taken the table away');
    return wire(request);
  });
  return {
    written,
    breakTable: () => {
      broken = true;
    },
    stop: () => installWire(wire),
  };
};

/** Notes what the process says while it is watched, and keeps it to itself: the report is all that there is to read. */
export const watchLog = (): { written: Written[]; stop(): void } => {
  const written: Written[] = [];
  const stop = [process.stdout, process.stderr].map(stream => {
    const write = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array) => {
      written.push({ place: 'log', bytes: typeof chunk === 'string' ? Buffer.from(chunk) : chunk });
      return true;
    };
    return () => {
      stream.write = write;
    };
  });
  return {
    written,
    stop: () => {
      for (const one of stop) one();
    },
  };
};
