export const SCRIPT_START = String.raw`
const REFRESH_MS = 5000;
const session = { organization: null, projects: [] };
// By the address: /?view=…
const VIEWS = Object.assign(Object.create(null), { ledger: startLedgerView, uploads: startUploadsView, rules: startRulesView, releases: startReleasesView, release: startReleaseView });
let refresh = null;
let timer = 0;

// Runs what may fail and tells the reader what happened.
const attempt = async act => {
  try { await act(); }
  catch (error) {
    if (error.status === 401) showSignIn();
    else if (error.status === 404) show(el('a', { class: 'back', href: '/' }, '← ', t('back')), el('p', { class: 'empty' }, t('gone')));
    else say(t('failed') + error.message);
  }
};
const start = () => attempt(async () => {
  const [organization] = await get('/api/0/organizations/');
  session.organization = organization;
  session.projects = await get('/api/0/organizations/' + part(organization.slug) + '/projects/');
  byId('where').textContent = organization.name;
  byId('sign-out').hidden = false;
  refresh = null;
  const [, issue, event] = /^\/issues\/([^/]+)\/(?:events\/([^/]+)\/?)?$/.exec(location.pathname.replace(/\/?$/, '/')) || [];
  const view = issue ? undefined : VIEWS[new URLSearchParams(location.search).get('view')];
  if (issue) await startIssueView(decodeURIComponent(issue), event ? decodeURIComponent(event) : 'latest');
  else if (view) await view();
  else await startIssueList();
  refresh = issue ? (event ? null : refreshIssue) : view ? null : () => list.longer ? null : refreshList();
  later();
});
const later = () => { clearTimeout(timer); timer = setTimeout(tick, REFRESH_MS); };
// Only while somebody looks; asks nothing in a hidden tab.
const tick = async () => {
  if (refresh && document.visibilityState === 'visible') {
    try { await refresh(); }
    catch (error) { if (error.status === 401) { refresh = null; return showSignIn(); } say(t('refreshFailed')); }
  }
  later();
};
document.documentElement.lang = LANGUAGE;
byId('skip').textContent = t('skip');
byId('sign-out').textContent = t('signOut');
byId('sign-out').addEventListener('click', () => attempt(signOut));
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && refresh) { clearTimeout(timer); tick(); } });
document.addEventListener('keydown', event => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey;
  if (event.key === '/' && !typing && byId('query')) { event.preventDefault(); byId('query').focus(); }
});
await signInByLink();
await start();
`;
