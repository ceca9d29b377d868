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

# Python starts the workers of multiprocessing with a line of source that is in no file.
family:other module:__main__ path:**/<string> function:<module> category=internals
`;
