export const SCRIPT_ISSUE_LIST = String.raw`
// What each tab searches for, and its name.
const TABS = { unresolved: 'unresolved', for_review: 'tabForReview', regressed: 'tabRegressed', escalating: 'tabEscalating', resolved: 'resolved', archived: 'archived' };
const SORTS = ['date', 'new', 'freq', 'user'];
const PAGE_ROWS = 25;
const MOST_ROWS = 100;
const list = { status: 'unresolved', query: '', project: '', sort: 'date', issues: [], next: null, rows: PAGE_ROWS, longer: false, drawn: '' };

const startIssueList = async () => {
  const asked = new URLSearchParams(location.search);
  list.status = Object.hasOwn(TABS, asked.get('status')) ? asked.get('status') : 'unresolved';
  list.sort = SORTS.includes(asked.get('sort')) ? asked.get('sort') : 'date';
  list.query = asked.get('query') || '';
  list.project = asked.get('project') || '';
  Object.assign(list, { rows: PAGE_ROWS, longer: false, drawn: '' });
  document.title = t('issues') + ' · Allim';
  show(el('h1', { class: 'hidden' }, t('issues')), toolbar(), el('div', { id: 'list' }));
  await refreshList();
};
const toolbar = () => el('div', { class: 'toolbar' },
  el('nav', { class: 'tabs', 'aria-label': t('issues') }, Object.entries(TABS).map(([status, name]) =>
    el('button', { type: 'button', id: 'tab-' + status, 'aria-pressed': String(status === list.status), click: () => changeList({ status }) }, t(name)))),
  el('form', { role: 'search', submit: event => { event.preventDefault(); changeList({ query: byId('query').value.trim() }); } },
    session.projects.length > 1 && el('select', { id: 'project', 'aria-label': t('project'), change: event => changeList({ project: event.target.value }) },
      el('option', { value: '' }, t('allProjects')),
      session.projects.map(project => el('option', { value: project.slug, selected: project.slug === list.project }, project.name))),
    el('select', { id: 'sort', 'aria-label': t('sort'), change: event => changeList({ sort: event.target.value }) },
      SORTS.map(sort => el('option', { value: sort, selected: sort === list.sort }, t('sort' + sort)))),
    el('input', { id: 'query', type: 'search', value: list.query, placeholder: t('searchHint'), 'aria-label': t('search') }),
    el('button', { type: 'submit' }, t('search'))),
  ['releases', 'ledger', 'uploads', 'rules'].map(view => el('a', { id: 'to-' + view, href: '/?view=' + view }, t(view))));
const changeList = change => {
  Object.assign(list, change, { rows: PAGE_ROWS, longer: false, drawn: '' });
  const address = new URLSearchParams();
  if (list.status !== 'unresolved') address.set('status', list.status);
  if (list.query) address.set('query', list.query);
  if (list.project) address.set('project', list.project);
  if (list.sort !== 'date') address.set('sort', list.sort);
  history.replaceState(null, '', '/' + (address.size ? '?' + address : ''));
  for (const status of Object.keys(TABS)) byId('tab-' + status).setAttribute('aria-pressed', String(status === list.status));
  return refreshList();
};
const listPath = cursor => {
  const query = (/(^|\s)!?is:(?!(un)?assigned)/.test(list.query) ? '' : 'is:' + list.status + ' ') + list.query;
  const asked = new URLSearchParams({ query: query.trim(), limit: String(list.rows), sort: list.sort, groupStatsPeriod: '24h' });
  if (list.project) asked.set('project', list.project);
  if (cursor) asked.set('cursor', cursor);
  return '/api/0/organizations/' + part(session.organization.slug) + '/issues/?' + asked;
};
// Asked again every few seconds; drawn again only when something has changed, so nothing moves under a finger.
const refreshList = async () => {
  const path = listPath(null);
  try {
    const { value, link } = await request('GET', path);
    if (path !== listPath(null)) return;
    list.issues = value;
    list.next = nextCursor(link);
    say('');
  } catch (error) {
    if (error.status !== 400) throw error;
    list.issues = []; list.next = null;
    say(error.message);
  }
  await drawList();
};
const showMore = async () => {
  if (list.rows < MOST_ROWS) { list.rows = Math.min(MOST_ROWS, list.rows * 2); return refreshList(); }
  const { value, link } = await request('GET', listPath(list.next));
  const known = new Set(list.issues.map(issue => issue.id));
  list.issues = [...list.issues, ...value.filter(issue => !known.has(issue.id))];
  list.next = nextCursor(link);
  list.longer = true;
  await drawList();
};
const drawList = async () => {
  const drawn = JSON.stringify([list.issues, list.next]);
  if (drawn === list.drawn || !byId('list')) { for (const time of document.querySelectorAll('time[datetime]')) time.textContent = ago(time.dateTime); return; }
  list.drawn = drawn;
  const focused = document.activeElement && document.activeElement.id;
  byId('list').replaceChildren(list.issues.length === 0 ? await emptyList() : issueRows());
  if (list.next) byId('list').append(el('button', { type: 'button', id: 'more', class: 'more', click: () => attempt(showMore) }, t('more')));
  if (focused && byId(focused)) byId(focused).focus({ preventScroll: true });
};
const issueRows = () => el('ul', { class: 'issues' }, list.issues.map(issue => issueRow(issue, [issue.project.name, ' · ', t('firstSeen'), ' ', when(issue.firstSeen)])));
const issueRow = (issue, facts) => el('li', {},
  el('a', { id: 'issue-' + issue.id, href: '/issues/' + part(issue.id) + '/' },
    el('span', { class: 'level ' + levelClass(issue.level) }, issue.level),
    el('span', { class: 'title' }, issue.title),
    el('span', { class: 'culprit' }, issue.culprit),
    el('span', { class: 'facts' }, el('b', {}, issue.shortId), ' · ', facts)),
  sparkline(issue),
  el('span', { class: 'count' }, el('b', {}, count(issue.count)), ' ', noun('events', issue.count)),
  el('span', { class: 'count' }, el('b', {}, usersOf(issue)), ' ', noun('users', issue.userCount)),
  el('span', { class: 'seen' }, when(issue.lastSeen)));
const levelClass = level => ['debug', 'info', 'warning', 'error', 'fatal'].includes(level) ? level : 'error';

const emptyList = async () => {
  if (list.query || list.status !== 'unresolved') return el('p', { class: 'empty' }, t('nothing'));
  const dsn = await firstDsn();
  return el('div', { class: 'empty' }, el('p', {}, el('b', {}, t('nothingYet'))),
    dsn === null ? el('p', {}, t('noKey')) : [el('p', {}, t('snippet')), el('pre', { tabindex: '0', class: 'code' }, 'npm install @sentry/browser'), el('pre', { tabindex: '0', class: 'code' }, snippet(dsn)), el('p', {}, t('waiting'))]);
};
const firstDsn = async () => {
  const project = session.projects.find(one => one.slug === list.project) || session.projects[0];
  if (!project) return null;
  const keys = await get('/api/0/projects/' + part(session.organization.slug) + '/' + part(project.slug) + '/keys/');
  const key = keys.find(one => one.isActive);
  return key ? key.dsn.public : null;
};
const snippet = dsn => [
  "import * as Sentry from '@sentry/browser';", '',
  'Sentry.init({', "  dsn: '" + dsn + "',", '});', '',
  "setTimeout(() => { throw new Error('Hello, Allim'); });",
].join('\n');
`;
