/** The rules by which a project's events are grouped: written, tried on kept events, saved. */
export const SCRIPT_RULES_VIEW = `
const RULE_TEXTS = ['fingerprintingRules', 'groupingEnhancements'];
const rules = { slug: '' };
const startRulesView = async () => {
  rules.slug = askedProject();
  document.title = t('rules') + ' · Allim';
  const project = rules.slug === '' ? {} : await get(projectPath(rules.slug));
  show(el('a', { class: 'back', id: 'back', href: '/' }, '← ', t('back')),
    el('form', { class: 'head', 'aria-labelledby': 'title', submit: event => { event.preventDefault(); return attempt(saveRules); } },
      el('h1', { id: 'title' }, t('rules')), projectChoice('rules', rules.slug),
      RULE_TEXTS.map(name => ruleText(name, project[name] || '')),
      el('p', { class: 'actions' }, el('button', { type: 'button', id: 'try', click: () => attempt(tryRules) }, t('tryRules')), el('button', { type: 'button', id: 'regroup', click: () => attempt(previewRegrouping) }, t('regroup')), el('button', { type: 'submit', id: 'save', class: 'primary' }, t('save')))),
    el('div', { id: 'trial' }), el('div', { id: 'regroupings' }));
  await drawRegroupings();
};
const ruleText = (name, value) => {
  const area = el('textarea', { id: name, rows: '8', spellcheck: 'false', 'aria-describedby': name + '-hint' });
  area.value = value;
  return [el('label', { for: name }, t(name)), el('p', { class: 'facts', id: name + '-hint' }, t(name + 'Hint')), area];
};
const writtenRules = () => Object.fromEntries(RULE_TEXTS.map(name => [name, byId(name).value]));
const saveRules = async () => { await request('PUT', projectPath(rules.slug), writtenRules()); say(t('done')); };
const tryRules = async () => {
  const { value } = await request('POST', projectPath(rules.slug) + 'grouping-trial/', writtenRules());
  byId('trial').replaceChildren(...trialParts(value).filter(Boolean));
};
const faultParts = faults => [section('faults', t('faults'), el('ul', {}, faults.map(fault =>
  el('li', { class: 'unmapped' }, t(fault.field) + ' ' + fault.line + ':' + fault.column + ' — ' + fault.reason))))];
const trialParts = trial => trial.faults.length > 0 ? faultParts(trial.faults) : [
  el('p', { class: 'facts' }, count(trial.events), ' ', t('eventsTried'), trial.complete ? '' : ' ' + t('notAll')),
  section('split', t('wouldSplit'), trial.issues.some(({ leaving }) => leaving.length > 0) && el('ul', {}, trial.issues.filter(({ leaving }) => leaving.length > 0).map(issue =>
    el('li', {}, issueLink(trial, issue.id), ' — ', count(issue.leaving.length), ' / ', count(issue.events), ' ', noun('events', issue.events), ', ', count(issue.groups), ' ', t('groups'))))),
  section('together', t('wouldJoin'), trial.together.length > 0 && el('ul', {}, trial.together.map(ids =>
    el('li', {}, ids.flatMap((id, index) => index === 0 ? [issueLink(trial, id)] : [' + ', issueLink(trial, id)]))))),
  trial.together.length === 0 && trial.issues.every(({ leaving }) => leaving.length === 0) && el('p', { class: 'empty' }, t('noChange')),
];
const issueLink = (trial, id) => {
  const known = trial.issues.find(issue => issue.id === id);
  return el('a', { href: '/issues/' + part(id) + '/' }, known ? known.shortId + ' ' + known.title : id);
};
`;
