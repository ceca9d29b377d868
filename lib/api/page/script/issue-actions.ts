/** What people can do with an issue. Menus are `details`: the keyboard opens them, and without a script they would, too. */
export const SCRIPT_ISSUE_ACTIONS = `
const MINUTES = [[30, 'min30'], [120, 'hours2'], [1440, 'hours24'], [10080, 'week1']];
const PRIORITIES = ['high', 'medium', 'low'];

const issueActions = issue => [
  el('div', { class: 'actions' }, statusActions(issue), ownActions(issue)),
  el('p', { class: 'facts' }, stateOf(issue)),
];
const statusActions = issue => [
  issue.status !== 'resolved' && [act('resolve', t('resolve'), { status: 'resolved' }, issue.status === 'unresolved' && 'primary'), resolveMenu()],
  issue.status === 'resolved' && act('unresolve', t('unresolve'), { status: 'unresolved' }),
  issue.status === 'ignored' && act('unarchive', t('unarchive'), { status: 'unresolved' }),
  issue.status === 'unresolved' && [act('archive', t('archive'), { status: 'ignored', statusDetails: { untilEscalating: true } }), archiveMenu()],
];
const resolveMenu = () => menu('resolve-in', t('resolveIn'),
  act('resolve-next', t('nextRelease'), { status: 'resolved', statusDetails: { inNextRelease: true } }),
  act('resolve-current', t('currentRelease'), { status: 'resolved', statusDetails: { inRelease: 'latest' } }),
  el('form', { class: 'inline', submit: event => {
    event.preventDefault();
    attempt(() => change({ status: 'resolved', statusDetails: { inFutureRelease: byId('resolve-version').value.trim() } }));
  } },
    el('label', { for: 'resolve-version' }, t('fromVersion')),
    el('input', { id: 'resolve-version', placeholder: 'shop@2.0.0', required: true, 'aria-describedby': 'resolve-in' }),
    el('button', { type: 'submit', id: 'act-resolve-from' }, t('resolve'))));
const archiveMenu = () => menu('archive-until', t('archiveUntil'),
  act('archive-escalating', t('untilEscalating'), { status: 'ignored', statusDetails: { untilEscalating: true } }),
  act('archive-forever', t('forever'), { status: 'ignored' }),
  MINUTES.map(([minutes, name]) => act('archive-' + name, t(name), { status: 'ignored', statusDetails: { ignoreDuration: minutes } })),
  archiveForm('events', 'ignoreCount', t('moreEvents')), archiveForm('users', 'ignoreUserCount', t('moreUsers')));
const archiveForm = (name, field, label) => el('form', { class: 'inline', submit: event => {
  event.preventDefault();
  const number = Number(byId('archive-count-' + name).value);
  if (Number.isInteger(number) && number > 0) attempt(() => change({ status: 'ignored', statusDetails: { [field]: number } }));
} },
  el('label', { for: 'archive-count-' + name }, label),
  el('input', { id: 'archive-count-' + name, type: 'number', value: '100', required: true, 'aria-describedby': 'archive-until' }),
  el('button', { type: 'submit', id: 'archive-' + name }, t('archive')));

const ownActions = issue => [
  act(issue.assignedTo ? 'unassign' : 'assign', issue.assignedTo ? t('unassign') : t('assignMe'), { assignedTo: issue.assignedTo ? '' : 'me' }),
  el('select', { id: 'priority', 'aria-label': t('priority'), change: event => attempt(() => change({ priority: event.target.value })) },
    PRIORITIES.map(priority => el('option', { value: priority, selected: priority === issue.priority }, t('priority') + ': ' + t('priority' + priority)))),
  el('button', { type: 'button', id: 'act-bookmark', 'aria-pressed': String(issue.isBookmarked), click: () => attempt(() => change({ isBookmarked: !issue.isBookmarked })) }, issue.isBookmarked ? '★ ' : '☆ ', t('bookmark')),
  menu('more-actions', t('moreActions'), mergeForm(),
    leave('delete', t('deleteIssue'), t('deleteSure'), () => request('DELETE', issuePath(view.issue.id))),
    leave('discard', t('discardIssue'), t('discardSure'), () => request('PUT', issuePath(view.issue.id), { discard: true }))),
];
const menu = (id, title, ...inside) => el('details', { class: 'menu' }, el('summary', { id }, title), el('div', { class: 'choices', role: 'group', 'aria-labelledby': id }, inside));
const act = (name, label, body, look) => el('button', { type: 'button', id: 'act-' + name, class: look, click: () => attempt(() => change(body)) }, label);
// Asked once more: what is deleted does not come back.
const leave = (name, label, question, ask) => el('button', { type: 'button', id: 'act-' + name, class: 'danger', click: () => attempt(async () => {
  if (!window.confirm(question)) return;
  await ask();
  location.assign('/');
}) }, label);
const change = async body => {
  const { value } = await request('PUT', issuePath(view.issue.id), body);
  for (const open of document.querySelectorAll('details.menu')) open.open = false;
  drawIssue(value, view.event);
  say(t('done'));
};

// What was said when it was resolved, archived or assigned.
const stateOf = issue => [
  issue.assignedTo && [t('assignedTo'), ' ', el('b', {}, issue.assignedTo.type === 'team' ? '#' + issue.assignedTo.name : issue.assignedTo.name)],
  detailText(issue.statusDetails),
].filter(Boolean).flatMap((one, index) => index === 0 ? [one] : [' · ', one]);
const detailText = details => {
  if (details.inRelease) return [t('resolvedIn'), ' ', el('b', {}, details.inRelease)];
  if (details.inNextRelease || details.inUpcomingRelease) return t('resolvedInNext');
  if (details.inFutureRelease) return [t('resolvedFrom'), ' ', el('b', {}, details.inFutureRelease)];
  if (details.inCommit) return [t('resolvedIn'), ' ', el('b', {}, details.inCommit.id.slice(0, 12))];
  if (details.untilEscalating) return t('archivedUntilEscalating');
  const waits = [details.ignoreUntil && exactly(details.ignoreUntil), details.ignoreCount && details.ignoreCount + ' ' + t('moreEvents'), details.ignoreUserCount && details.ignoreUserCount + ' ' + t('moreUsers')].filter(Boolean);
  return waits.length > 0 && [t('archivedUntil'), ' ', waits.flatMap((one, index) => index === 0 ? [one] : [' / ', one])];
};

const activityPart = issue => section('activity', t('activity'), issue.activity.length > 0 && el('ol', { class: 'activity' }, issue.activity.map(one => el('li', {},
  when(one.dateCreated), ' ', one.user ? one.user.name + ' — ' : '', t('did_' + one.type) || one.type, activityExtra(one.data)))));
const activityExtra = data => {
  const extra = data.assigneeName || data.priority || data.version || data.future_release_version || data.commit || (data.age && data.age + ' h');
  return extra ? [': ', el('b', {}, t('priority' + extra) || String(extra))] : null;
};
`;
