/** What came into a project within a day and what became of it, and what the month has cost so far. */
export const SCRIPT_LEDGER_VIEW = `
const LEDGER_FATES = ['stored', 'counted_only', 'duplicate', 'filtered', 'rate_limited', 'invalid', 'dead_lettered'];
const ledger = { project: '' };
const startLedgerView = async () => {
  ledger.project = askedProject();
  document.title = t('ledger') + ' · Allim';
  await refreshLedger();
};
const refreshLedger = async () => {
  const back = el('a', { class: 'back', id: 'back', href: '/' }, '← ', t('back'));
  if (ledger.project === '') return show(back, el('p', { class: 'empty' }, t('noKey')));
  const project = '/api/0/projects/' + part(session.organization.slug) + '/' + part(ledger.project);
  const [account, bill] = await Promise.all([get(project + '/ledger/'), get(project + '/budget/')]);
  show(back, el('section', { class: 'head', 'aria-labelledby': 'title' },
    el('h1', { id: 'title' }, t('ledger')), projectChoice('ledger', ledger.project),
    el('p', { class: 'facts' }, t('ledgerHint')), el('p', { class: 'facts' }, billLine(bill))),
    account.sums.length === 0 ? el('p', { class: 'empty' }, t('ledgerEmpty')) : account.sums.map(sum => ledgerPart(sum, account.rows)));
};
const dollars = amount => new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency: 'USD', maximumFractionDigits: amount < 1 ? 4 : 2 }).format(amount);
const billLine = bill => [t('costSoFar'), ' ', el('b', {}, dollars(bill.spentUsd)), ' · ', t('costForecast'), ' ', dollars(bill.forecastUsd),
  bill.monthlyUsd !== null && [' · ', t('budget'), ' ', dollars(bill.monthlyUsd), ' (', t('budget_' + bill.step), ')']];
// Received = the sum of all fates: the sentence says so in numbers.
const ledgerPart = (sum, rows) => section('ledger-' + sum.category, sum.category,
  el('p', {}, t('received') + ' ', el('b', {}, count(sum.received)), ' = ', fatesOf(sum).map(([fate, quantity]) => count(quantity) + ' ' + t('fate_' + fate)).join(' + ') || '0'),
  table(rows.filter(row => row.category === sum.category && row.reason !== '').reduce(byReason, []).map(([fate, reason, quantity]) => [t('fate_' + fate) + ': ' + reason, count(quantity)])),
  sum.clientDiscard > 0 && el('p', { class: 'dim' }, t('clientDiscard'), ': ', count(sum.clientDiscard)));
const fatesOf = sum => LEDGER_FATES.filter(fate => sum.outcomes[fate]).map(fate => [fate, sum.outcomes[fate]]);
const byReason = (sums, { outcome, reason, quantity }) => {
  const known = sums.find(([fate, why]) => fate === outcome && why === reason);
  if (known) known[2] += quantity; else sums.push([outcome, reason, quantity]);
  return sums;
};
`;
