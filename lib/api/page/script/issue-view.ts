export const SCRIPT_ISSUE_VIEW = `
const view = { id: '', which: 'latest', issue: null, event: null, shown: null, drawn: '' };
const issuePath = id => '/api/0/organizations/' + part(session.organization.slug) + '/issues/' + part(id) + '/';

const startIssueView = async (id, which) => {
  Object.assign(view, { id, which, drawn: '', shown: null });
  await refreshIssue();
};
const refreshIssue = async () => {
  const { id, which } = view;
  const [issue, event] = await Promise.all([get(issuePath(id)), get(issuePath(id) + 'events/' + part(which) + '/').catch(noEvent)]);
  if (event) event.files = await get(filesPath(event) + '?per_page=100').catch(noFiles);
  drawIssue(issue, event);
};
const noEvent = error => { if (error.status === 404) return null; throw error; };
// Files are an extra: without them the event is shown all the same.
const noFiles = error => { if (error.status === 401) throw error; return []; };
const drawIssue = (issue, event) => {
  const drawn = JSON.stringify([issue, event]);
  if (drawn === view.drawn) return;
  Object.assign(view, { issue, event, drawn });
  document.title = issue.title + ' · Allim';
  const opened = new Map([...document.querySelectorAll('details')].map((details, index) => [index, details.open]));
  const same = view.shown === (event && event.eventID);
  view.shown = event && event.eventID;
  show(el('a', { class: 'back', id: 'back', href: '/' }, '← ', t('back')), issueHead(issue), event ? [eventHead(event), eventParts(event)] : el('p', { class: 'empty' }, t('noEvent')));
  // What the reader has unfolded stays so while the same event is shown.
  if (same) [...document.querySelectorAll('details')].forEach((details, index) => { details.open = opened.get(index) ?? details.open; });
};
const issueHead = issue => el('section', { class: 'head', 'aria-labelledby': 'title' },
  el('p', { class: 'facts' }, el('span', { class: 'level ' + levelClass(issue.level) }, issue.level), ' ', el('b', {}, issue.shortId), ' · ', issue.project.name, ' · ', t(issue.status === 'ignored' ? 'archived' : issue.status),
    issue.substatus && issue.status === 'unresolved' && ' (' + issue.substatus + ')'),
  el('h1', { id: 'title' }, issue.title),
  el('p', { class: 'culprit' }, issue.culprit),
  el('div', { class: 'actions' }, actions(issue)),
  el('p', { class: 'facts' }, el('b', {}, count(issue.count)), ' ', t('events'), ' · ', t('firstSeen'), ' ', when(issue.firstSeen), ' · ', t('lastSeen'), ' ', when(issue.lastSeen)),
  hours(issue.stats['24h']));
const actions = issue => [
  issue.status === 'unresolved' && [action('resolve', 'resolved', 'primary'), action('archive', 'ignored')],
  issue.status === 'resolved' && action('unresolve', 'unresolved'),
  issue.status === 'ignored' && [action('unarchive', 'unresolved'), action('resolve', 'resolved')],
];
const action = (name, status, look) => el('button', { type: 'button', id: 'act-' + name, class: look, click: () => attempt(async () => {
  const { value } = await request('PUT', issuePath(view.issue.id), { status });
  drawIssue(value, view.event);
  say(t('done'));
}) }, t(name));
const hours = stats => {
  const most = Math.max(1, ...stats.map(([, events]) => events));
  return svg('svg', { class: 'hours', viewBox: '0 0 240 30', preserveAspectRatio: 'none', role: 'img', 'aria-label': t('perHour') + ': ' + stats.map(([, events]) => events).join(', ') },
    stats.map(([, events], index) => svg('rect', { x: index * 10, y: 30 - Math.max(1, events / most * 30), width: 8, height: Math.max(1, events / most * 30) })));
};
const eventHead = event => {
  const eventLink = (id, name, which) => which ? el('a', { id, href: '/issues/' + part(view.issue.id) + '/' + (which === 'latest' ? '' : 'events/' + part(which) + '/') }, t(name)) : el('span', { class: 'dim' }, t(name));
  return el('nav', { class: 'event', 'aria-label': t('event') },
    el('span', {}, t('event'), ' ', el('code', {}, event.eventID.slice(0, 8)), ' ', exactly(event.dateCreated)),
    el('span', { class: 'links' }, eventLink('oldest', 'oldest', event.previousEventID && 'oldest'), eventLink('older', 'older', event.previousEventID),
      eventLink('newer', 'newer', event.nextEventID), eventLink('newest', 'newest', event.nextEventID && 'latest'),
      el('a', { id: 'raw', target: '_blank', rel: 'noopener', href: '/api/0/projects/' + part(session.organization.slug) + '/' + part(event.projectSlug) + '/events/' + part(event.eventID) + '/json/' }, t('rawJson'))));
};
`;
