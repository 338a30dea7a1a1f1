import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { codesIn } from './fences.ts';

const root = resolve(import.meta.dirname, '../..');
const contributing = readFileSync(resolve(root, 'CONTRIBUTING.md'), 'utf8');

test('every path that it names is there', () => {
  const paths = codesIn(contributing).filter((code) =>
    /^(?:src|test|docs|schemas|migrations|examples|bench)\//.test(code),
  );
  const whole = paths.filter((path) => !path.includes('<'));
  expect(whole.length).toBeGreaterThan(20);
  expect(whole.filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
});

test('every script that it names is one of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
  const named = [...contributing.matchAll(/`npm run ([\w-]+)/g)].map(([, name = '']) => name);
  expect(named).toContain('bundle');
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});
