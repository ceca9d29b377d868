/** One release of a project: where it runs, what it broke, what changed in it, and whether its frames are mapped. */
export const SCRIPT_RELEASE_VIEW = `
const RELEASE_ISSUES = 10;
const RELEASE_COMMITS = 25;
const startReleaseView = async () => {
  const slug = askedProject();
  const version = new URLSearchParams(location.search).get('version') || '';
  document.title = version + ' · Allim';
  const path = projectPath(slug) + 'releases/' + part(version) + '/';
  const release = await get(path);
  const [adoption, commits, deploys, bundles, files, born] = await Promise.all([
    get(path + 'adoption/?statsPeriod=14d'),
    get(path + 'commits/?per_page=' + RELEASE_COMMITS),
    get(path + 'deploys/?per_page=25'),
    get(projectPath(slug) + 'files/artifact-bundles/?' + new URLSearchParams({ release: version })),
    get(path + 'files/?per_page=100'),
    get(bornPath(slug, version)),
  ]);
  show(el('a', { class: 'back', id: 'back', href: '/?' + new URLSearchParams({ view: 'releases', project: slug }) }, '← ', t('releases')),
    releaseHead(slug, release), mapsPart(slug, release, adoption, bundles, files), adoptionPart(adoption), bornPart(slug, release, born), commitsPart(release, commits), deploysPart(deploys));
};
const releaseQuery = (name, version) => name + ':' + JSON.stringify(version);
const bornPath = (slug, version) => '/api/0/organizations/' + part(session.organization.slug) + '/issues/?' + new URLSearchParams({ query: releaseQuery('firstRelease', version), project: slug, limit: String(RELEASE_ISSUES), groupStatsPeriod: '24h' });
const issuesOf = (slug, query) => '/?' + new URLSearchParams({ project: slug, query });
const releaseHead = (slug, release) => el('section', { class: 'head', 'aria-labelledby': 'title' },
  el('h1', { id: 'title' }, release.version),
  el('p', { class: 'facts' }, el('b', {}, t(release.dateReleased ? 'released' : 'firstHeardOf')), ' ', when(release.dateReleased || release.dateCreated),
    release.lastEvent && [' · ', t('lastSeen'), ' ', when(release.lastEvent)], release.status === 'archived' && ' · ' + t('archived'), release.ref && [' · ', el('code', {}, release.ref)]),
  el('p', { class: 'facts' }, el('b', {}, count(release.events)), ' ', noun('events', release.events), ' · ', el('b', {}, usersOf(release)), ' ', noun('users', release.userCount), ' · ', el('b', {}, count(release.newGroups)), ' ', noun('newIssues', release.newGroups)),
  el('p', { class: 'links facts' }, el('a', { id: 'to-issues', href: issuesOf(slug, releaseQuery('release', release.version)) }, t('issuesSeenIn'))));

const mapsPart = (slug, release, { maps }, bundles, files) => {
  const counted = release.maps;
  const all = mapsOf(counted);
  const uploaded = bundles.length + files.length > 0;
  return section('maps', t('uploads'),
    counted ? [el('p', {}, count(counted.mapped), ' / ', count(all), ' ', noun('eventsMapped', all), ' (', percent(counted.mapped, all), ')', counted.partly > 0 && ' · ' + t('partlyMapped').replace('{}', count(counted.partly)), '. ', el('span', { class: 'dim' }, t('mapsHint'))),
      counted.reasons.length > 0 && el('ul', { id: 'reasons' }, counted.reasons.map(({ reason, events }) => el('li', {}, el('span', { class: 'unmapped' }, count(events), ' ', noun('events', events), ': ', reasonOf(reason)))))]
      : el('p', { class: 'dim' }, t('noMapsWanted')),
    release.unmappedTold && el('p', { class: 'facts' }, t('unmappedTold'), ' ', when(release.unmappedTold)),
    uploaded ? el('ul', { class: 'activity', id: 'bundles' }, bundles.map(bundleLine), files.length > 0 && el('li', {}, t('singleFiles'), ' ', el('span', { class: 'dim' }, noun('filesCounted', files.length).replace('{}', files.length < 100 ? count(files.length) : '100+'))))
      : counted && counted.unmapped === all && [el('p', {}, t('nothingUploaded')), PLAIN_VERSION.test(release.version) && el('pre', { class: 'code', tabindex: '0' }, 'npx sentry-cli sourcemaps upload --release=' + release.version + ' ./dist')],
    el('p', { class: 'links facts' }, el('a', { id: 'to-uploads', href: '/?' + new URLSearchParams({ view: 'uploads', project: slug }) }, t('allUploads'))));
};
const bundleLine = bundle => el('li', {}, bundle.associations.map(({ dist }) => dist).filter(Boolean).map(dist => [el('b', {}, dist), ' ']), noun('filesCounted', bundle.fileCount).replace('{}', count(bundle.fileCount)),
  el('span', { class: 'dim' }, ' · ', bytes(bundle.size), ' · ', when(bundle.date), ' · ', el('code', {}, bundle.bundleId)));
// Names of releases are for anybody to make up: only what no shell reads as anything else becomes a part of a command.
const PLAIN_VERSION = /^[A-Za-z0-9_@.+][A-Za-z0-9_@.+-]*$/;

const DAY_SECONDS = 86400;
const ADOPTION_DAYS = 14;
const adoptionPart = adoption => {
  const byDay = new Map(adoption.days.map(day => [Date.parse(day.date) / 1000, day]));
  const today = Math.floor(Date.now() / 1000 / DAY_SECONDS) * DAY_SECONDS;
  const series = Array.from({ length: ADOPTION_DAYS }, (_, index) => today - (ADOPTION_DAYS - 1 - index) * DAY_SECONDS).map(seconds => [seconds, (byDay.get(seconds) || { events: 0 }).events]);
  const name = t('perDay') + ', ' + t('in14d');
  return section('adoption', t('adoption'), adoption.events === 0 ? el('p', { class: 'dim' }, t('noEventsLately')) : [
    el('figure', { class: 'histogram' }, el('figcaption', {}, el('span', {}, name, ': ', el('b', {}, count(total(series))))), bars(series, 'hours', name + ': ' + total(series)),
      el('p', { class: 'axis', 'aria-hidden': 'true' }, el('span', {}, timeOf(series[0][0], false)), el('span', {}, timeOf(series[series.length - 1][0], false)))),
    adoptionTable('day', [...adoption.days].reverse().map(day => [timeOf(Date.parse(day.date) / 1000, false), day, day.share])),
    adoptionTable('environment', adoption.environments.map(one => [one.environment || t('noEnvironment'), one, one.events / adoption.events])),
    !adoption.complete && el('p', { class: 'dim' }, t('adoptionCut')),
  ]);
};
// Of a day the share of all events of the project, of an environment that of the release's.
const adoptionTable = (first, rows) => el('table', { class: 'grid' },
  el('thead', {}, el('tr', {}, [first, 'eventsColumn', 'newIssuesColumn', 'shareColumn', 'mapsColumn'].map(key => el('th', {}, t(key))))),
  el('tbody', {}, rows.map(adoptionRow)));
const adoptionRow = ([name, { events, newGroups, maps }, share]) => {
  const all = mapsOf(maps);
  return el('tr', {}, el('th', {}, name), [count(events), count(newGroups), share === null ? '' : percent(share, 1), all === 0 ? '–' : percent(maps.mapped, all)].map(value => el('td', {}, value)));
};

const bornPart = (slug, release, born) => section('born', t('bornIn'),
  born.length === 0 ? el('p', { class: 'dim' }, t('noneBorn')) : el('ul', { class: 'issues' }, born.map(issue => issueRow(issue, t(issue.status === 'ignored' ? 'archived' : issue.status)))),
  born.length === RELEASE_ISSUES && el('p', { class: 'links facts' }, el('a', { id: 'to-born', href: issuesOf(slug, releaseQuery('firstRelease', release.version)) }, t('more'))));

const commitsPart = (release, commits) => section('commits', t('commits'), commits.length > 0 && [
  el('ul', { class: 'activity' }, commits.map(commit => el('li', {}, el('code', {}, commit.id.slice(0, 7)), ' ', text(commit.message).split('\\n')[0],
    el('span', { class: 'dim' }, commit.author ? ' · ' + (commit.author.name || commit.author.email) : '', commit.repository ? ' · ' + commit.repository.name : '', commit.dateCreated && [' · ', when(commit.dateCreated)])))),
  release.commitCount > commits.length && el('p', { class: 'dim' }, t('ofCommits').replace('{}', count(release.commitCount))),
]);
const deploysPart = deploys => section('deploys', t('deploys'), deploys.length > 0 && el('ul', { class: 'activity' }, deploys.map(deploy =>
  el('li', {}, el('b', {}, deploy.environment), ' ', deploy.name ? deploy.name + ' ' : '', when(deploy.dateFinished)))));
`;
