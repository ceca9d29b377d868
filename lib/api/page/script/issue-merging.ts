/** An issue is merged with another by its short id; what was merged is split off again, and is asked for when somebody unfolds it. */
export const SCRIPT_ISSUE_MERGING = `
const mergeForm = () => el('form', { class: 'inline', submit: event => {
  event.preventDefault();
  const shortId = byId('merge-with').value.trim();
  if (shortId !== '') attempt(() => mergeWith(shortId));
} },
  el('label', { for: 'merge-with' }, t('mergeWith')),
  el('input', { id: 'merge-with', type: 'text', required: true, placeholder: 'WEB-1A', autocomplete: 'off', spellcheck: 'false' }),
  el('button', { type: 'submit', id: 'act-merge' }, t('merge')));
const mergeWith = async shortId => {
  const organization = '/api/0/organizations/' + part(session.organization.slug) + '/';
  const other = await get(organization + 'shortids/' + part(shortId.toUpperCase()) + '/').catch(error => { if (error.status === 404) return null; throw error; });
  if (!other) return say(t('noSuchIssue') + shortId);
  const { value } = await request('PUT', organization + 'issues/?id=' + part(view.issue.id) + '&id=' + part(other.groupId), { merge: 1 });
  location.assign('/issues/' + part(value.merge.parent) + '/');
};

const mergedPart = issue => el('section', { class: 'part', 'aria-labelledby': 'merged' },
  el('details', { toggle: opened => attempt(() => fillMerged(opened.target, issue)) }, el('summary', {}, el('h2', { id: 'merged' }, t('mergedIssues'))), el('div', { class: 'merged' })));
const fillMerged = async (details, issue) => {
  const place = details.querySelector('.merged');
  if (!details.open || place.childElementCount > 0) return;
  const hashes = await get(issuePath(issue.id) + 'hashes/?limit=100');
  const merged = new Map(hashes.filter(hash => hash.mergedIssue).map(hash => [hash.mergedIssue.id, hash]));
  place.replaceChildren(merged.size === 0 ? el('p', { class: 'empty' }, t('noneMerged')) : el('ul', {}, [...merged.values()].map(hash => el('li', {},
    el('b', {}, hash.mergedIssue.shortId), ' · ', count(hash.mergedIssue.count), ' ', noun('events', hash.mergedIssue.count), ' ',
    el('button', { type: 'button', id: 'unmerge-' + hash.mergedIssue.id, 'aria-label': t('unmerge') + ' ' + hash.mergedIssue.shortId, click: () => attempt(() => unmerge(issue, hash.id)) }, t('unmerge'))))));
};
const unmerge = async (issue, hash) => {
  await request('DELETE', issuePath(issue.id) + 'hashes/?id=' + part(hash));
  view.drawn = '';
  await refreshIssue();
  say(t('done'));
};
`;
