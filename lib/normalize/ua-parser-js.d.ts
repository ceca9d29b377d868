// The package brings no types. What of it is used:
declare module 'ua-parser-js' {
  interface Named {
    name?: string;
    version?: string;
  }
  export class UAParser {
    constructor(userAgent: string);
    getResult(): { browser: Named; os: Named; device: { vendor?: string; model?: string; type?: string } };
  }
}
