/** Agents of others, which wrap what they watch. */
export const VENDOR_RULES = `
module:newrelic -app -group
module:newrelic.* -app -group
module:newrelic/** -app -group
module:com.newrelic.* -app -group
path:**/node_modules/newrelic/** -app -group
path:**/site-packages/newrelic/** -app -group
path:**/js-agent.newrelic.com/** -app -group
module:logrocket -app -group
module:logrocket/** -app -group
path:**/node_modules/logrocket/** -app -group
path:**/cdn.logrocket.*/** -app -group
path:**/LogRocket.min.js -app -group
package:**/libBugly.so category=telemetry
`;
