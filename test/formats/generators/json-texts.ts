import fc from 'fast-check';

/** A generated text, and which habits it has. */
export interface JsonText {
  readonly text: string;
  readonly dialect: 'json' | 'jsonc';
  readonly hasBom: boolean;
  readonly features: ReadonlySet<Feature>;
}

export const FEATURES = [
  'comment',
  'crlf',
  'cr',
  'bom',
  'tabs',
  'trailing comma',
  'compact',
  'expanded',
  'odd spacing',
  'no final newline',
  'final newline',
  '20 digits',
  'exponent',
  'trailing zero',
  'minus zero',
  'long decimal',
  'escape',
  '__proto__',
  'empty container',
  'blank line',
] as const;
export type Feature = (typeof FEATURES)[number];

const NUMBERS: readonly (readonly [string, Feature | undefined])[] = [
  ['0', undefined],
  ['1', undefined],
  ['-17', undefined],
  ['1.0', 'trailing zero'],
  ['0.10', 'trailing zero'],
  ['1e3', 'exponent'],
  ['1E+2', 'exponent'],
  ['5e-324', 'exponent'],
  ['1e23', 'exponent'],
  ['-0', 'minus zero'],
  ['-0.0', 'minus zero'],
  ['12345678901234567890', '20 digits'],
  ['-18446744073709551615', '20 digits'],
  ['9007199254740993', undefined],
  ['0.1234567890123456789012345', 'long decimal'],
  ['12345678901234567890.5', 'long decimal'],
];

const STRINGS: readonly string[] = [
  '""',
  '"a"',
  '"two words"',
  '"\\u00e9"',
  '"\\/"',
  '"// no comment"',
  '"\\"{"',
  '"x\\ny"',
  '"\u00fc\u{1F600}"',
];
const KEYS: readonly string[] = [
  'a',
  'b',
  'c',
  'name',
  'two words',
  'a/b',
  'a~b',
  '',
  '__proto__',
  'constructor',
  '10',
  '2',
];

/** The choices of a text, as plain numbers: every choice is taken from the next one. */
export function jsonTexts(): fc.Arbitrary<JsonText> {
  return fc
    .record({
      dialect: fc.constantFrom('json' as const, 'jsonc' as const, 'jsonc' as const),
      lineBreak: fc.constantFrom('\n', '\n', '\r\n', '\r\n', '\r'),
      indent: fc.constantFrom('  ', '    ', '\t', '\t', ' '),
      layout: fc.constantFrom('expanded', 'expanded', 'compact', 'mixed'),
      colon: fc.constantFrom(': ', ': ', ':', ' : ', '\t:  '),
      hasBom: fc.boolean(),
      ending: fc.constantFrom('', 'line', 'line', 'lines'),
      choices: fc.array(fc.nat(), { minLength: 30, maxLength: 90 }),
    })
    .map(({ dialect, lineBreak, indent, layout, colon, hasBom, ending, choices }) => {
      const features = new Set<Feature>();
      let at = 0;
      let comments = 0;
      const next = (count: number): number => {
        const choice = choices[at] ?? 0;
        at += 1;
        return choice % count;
      };
      const isCommented = dialect === 'jsonc' && next(4) > 0;
      const comment = (isInline: boolean): string => {
        features.add('comment');
        comments += 1;
        return isInline || next(3) === 0 ? `/* c${comments} */` : `// c${comments} "x": {`;
      };
      const scalar = (): string => {
        const choice = next(8);
        if (choice < 4) {
          const [spelled, feature] = NUMBERS[next(NUMBERS.length)] ?? ['1', undefined];
          if (feature !== undefined) features.add(feature);
          return spelled;
        }
        if (choice < 6) {
          const spelled = STRINGS[next(STRINGS.length)] ?? '""';
          if (spelled.includes('\\')) features.add('escape');
          return spelled;
        }
        return ['true', 'false', 'null'][next(3)] ?? 'null';
      };
      const value = (depth: number): string => {
        if (depth < 4 && at < choices.length && (depth === 0 || next(5) < 2)) return container(depth);
        return scalar();
      };
      const container = (depth: number): string => {
        const isObject = next(3) > 0;
        const isExpanded = layout === 'expanded' || (layout === 'mixed' && next(2) === 0);
        const count = next(depth === 0 ? 6 : 5);
        const [open, close] = isObject ? ['{', '}'] : ['[', ']'];
        if (count === 0) {
          features.add('empty container');
          return isCommented && next(4) === 0 ? `${open} ${comment(true)} ${close}` : open + close;
        }
        features.add(isExpanded ? 'expanded' : 'compact');
        const inner = lineBreak + indent.repeat(depth + 1);
        const keys = new Set<string>();
        let text = open;
        if (isCommented && isExpanded && next(5) === 0) text += ` ${comment(false)}`;
        for (let index = 0; index < count; index += 1) {
          if (isExpanded) {
            if (next(6) === 0) {
              text += lineBreak;
              features.add('blank line');
              if (isCommented && next(3) === 0) text += `${inner}${comment(false)}${lineBreak}`;
            }
            if (isCommented && next(4) === 0) text += inner + comment(false);
            text += inner;
          } else if (layout === 'mixed') text += ' ';
          if (isCommented && next(9) === 0) text += `${comment(true)} `;
          if (isObject) {
            let key = KEYS[next(KEYS.length)] ?? '';
            while (keys.has(key)) key += index;
            keys.add(key);
            if (key === '__proto__') features.add('__proto__');
            const oddly = next(12) === 0;
            if (oddly) features.add('odd spacing');
            text += JSON.stringify(key) + (oddly ? `${inner}:   ` : colon);
          }
          text += value(depth + 1);
          const isLast = index + 1 === count;
          if (isCommented && next(12) === 0) text += ` ${comment(true)}`;
          if (!isLast) text += next(15) === 0 ? ' ,' : ',';
          else if (dialect === 'jsonc' && isExpanded && next(3) === 0) {
            text += ',';
            features.add('trailing comma');
          }
          if (isCommented && next(5) === 0) {
            const behind = comment(!isExpanded);
            text += ` ${behind}`;
          }
        }
        if (isExpanded) {
          if (isCommented && next(6) === 0) text += inner + comment(false);
          text += lineBreak + indent.repeat(depth);
        } else if (layout === 'mixed') text += ' ';
        return text + close;
      };
      let text = isCommented && next(3) === 0 ? comment(false) + lineBreak : '';
      text += value(0);
      if (isCommented && next(5) === 0) text += ` ${comment(false)}`;
      if (ending !== '') text += ending === 'line' ? lineBreak : lineBreak.repeat(2);
      features.add(/[\r\n]$/.test(text) ? 'final newline' : 'no final newline');
      if (text.includes('\r\n')) features.add('crlf');
      else if (text.includes('\r')) features.add('cr');
      if (text.includes('\t')) features.add('tabs');
      if (hasBom) features.add('bom');
      return { text, dialect, hasBom, features };
    });
}
