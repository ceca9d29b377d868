export const SCRIPT_EVENT_VIEW = String.raw`
const entry = (event, type) => { const found = event.entries.find(one => one.type === type); return found ? found.data : null; };

const eventParts = event => [
  reportPart(event), suspectsPart(event), exceptionPart(event), messagePart(event), filesPart(event), threadsPart(event), breadcrumbsPart(event), requestPart(event), tagsPart(event),
  section('user', t('user'), event.user && table([['id', event.user.id], ['email', event.user.email], ['username', event.user.username],
    ['name', event.user.name], ['ip_address', event.user.ip_address], ['geo', event.user.geo], ['data', event.user.data]])),
  contextsPart(event),
  section('extra', t('extra'), table(Object.entries(event.context))),
  section('sdk', t('sdk'), event.sdk && table([['name', event.sdk.name], ['version', event.sdk.version]])),
  section('problems', t('problems'), table(event.errors.map(error => [error.type, [text(error.data.name), text(error.data.reason)].filter(Boolean).join(' — ')]))),
  groupingPart(event),
  fatePart(event),
];
// What was seen thrown comes first, its causes after it.
const exceptionPart = event => {
  const data = entry(event, 'exception');
  if (!data) return null;
  const values = [...data.values].reverse();
  return el('section', { class: 'part', 'aria-labelledby': 'exception' }, el('h2', { id: 'exception' }, t('exception')), values.map((exception, index) =>
    el('article', { class: 'exception' },
      index > 0 && el('p', { class: 'cause' }, t('causedBy')),
      el('h3', {}, exception.type || '', exception.mechanism && exception.mechanism.handled === false && el('span', { class: 'badge bad' }, t('unhandled'))),
      exception.value && el('p', { class: 'value' }, text(exception.value)),
      stack(exception))),
    mapAgain(values));
};
// Maps that came late: the kept events of the issue are mapped anew.
const mapAgain = values => values.some(({ stacktrace }) => stacktrace && stacktrace.frames.some(frame => frame.symbolication)) &&
  el('p', { class: 'actions' }, el('button', { type: 'button', id: 'map-again', click: () => attempt(async () => {
    const { value } = await request('POST', issuePath(view.issue.id) + 'reprocessing/', {});
    await refreshIssue();
    say(t('mappedAgain') + ' ' + count(value.changed) + ' / ' + count(value.seen));
  }) }, t('mapAgain')));
const messagePart = event => {
  const data = entry(event, 'message');
  return data && section('message', t('message'), el('p', { class: 'value' }, text(data.formatted || data.message)));
};
const threadsPart = event => {
  const data = entry(event, 'threads');
  const threads = (data ? data.values : []).filter(thread => thread.stacktrace);
  return section('threads', t('thread'), threads.map(thread => el('details', { open: Boolean(thread.crashed || thread.current) },
    el('summary', {}, text(thread.name || thread.id)), stack(thread))));
};
// As people wrote it, and below as the browser ran it.
const stack = of => [frames(of.stacktrace), of.rawStacktrace && el('details', { class: 'minified' }, el('summary', {}, t('minified')), frames(of.rawStacktrace))];
// Newest first. The newest frame of ours, where one begins to read, is open.
const frames = stacktrace => {
  const all = stacktrace ? [...stacktrace.frames].reverse() : [];
  if (all.length === 0) return el('p', { class: 'dim' }, t('noFrames'));
  const first = Math.max(0, all.findIndex(frame => frame.inApp));
  return el('ol', { class: 'frames', 'aria-label': t('stack') }, all.map((frame, index) => el('li', { class: frame.inApp ? 'app' : 'system' }, oneFrame(frame, index === first))));
};
// An original file by its own name, as notifications say it: the steps up are made up of where the map lies.
const nameOf = frame => frame.map && frame.filename ? frame.filename.replace(/^(?:\.{1,2}\/)+/, '') : frame.filename || frame.absPath || frame.module || '?';
const oneFrame = (frame, open) => {
  const place = [nameOf(frame), frame.lineNo, frame.colNo].filter(value => value !== null && value !== undefined).join(':');
  const line = [el('span', { class: 'place', title: frame.absPath }, place), ' ', el('span', { class: 'function' }, frame.function || '?'), frame.inApp && el('span', { class: 'badge' }, t('inApp')),
    frame.symbolication && el('span', { class: 'unmapped' }, t('notMapped') + ': ' + reasonOf(frame.symbolication))];
  const variables = frame.vars && table(Object.entries(frame.vars));
  const parts = [frame.context.length > 0 && source(frame), variables, mapLine(frame)].filter(Boolean);
  return parts.length === 0 ? el('div', { class: 'line' }, line) : el('details', { open }, el('summary', {}, line), parts);
};
// Names of maps are long and say the same of each frame: they are read where a frame is unfolded.
const mapLine = frame => frame.map && el('p', { class: 'dim map', title: [frame.mapUrl, frame.resolvedWith].filter(Boolean).join(' · ') }, t('mappedBy') + ' ' + text(frame.map));
const reasonOf = word => t('why_' + word) || word;
const source = frame => el('pre', { class: 'code source', tabindex: '0' }, frame.context.map(([number, code]) =>
  el('span', { class: number === frame.lineNo ? 'row hit' : 'row' }, el('span', { class: 'number' }, String(number)), code || ' ', '\n')));

const breadcrumbsPart = event => {
  const data = entry(event, 'breadcrumbs');
  const crumbs = data ? [...data.values].reverse() : [];
  return section('breadcrumbs', t('breadcrumbs'), crumbs.length > 0 && el('ol', { class: 'crumbs' }, crumbs.map(crumb => el('li', {},
    crumb.timestamp && el('span', { class: 'clock' }, new Intl.DateTimeFormat(LANGUAGE, { timeStyle: 'medium' }).format(new Date(crumb.timestamp))),
    el('span', { class: 'level ' + levelClass(crumb.level) }, text(crumb.category || crumb.type)),
    el('span', { class: 'value' }, text(crumb.message), crumb.data && Object.keys(crumb.data).length > 0 && el('code', {}, ' ' + JSON.stringify(crumb.data)))))));
};
const requestPart = event => {
  const data = entry(event, 'request');
  return data && section('request', t('request'),
    el('p', { class: 'value' }, el('b', {}, text(data.method)), ' ', text(data.url)),
    fold(t('query'), data.query), fold(t('headers'), data.headers), fold(t('cookies'), data.cookies),
    text(data.data) !== '' && el('details', {}, el('summary', {}, t('body')), el('pre', { class: 'code', tabindex: '0' }, text(data.data))));
};
const fold = (title, pairs) => pairs && pairs.length > 0 && el('details', {}, el('summary', {}, title), table(pairs));
const tagsPart = event => section('tags', t('tags'), event.tags.length > 0 && el('ul', { class: 'tags' },
  event.tags.map(tag => el('li', {}, el('span', {}, tag.key), el('b', {}, tag.key === 'release' ? el('a', { id: 'to-release', href: releaseLink(event.projectSlug, tag.value) }, tag.value) : tag.value)))));
// Each is saved, never opened: the answer says so.
const filesPart = event => section('files', t('files'), event.files && event.files.length > 0 && el('ul', { class: 'files' }, event.files.map(file => el('li', {},
  el('a', { href: filePath(event, file) + '?download' }, file.name), ' ', el('span', { class: 'dim' }, bytes(file.size), file.type === 'event.attachment' ? '' : ' · ' + file.type)))));
const filesPath = event => '/api/0/projects/' + part(session.organization.slug) + '/' + part(event.projectSlug) + '/events/' + part(event.eventID) + '/attachments/';
const filePath = (event, file) => filesPath(event) + part(file.id) + '/';
const bytes = size => new Intl.NumberFormat(LANGUAGE, { style: 'unit', unit: size < 1000 ? 'byte' : size < 1e6 ? 'kilobyte' : 'megabyte', unitDisplay: size < 1000 ? 'long' : 'short', maximumFractionDigits: 1 })
  .format(size < 1000 ? size : size < 1e6 ? size / 1000 : size / 1e6);
const reportPart = event => section('report', t('report'), event.userReport && [
  el('p', { class: 'value' }, text(event.userReport.comments)),
  el('p', { class: 'facts' }, [event.userReport.name, event.userReport.email].filter(Boolean).join(' · '), ' ', when(event.userReport.dateCreated)),
]);
const FIRST_CONTEXTS = ['browser', 'os', 'device'];
const contextsPart = event => {
  const names = [...new Set([...FIRST_CONTEXTS, ...Object.keys(event.contexts).sort()])].filter(name => event.contexts[name]);
  return section('contexts', t('contexts'), names.length > 0 && el('div', { class: 'contexts' }, names.map(name => el('article', {}, el('h3', {}, name),
    table(Object.entries(event.contexts[name]).filter(([key]) => key !== 'type'))))));
};
`;
