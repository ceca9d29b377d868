/** Markup that is escaped already. */
export interface Xml {
  markup: string;
}

type Content = Xml | string | number | boolean | readonly Content[];

export const element = (name: string, content: Content, attributes: Readonly<Record<string, string>> = {}): Xml => ({
  markup: `<${name}${renderAttributes(attributes)}>${render(content)}</${name}>`,
});

export const xmlDocument = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}`;

/** The text of each element of this name, entities decoded. Enough for the flat requests of S3's REST protocol. */
export const textsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`, 'g'))].map(match => decode(match[1] ?? ''));

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Unicode's last code point; more is no character. */
const LAST_CODE_POINT = 0x10ffff;

const render = (content: Content): string => {
  if (typeof content !== 'object') return escapeText(String(content));
  return 'markup' in content ? content.markup : content.map(render).join('');
};

const renderAttributes = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeText(value)}"`)
    .join('');

// Line breaks too: a parser would normalize a bare carriage return.
const escapeText = (text: string): string => text.replace(/[&<>"\r\n]/g, character => `&#${character.charCodeAt(0)};`);

const decode = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (entity, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? entity;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : entity;
  });
