// Lines far longer than an editor shows, as generated code has them.
export const codes: readonly string[] = ['AAAA', 'AAAB', 'AAAC', 'AAAD', 'AAAE', 'AAAF', 'AAAG', 'AAAH', 'AAAI', 'AAAJ', 'AAAK', 'AAAL', 'AAAM', 'AAAN', 'AAAO', 'AAAP', 'AAAQ', 'AAAR', 'AAAS', 'AAAT', 'AAAU', 'AAAV', 'AAAW', 'AAAX', 'AAAY', 'AAAZ'];
export const lookUp = (code: string): number => { const place = codes.indexOf(code); if (place === -1) { throw new RangeError('the code ' + code + ' is none of ' + codes.length + ', of which the first is ' + codes[0] + ' and the last is ' + codes[codes.length - 1] + '; ask the one who made this list'); } return place; };

export const longSites = { 'long line': () => lookUp('ZZZZ'), 'long line, further on': () => { const a = 1; const b = 2; const c = 3; const d = 4; const e = 5; const f = 6; const g = 7; if (a + b + c + d + e + f + g === 28) throw new Error('the sum of the first seven numbers is what it always has been, namely 28'); } };
