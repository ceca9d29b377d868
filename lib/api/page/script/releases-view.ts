/** What a project has released: what fails since when, where it runs, and whether its frames are mapped. */
export const SCRIPT_RELEASES_VIEW = `
const RELEASE_ROWS = 25;
const RELEASE_SORTS = ['date', 'semver'];
const releases = { slug: '', sort: 'date', query: '', rows: [], next: null };
const releaseLink = (slug, version) => '/?' + new URLSearchParams({ view: 'release', project: slug, version });

const startReleasesView = async () => {
  const asked = new URLSearchParams(location.search);
  Object.assign(releases, { slug: askedProject(), sort: asked.get('sort') === 'semver' ? 'semver' : 'date', query: asked.get('query') || '' });
  document.title = t('releases') + ' · Allim';
  show(el('a', { class: 'back', id: 'back', href: '/' }, '← ', t('back')),
    el('section', { class: 'head', 'aria-labelledby': 'title' }, el('h1', { id: 'title' }, t('releases')), el('p', { class: 'facts' }, t('releasesHint'))),
    el('div', { class: 'toolbar' }, releaseSearch()), el('div', { id: 'list' }));
  await refreshReleases();
};
const releaseSearch = () => el('form', { role: 'search', submit: event => { event.preventDefault(); changeReleases({ query: byId('query').value.trim() }); } },
  projectChoice('releases', releases.slug),
  el('select', { id: 'sort', 'aria-label': t('sort'), change: event => changeReleases({ sort: event.target.value }) },
    RELEASE_SORTS.map(sort => el('option', { value: sort, selected: sort === releases.sort }, t('sortrelease' + sort)))),
  el('input', { id: 'query', type: 'search', value: releases.query, placeholder: t('releaseSearchHint'), 'aria-label': t('search') }),
  el('button', { type: 'submit' }, t('search')));
const changeReleases = change => attempt(() => {
  Object.assign(releases, change);
  const address = new URLSearchParams({ view: 'releases', project: releases.slug });
  if (releases.query) address.set('query', releases.query);
  if (releases.sort !== 'date') address.set('sort', releases.sort);
  history.replaceState(null, '', '/?' + address);
  return refreshReleases();
});
const releasesPath = cursor => {
  const asked = new URLSearchParams({ per_page: String(RELEASE_ROWS), sort: releases.sort, statsPeriod: '14d' });
  if (releases.query) asked.set('query', releases.query);
  if (cursor) asked.set('cursor', cursor);
  return projectPath(releases.slug) + 'releases/?' + asked;
};
const readReleases = async cursor => releases.slug === '' ? { value: [], link: '' } : request('GET', releasesPath(cursor));
const refreshReleases = async () => {
  const { value, link } = await readReleases(null);
  Object.assign(releases, { rows: value, next: nextCursor(link) });
  drawReleases();
};
const moreReleases = async () => {
  const { value, link } = await readReleases(releases.next);
  const known = new Set(releases.rows.map(({ version }) => version));
  const added = value.filter(({ version }) => !known.has(version));
  Object.assign(releases, { rows: [...releases.rows, ...added], next: nextCursor(link) });
  drawReleases();
  // The keyboard goes on where the new rows begin.
  const first = added[0] && byId('release-' + added[0].id);
  if (first) first.focus();
};
const drawReleases = () => byId('list').replaceChildren(
  releases.rows.length === 0 ? el('p', { class: 'empty' }, t(releases.query ? 'nothing' : 'releasesEmpty')) : el('ul', { class: 'issues releases' }, releases.rows.map(releaseRow)),
  ...(releases.next ? [el('button', { type: 'button', id: 'more', class: 'more', click: () => attempt(moreReleases) }, t('more'))] : []));
const releaseRow = release => el('li', {},
  el('a', { id: 'release-' + release.id, href: releaseLink(releases.slug, release.version) },
    el('span', { class: 'title' }, release.version),
    el('span', { class: 'facts' }, el('b', {}, t(release.dateReleased ? 'released' : 'firstHeardOf')), ' ', when(release.dateReleased || release.dateCreated), release.status === 'archived' && ' · ' + t('archived')),
    el('span', { class: 'facts' }, releaseFacts(release)),
    mapsLine(release)),
  release.stats && release.lastEvent ? bars(release.stats['14d'], 'spark', t('perDay') + ', ' + t('in14d') + ': ' + total(release.stats['14d'])) : el('span', { class: 'spark' }),
  el('span', { class: 'count' }, el('b', {}, count(release.events)), ' ', noun('events', release.events)),
  el('span', { class: 'count' }, el('b', {}, count(release.newGroups)), ' ', noun('newIssues', release.newGroups), el('br'), el('b', {}, usersOf(release)), ' ', noun('users', release.userCount)),
  el('span', { class: 'seen' }, release.lastEvent ? when(release.lastEvent) : ''));
const releaseFacts = release => {
  const { lastDeploy, environments = [], commitCount, authors } = release;
  return [
    environments.length > 0 && environments.map(({ environment }) => environment || t('noEnvironment')).join(', '),
    lastDeploy && [t('deployed'), ' ', lastDeploy.environment, ' ', when(lastDeploy.dateFinished)],
    commitCount > 0 && noun('commitsCounted', commitCount).replace('{}', count(commitCount)) + (authors.length > 0 ? ' (' + authors.map(({ name, email }) => name || email).slice(0, 3).join(', ') + (authors.length > 3 ? ', …' : '') + ')' : ''),
  ].filter(Boolean).flatMap((fact, index) => index === 0 ? [fact] : [' · ', fact]);
};
// Of events with frames that a map is for, how many were mapped wholly when they came; else why not, most frequent first.
const mapsOf = maps => maps ? maps.mapped + maps.partly + maps.unmapped : 0;
const mapsLine = ({ maps }) => {
  const all = mapsOf(maps);
  if (all === 0) return null;
  if (maps.mapped === all) return el('span', { class: 'facts maps' }, t('allMapped'));
  const [why] = maps.reasons;
  return el('span', { class: 'facts maps unmapped' }, t('mappedWholly').replace('{}', percent(maps.mapped, all)), why && ' — ' + reasonOf(why.reason));
};
// Never rounded up to all, nor down to nothing.
const percent = (some, all) => {
  const share = some / all;
  const roundingMode = share > 0.99 ? 'floor' : share < 0.01 ? 'ceil' : 'halfExpand';
  return new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: roundingMode === 'halfExpand' ? 0 : 1, roundingMode }).format(share);
};
`;
