/** Where package managers and systems keep what others wrote, whatever the language. */
export const GENERIC_RULES = `
path:**/vendor/** -app
path:**/node_modules/** -app
path:**/site-packages/** -app
path:**/dist-packages/** -app
path:**/go/pkg/mod/** -app
path:/usr/local/lib/** -app
path:/usr/local/Cellar/** -app
path:**/.local/share/** -app
package:/lib/** -app
package:/usr/lib/** -app
`;
