export const SCRIPT_TIME = `
const RELATIVE = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto', style: 'short' });
const EXACT = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'medium' });
const UNITS = [['year', 31557600], ['month', 2629800], ['week', 604800], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
const ago = iso => {
  const seconds = (Date.parse(iso) - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) || ['second', 1];
  return RELATIVE.format(Math.round(seconds / size), unit);
};
// The exact time, in the reader's zone, is shown on hover.
const when = iso => el('time', { datetime: iso, title: EXACT.format(new Date(iso)) }, ago(iso));
const exactly = iso => el('time', { datetime: iso, title: iso }, EXACT.format(new Date(iso)));
const count = value => new Intl.NumberFormat(LANGUAGE, { notation: 'compact' }).format(Number(value));
// Languages that tell one from many have a word for one.
const noun = (key, value) => t(Number(value) === 1 ? key + 'One' : key);
`;
