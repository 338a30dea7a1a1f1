import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

// The floors of ARCHITECTURE.md: each folder of src/, and the folders that it may import. A room may always import from itself.
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  kinds: [],
  formats: ['model'],
  registry: ['model'],
  secrets: ['model'],
  checks: ['model', 'formats', 'registry', 'secrets'],
  plan: ['model', 'formats', 'registry'],
  store: ['model', 'formats', 'registry', 'checks', 'plan'],
  commands: ['model', 'formats', 'registry', 'secrets', 'checks', 'plan', 'store'],
  reporters: ['model', 'formats', 'registry'],
  cli: ['model', 'formats', 'registry', 'checks', 'plan', 'store', 'commands', 'reporters'],
  action: ['model', 'formats', 'registry', 'checks', 'plan', 'store', 'commands', 'reporters'],
  'index.ts': ['model', 'formats', 'registry', 'checks', 'plan', 'store', 'commands', 'reporters', 'kinds'],
};

const ENTRY_ROOMS = ['cli', 'action', 'index.ts'];
const source = resolve(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

/** Every module that a text imports, statically, lazily or for its types alone. */
function importsOf(text: string): readonly string[] {
  const imports = text.matchAll(
    /(?:\bfrom\s*|\bimport\s*\(\s*|\bgetBuiltinModule\s*\(\s*|^import\s+)(['"])([^'"]+)\1/gm,
  );
  return [...imports].map((match) => match[2] ?? '');
}

function roomOf(path: string): string {
  return path.split(/[\\/]/)[0] ?? path;
}

function faultsOf(file: string, text: string): readonly string[] {
  const room = roomOf(file);
  const allowed = MAY_IMPORT[room];
  if (allowed === undefined) return [`${file}: the room ${room} has no floor`];
  return importsOf(text).flatMap((name) => {
    if (name.startsWith('.')) {
      const target = roomOf(relative(source, resolve(source, dirname(file), name)));
      return target === room || allowed.includes(target) ? [] : [`${file} imports ${name}`];
    }
    const isFileSystem = /^(?:node:)?(?:fs|fs\/promises|child_process)$/.test(name);
    const mayTouchFiles = room === 'store' || ENTRY_ROOMS.includes(room);
    return isFileSystem && !mayTouchFiles ? [`${file} imports ${name}`] : [];
  });
}

describe('the house', () => {
  test('imports go down only, and only the store and the doors touch files', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(files.flatMap((file) => faultsOf(file, readFileSync(join(source, file), 'utf8')))).toEqual([]);
  });

  test.each([
    ["import { apply } from '../store/apply.ts';", 'checks/version.ts'],
    ["const { x } = await import('../commands/check.ts');", 'store/apply.ts'],
    ["import { readFileSync } from 'node:fs';", 'plan/migrate.ts'],
    ["const fs = process.getBuiltinModule('node:fs');", 'formats/parse.ts'],
    ["export { y } from '../checks/version.ts';", 'plan/migrate.ts'],
  ])('a wrong import is seen: %s in %s', (text, file) => {
    expect(faultsOf(file, text)).toHaveLength(1);
  });

  test('process, console and the exit code belong to the doors', () => {
    const below = files.filter((file) => !ENTRY_ROOMS.includes(roomOf(file)));
    const users = below.filter((file) => {
      const code = readFileSync(join(source, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      return /\bprocess\.(?:argv|env|cwd|exit|exitCode|stdout|stderr|stdin)\b|\bconsole\./.test(code);
    });
    expect(users).toEqual([]);
  });

  test('nobody calls process.exit, which cuts piped output', () => {
    const callers = files.filter((file) => /\bprocess\.exit\(/.test(readFileSync(join(source, file), 'utf8')));
    expect(callers).toEqual([]);
  });
});
