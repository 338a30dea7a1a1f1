import { describe, expect, test } from 'vitest';
import { declaredDrops } from '../../../src/commands/against/declared-drops.ts';

describe('what a migration declares to drop, by its text', () => {
  test.each([
    ['export const up = (s) => s;', []],
    ["export const drops = ['/a'];", ['/a']],
    ['export const drops = ["/a", "/b/*", ];', ['/a', '/b/*']],
    ["export const drops: readonly string[] = [\n  '/a',\n  `/b`,\n];", ['/a', '/b']],
    ['export const drops = [];', []],
    ["export let drops=['/a~1b'] as const;", ['/a~1b']],
  ])('%j', (text, pointers) => {
    expect(declaredDrops(text)).toEqual(pointers);
  });

  test.each([
    "const all = ['/a'];\nexport const drops = all;",
    "export const drops = ['/a', ...more];",
    "export const drops = ['/a' + b];",
    `export const drops = [\`/\${a}\`];`,
    "export const drops = ['a'];",
    "export { drops } from './shared.mjs';",
    "// export const drops = ['/a'];",
    "/*\n  export const drops = ['/a'];\n*/",
  ])('%j says more than can be read', (text) => {
    expect(declaredDrops(text)).toBeUndefined();
  });
});
