/** Issues made to fit the rules: seen before it is done, done, and taken back. */
export const SCRIPT_REGROUP_VIEW = `
const regroupings = () => projectPath(rules.slug) + 'regroupings/';
const previewRegrouping = async () => {
  const written = writtenRules();
  const { value } = await request('POST', regroupings() + 'preview/', written);
  byId('trial').replaceChildren(...previewParts(value, written).filter(Boolean));
};
const previewParts = (preview, written) => preview.faults.length > 0 ? faultParts(preview.faults) : [
  el('p', { class: 'facts', id: 'looked' }, count(preview.looked.issues), ' ', t('issuesLooked'), ' ', count(preview.looked.events), ' ', t('eventsLooked'), preview.notLooked.more ? ' ' + t('moreIssues') : ''),
  section('joins', t('willJoin'), preview.joins.length > 0 && el('ul', {}, preview.joins.map(({ parent, children, left }) => el('li', {},
    namedIssue(parent), children.map(child => [' + ', namedIssue(child)]), left.length > 0 && [' — ', t('noRoom'), ' ', left.map(namedIssue)])))),
  section('splits', t('willSplit'), preview.splits.length > 0 && [el('p', { class: 'facts' }, t('splitHint')), el('ul', {}, preview.splits.map(({ issue, events, whole, groups }) => el('li', {},
    namedIssue(issue), ' — ', t('whole_' + whole), el('ul', {}, groups.map(({ eventIds, moving, coming, other }) => el('li', {}, count(eventIds.length), ' / ', count(events), ' ', noun('events', events), ' → ', other ? namedIssue(other) : t(moving > 0 ? 'coming_new' : 'coming_' + coming), moving > 0 && ' (' + count(moving) + ' ' + t('moving') + ')'))))))]),
  preview.joins.length === 0 && preview.splits.length === 0 && el('p', { class: 'empty' }, t('noChange')),
  el('p', { class: 'actions' }, el('button', { type: 'button', id: 'regroup-now', class: 'primary', click: () => attempt(() => regroupNow(written)) }, t('regroupNow'))),
];
const namedIssue = issue => el('a', { href: '/issues/' + part(issue.id) + '/' }, issue.shortId, issue.title ? ' ' + issue.title + ' (' + count(issue.count) + ')' : '');
const regroupNow = async written => {
  byId('regroup-now').setAttribute('disabled', '');
  await workOn((await request('POST', regroupings(), written)).value);
  byId('trial').replaceChildren();
  await drawRegroupings();
  say(t('regrouped'));
};
// One request does as much as it has time for.
const workOn = async regrouping => {
  while (regrouping.state === 'applying' || regrouping.state === 'undoing') regrouping = (await request('POST', regroupings() + part(regrouping.id) + '/')).value;
};
const takeBack = async id => {
  const path = regroupings() + part(id) + '/undo/';
  const answer = await request('POST', path).catch(error => {
    if (error.status !== 409) throw error;
    return window.confirm(error.message + ' ' + t('keepRulesSure')) ? request('POST', path, { keepRules: true }) : null;
  });
  if (answer) await workOn(answer.value);
  await startRulesView();
  if (answer) say(t('takenBack'));
};
const drawRegroupings = async () => {
  const known = rules.slug === '' ? [] : await get(regroupings());
  byId('regroupings').replaceChildren(...[section('regrouped', t('regroupedBefore'), known.length > 0 && el('ul', {}, known.map(oneRegrouping)))].filter(Boolean));
};
const oneRegrouping = one => el('li', {}, when(one.dateCreated), ' · ', one.createdBy.name, ' · ', t('state_' + one.state), one.savedRules && ' · ' + t('withRules'),
  one.joins.map(({ parent, children }) => el('div', {}, namedIssue(parent), children.map(child => [' + ', namedIssue(child)]))),
  one.splits.map(({ from, parts }) => el('div', {}, namedIssue(from), ' → ', parts.map(namedIssue).flatMap((link, index) => index === 0 ? [link] : [', ', link]))),
  one.faults.length > 0 && el('div', { class: 'unmapped' }, t('notDone'), ' ', count(one.faults.length)),
  one.state !== 'undone' && el('div', { class: 'actions' },
    one.state !== 'applied' && el('button', { type: 'button', id: 'go-on-' + one.id, click: () => attempt(async () => { await workOn(one); await drawRegroupings(); }) }, t('goOn')),
    el('button', { type: 'button', id: 'undo-' + one.id, click: () => attempt(() => takeBack(one.id)) }, t('takeBack'))));
`;
