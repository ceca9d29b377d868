/** `el(tag, attributes, ...children)`: children are elements or text, text becomes a text node. */
export const SCRIPT_DOM = String.raw`
const ATTRIBUTES = new Set(['class', 'id', 'href', 'type', 'name', 'value', 'title', 'for', 'lang', 'datetime', 'role', 'target', 'rel',
  'placeholder', 'autocomplete', 'open', 'selected', 'tabindex', 'disabled', 'required', 'height', 'width', 'x', 'y', 'viewBox', 'preserveAspectRatio', 'rows', 'spellcheck']);
const byId = id => document.getElementById(id);
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
const fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') { element.addEventListener(name, value); continue; }
    if (!ATTRIBUTES.has(name) && !name.startsWith('aria-')) throw new Error('attribute ' + name);
    // Links lead to our own paths only, so no address out of an event can become one.
    if (name === 'href' && !/^[/#](?!\/)/.test(value)) throw new Error('href');
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(9).filter(child => child !== undefined && child !== null && child !== false).map(child => typeof child === 'object' ? child : String(child)));
  return element;
};
// Replaces what is shown and keeps the keyboard where it was.
const show = (...children) => {
  const focused = document.activeElement && document.activeElement.id;
  byId('main').replaceChildren(...children.flat(9).filter(Boolean));
  if (focused && byId(focused) && document.activeElement !== byId(focused)) byId(focused).focus({ preventScroll: true });
};
const SAID_FOR_MS = 8000;
let saying = 0;
// It goes again, so that it hides nothing for long.
const say = text => {
  byId('status').textContent = text;
  clearTimeout(saying);
  if (text !== '') saying = setTimeout(() => say(''), SAID_FOR_MS);
};
const text = value => value === null || value === undefined ? '' : typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
// Name and value in two columns; rows without a value are left out.
const table = rows => {
  const shown = rows.filter(([, value]) => text(value) !== '');
  return shown.length === 0 ? null : el('dl', { class: 'table' }, shown.map(([name, value]) => el('div', {}, el('dt', {}, text(name)), el('dd', {}, text(value)))));
};
const section = (id, title, ...children) => {
  const inside = children.flat(9).filter(Boolean);
  return inside.length === 0 ? null : el('section', { class: 'part', 'aria-labelledby': id }, el('h2', { id }, title), inside);
};
`;
