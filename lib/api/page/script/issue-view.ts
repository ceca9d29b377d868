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
  if (event) [event.files, event.fate, event.suspects] = await Promise.all([get(filesPath(event) + '?per_page=100').catch(noFiles), fateOf(event), suspectsOf(event)]);
  await refreshTags(issue);
  drawIssue(issue, event);
};
const noEvent = error => { if (error.status === 404) return null; throw error; };
// Files are an extra: without them the event is shown all the same.
const noFiles = error => { if (error.status === 401) throw error; return []; };
// Menus come and go with the status; the parts of an event do not.
const FOLDS = 'details:not(.menu)';
const drawIssue = (issue, event) => {
  const drawn = JSON.stringify([issue, event]);
  if (drawn === view.drawn) return;
  Object.assign(view, { issue, event, drawn });
  document.title = issue.title + ' · Allim';
  const opened = [...document.querySelectorAll(FOLDS)].map(details => details.open);
  const same = view.shown === (event && event.eventID);
  view.shown = event && event.eventID;
  show(el('a', { class: 'back', id: 'back', href: '/' }, '← ', t('back')), issueHead(issue), tagFacets(issue), activityPart(issue), mergedPart(issue), event ? [eventHead(event), eventParts(event)] : el('p', { class: 'empty' }, t('noEvent')));
  // What the reader has unfolded stays so while the same event is shown, with the same frames.
  const folds = [...document.querySelectorAll(FOLDS)];
  if (same && folds.length === opened.length) folds.forEach((details, index) => { details.open = opened[index]; });
};
const issueHead = issue => el('section', { class: 'head', 'aria-labelledby': 'title' },
  el('p', { class: 'facts' }, el('span', { class: 'level ' + levelClass(issue.level) }, issue.level), ' ', el('b', {}, issue.shortId), ' · ', issue.project.name, ' · ', t(issue.status === 'ignored' ? 'archived' : issue.status),
    issue.substatus && issue.status === 'unresolved' && ' (' + t('is_' + issue.substatus) + ')'),
  el('h1', { id: 'title' }, issue.title),
  el('p', { class: 'culprit' }, issue.culprit),
  issueActions(issue),
  el('p', { class: 'facts' }, el('b', {}, count(issue.count)), ' ', noun('events', issue.count), ' · ', el('b', {}, usersOf(issue)), ' ', noun('users', issue.userCount), ' · ', t('firstSeen'), ' ', when(issue.firstSeen), ' · ', t('lastSeen'), ' ', when(issue.lastSeen)),
  releasesLine(issue),
  histogram(issue));
const releasesLine = ({ firstRelease, lastRelease, project }) => firstRelease && el('p', { class: 'facts' }, [['firstRelease', firstRelease], ['lastRelease', lastRelease]].filter(([, release]) => release).map(([key, { version }], index) => [index > 0 && ' · ', t(key), ' ', el('a', { id: 'to-' + key, href: releaseLink(project.slug, version) }, version)]));
const eventHead = event => {
  const eventLink = (id, name, which) => which ? el('a', { id, href: '/issues/' + part(view.issue.id) + '/' + (which === 'latest' ? '' : 'events/' + part(which) + '/') }, t(name)) : el('span', { class: 'dim' }, t(name));
  return el('nav', { class: 'event', 'aria-label': t('event') },
    el('span', {}, t('event'), ' ', el('code', {}, event.eventID.slice(0, 8)), ' ', exactly(event.dateCreated)),
    el('span', { class: 'links' }, eventLink('oldest', 'oldest', event.previousEventID && 'oldest'), eventLink('older', 'older', event.previousEventID),
      eventLink('newer', 'newer', event.nextEventID), eventLink('newest', 'newest', event.nextEventID && 'latest'),
      el('a', { id: 'raw', target: '_blank', rel: 'noopener', href: '/api/0/projects/' + part(session.organization.slug) + '/' + part(event.projectSlug) + '/events/' + part(event.eventID) + '/json/' }, t('rawJson'))));
};
`;
