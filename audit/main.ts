// `npm run privacy:audit`: plants thousands of secrets in every field that a payload can have, sends them through the whole
// product, and looks for each of them wherever the product has written. Ends with 1 when one is found.
import { reportOf } from './report.ts';
import { runAudit } from './run-audit.ts';

const audited = await runAudit();
process.stdout.write(reportOf(audited));
process.exitCode = audited.leaks.length > 0 ? 1 : 0;
