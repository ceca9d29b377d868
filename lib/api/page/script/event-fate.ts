/** The way of an event through Allim, with its times. */
export const SCRIPT_EVENT_FATE = `
const fates = { of: '', fate: null };
const fatePath = event => '/api/0/projects/' + part(session.organization.slug) + '/' + part(event.projectSlug) + '/events/' + part(event.eventID) + '/fate/';
// Asked once for each event that is shown. It is an extra: without it the event is shown all the same.
const fateOf = async event => {
  if (fates.of !== event.eventID) Object.assign(fates, { fate: await get(fatePath(event)).catch(noFate), of: event.eventID });
  return fates.fate;
};
const noFate = error => { if (error.status === 401) throw error; return null; };
const MOMENT = new Intl.DateTimeFormat(LANGUAGE, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });
const fatePart = event => section('fate', t('fate'), event.fate && event.fate.steps.length > 0 && el('ol', { class: 'crumbs' }, event.fate.steps.map((step, index) => el('li', {},
  el('time', { class: 'clock', datetime: step.time, title: step.time }, MOMENT.format(new Date(step.time))), el('span', {}, t('step_' + step.name)),
  el('span', { class: 'value dim' }, index > 0 && '+' + lasting(step.sincePrevious))))));
const lasting = ms => new Intl.NumberFormat(LANGUAGE, { style: 'unit', unit: ms < 1000 ? 'millisecond' : ms < 60000 ? 'second' : 'minute', unitDisplay: 'short', maximumFractionDigits: 1 })
  .format(ms < 1000 ? ms : ms < 60000 ? ms / 1000 : ms / 60000);
`;
