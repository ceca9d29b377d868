/** What builds have uploaded for a project: artifact bundles with their releases. */
export const SCRIPT_UPLOADS_VIEW = `
const projectPath = slug => '/api/0/projects/' + part(session.organization.slug) + '/' + part(slug) + '/';
// A page about one project: the one of the address, or the first.
const askedProject = () => {
  const asked = new URLSearchParams(location.search).get('project');
  return (session.projects.find(({ slug }) => slug === asked) || session.projects[0] || { slug: '' }).slug;
};
const projectChoice = (view, slug) => session.projects.length > 1 && el('select', { id: 'project', 'aria-label': t('project'), change: event => attempt(() => {
  history.replaceState(null, '', '/?view=' + view + '&project=' + part(event.target.value));
  return start();
}) }, session.projects.map(project => el('option', { value: project.slug, selected: project.slug === slug }, project.name)));

const startUploadsView = async () => {
  const slug = askedProject();
  document.title = t('uploads') + ' · Allim';
  const bundles = slug === '' ? [] : await get(projectPath(slug) + 'files/artifact-bundles/');
  show(el('a', { class: 'back', id: 'back', href: '/' }, '← ', t('back')),
    el('section', { class: 'head', 'aria-labelledby': 'title' }, el('h1', { id: 'title' }, t('uploads')), projectChoice('uploads', slug), el('p', { class: 'facts' }, t('uploadsHint'))),
    bundles.length === 0 ? el('p', { class: 'empty' }, t('uploadsEmpty')) : el('ul', { class: 'bundles' }, bundles.map(bundle => oneBundle(slug, bundle))));
};
const oneBundle = (slug, bundle) => el('li', { class: 'part' },
  el('b', {}, bundle.associations.map(({ release, dist }) => [release, dist].filter(Boolean).join(' · ')).filter(Boolean).join(', ') || t('noRelease')), ' ',
  el('span', { class: 'dim' }, noun('filesCounted', bundle.fileCount).replace('{}', count(bundle.fileCount)), ' · ', bytes(bundle.size), ' · ', when(bundle.date), ' · ', el('code', {}, bundle.bundleId)),
  el('details', { toggle: opened => attempt(() => fillBundle(opened.target, slug, bundle)) }, el('summary', {}, t('bundleFiles')), el('ul', { class: 'files' }),
    el('p', { class: 'actions' }, el('button', { type: 'button', id: 'delete-' + bundle.bundleId, class: 'danger', 'aria-label': t('deleteUpload') + ' ' + bundle.bundleId, click: () => attempt(() => deleteBundle(slug, bundle)) }, t('deleteUpload')))));
const deleteBundle = async (slug, { bundleId }) => {
  if (!window.confirm(t('deleteUploadSure'))) return;
  await request('DELETE', projectPath(slug) + 'files/artifact-bundles/?bundleId=' + part(bundleId));
  await startUploadsView();
  say(t('deletedUpload'));
};
const fillBundle = async (details, slug, bundle) => {
  const place = details.querySelector('.files');
  if (!details.open || place.childElementCount > 0) return;
  const { files } = await get(projectPath(slug) + 'files/artifact-bundles/' + part(bundle.bundleId) + '/files/');
  place.replaceChildren(...files.map(file => el('li', {}, el('code', {}, file.filePath), ' ', el('span', { class: 'dim' }, bytes(file.fileSize), file.debugId ? ' · ' + file.debugId : ''))));
};
`;
