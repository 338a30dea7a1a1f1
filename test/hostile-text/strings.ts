import BLNS from 'big-list-of-naughty-strings/blns.json' with { type: 'json' };

/** Each of these a runner obeys where it is printed as it is, alone on its line. */
export const COMMANDS: readonly string[] = [
  '::add-mask::secret',
  '::error::x',
  '::warning file=a,line=1::x',
  '::set-output name=a::b',
  '::stop-commands::x',
  '::add-matcher::/etc/passwd',
  '::save-state name=a::b',
  '::group::x',
  '::debug::x',
  '::echo::on',
  '  ::error::indented',
  '\t::error::x',
  '\u0085::error::x',
  '\u2028::error::x',
  '\u3000::error::x',
  '::ERROR::x',
  ':::: ::x',
  '##[error]x',
  'a ##[add-mask]x',
  '###[error]x',
  '##[set-env name=PATH;]x',
  '##[command]x',
  '##vso[task.setvariable variable=a]b',
  '##VSO[task.complete result=Succeeded;]',
];

const LINE_BREAKS = ['\n', '\r', '\r\n', '%0A', '%0D', '%0D%0A', '%250A', '\\n', '\u2029', '\u0085'];

/** Each of these is markup to a page of Markdown where it is printed as it is. */
export const MARKUP: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '</td></tr></table><h1>x</h1>',
  '</code></pre></details><h1>x</h1>',
  '**bold**',
  '_em_',
  '[x](https://example.com)',
  '![x](https://example.com/x.png)',
  '`code`',
  '~~gone~~',
  'https://example.com',
  'www.example.com',
  'someone@example.com',
  '<https://example.com>',
  '@someone',
  '@org/team',
  '#123',
  'GH-123',
  'owner/name#12',
  ':tada:',
  '&lt;b&gt;&amp;&copy;',
];

const OTHERS: readonly string[] = [
  '\u001b[31mred\u001b[0m',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007',
  '\u009b31mred',
  '\u202ereversed\u202c',
  '\u2066isolated\u2069',
  '\u200b\u200d\ufeff\u00ad',
  '\u{e0041}\u{e0042}',
  '\ud800 alone',
  '\u0000\u0001\u0008\u007f',
  '\ufffe\uffff',
  '# heading',
  '---',
  '| a | b |\n| - | - |\n',
  '\n\n<h1>x</h1>\n\n',
  '\n\n# heading\n\n- item\n\n```sh\nx\n```\n',
  '1. item',
  '> quoted',
  '<!-- a',
  '-->',
  ']]>',
  '<![CDATA[',
  '<?xml version="1.0"?>',
  '&#0;&#x1b;',
  `\${{ secrets.TOKEN }}`,
  '$(touch x)',
  '`touch x`',
  "'; touch x; '",
  '{0} {{1}} %s %d',
  '__proto__',
  'constructor',
];

/** A megabyte each. */
export const LONG: readonly string[] = ['::error::', '<b>', '@someone ', '##[error]', '\n::error::x\n', '\u202e'].map(
  (part) => part.repeat(Math.ceil(1_000_000 / part.length)),
);

/** Text that somebody might put where a report shows it, to be obeyed by what shows the report: well beyond five hundred. */
export const HOSTILE: readonly string[] = [
  ...new Set([
    ...BLNS,
    ...COMMANDS,
    ...COMMANDS.flatMap((command) => LINE_BREAKS.map((lineBreak) => `a${lineBreak}${command}`)),
    ...MARKUP,
    ...MARKUP.map((markup) => `a\n\n${markup}\n\n`),
    ...OTHERS,
  ]),
];
