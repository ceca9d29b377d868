import { parseArgs } from 'node:util';

export interface Flags {
  /** 0 = any free one. */
  port: number;
  host: string;
  /** Directory that holds everything. */
  data: string;
  /** One line of JSON when ready, nothing else on standard output but notifications' JSON. */
  json: boolean;
  /** Empties the data directory first. */
  reset: boolean;
}

export const USAGE = `npm start -- [--port N] [--host H] [--data DIR] [--json] [--reset]

  --port N    port to listen at; 0 takes a free one        ALLIM_PORT   (9000)
  --host H    address to listen at                         ALLIM_HOST   (127.0.0.1)
  --data DIR  where everything is kept                     ALLIM_DATA   (.allim)
  --json      prints one line of JSON when ready           ALLIM_JSON=1
  --reset     forgets everything kept so far               ALLIM_RESET=1
`;

/** Flags win over the environment. Throws an error whose message is a sentence for the person who typed them. */
export const parseFlags = (argv: readonly string[], env: Record<string, string | undefined>): Flags | 'help' => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean' },
      reset: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  return {
    port: parsePort(values.port ?? env.ALLIM_PORT ?? '9000'),
    host: values.host ?? env.ALLIM_HOST ?? '127.0.0.1',
    data: values.data ?? env.ALLIM_DATA ?? '.allim',
    json: values.json ?? env.ALLIM_JSON === '1',
    reset: values.reset ?? env.ALLIM_RESET === '1',
  };
};

const parsePort = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Error(`--port takes a number from 0 to 65535, not «${text}»`);
  return port;
};
