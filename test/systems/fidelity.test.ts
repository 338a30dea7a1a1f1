import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { aContext, aProject, type Files, only, options, textOf } from '../support/project.ts';

// A commented JSONC file, indented by tabs, and a commented CRLF YAML file through three steps: add an object, rename a key, move an object and
// drop another. Steps written with spreads, with structuredClone, or by changing a copy must give the same bytes.

const JSONC = [
  '// Settings of the editor. Kept by hand since 2021!',
  '{',
  '\t"version": 1,',
  '\t"theme" :   "dark",            // easier on the eyes',
  '\t"scale":   0.10,            /* the plotter reads this as text */',
  '\t"budget":  1e3,',
  '\t"account": 18446744073709551615,',
  '\t"keys": { // muscle memory',
  '\t\t"save": "ctrl+s",',
  '\t\t"quit": "ctrl+\\u0071",           // not ctrl+w',
  '\t},',
  '\t// We opted out in 2022.',
  '\t"telemetry": {',
  '\t\t"enabled": false // ever',
  '\t},',
  '\t"editor": {',
  '\t\t"font": "Iosevka"        // quoted',
  '\t},',
  '',
  '\t/* the good ones */',
  '\t"pens": [ { "width": 0.10 }, {"width":1.0} ],',
  '}',
].join('\n');

const JSONC_AFTER = [
  '// Settings of the editor. Kept by hand since 2021!',
  '{',
  '\t"version": 4,',
  '\t"colours" :   "dark",            // easier on the eyes',
  '\t"window": {',
  '\t\t"width": 1280,',
  '\t\t"height": 800,', // as everywhere in this file, the last member has a comma
  '\t},',
  '\t"scale":   0.10,            /* the plotter reads this as text */',
  '\t"budget":  1e3,',
  '\t"account": 18446744073709551615,',
  '\t"editor": {',
  '\t\t"font": "Iosevka",        // quoted',
  '\t\t"keys": { // muscle memory',
  '\t\t\t"save": "ctrl+s",',
  '\t\t\t"quit": "ctrl+\\u0071",           // not ctrl+w',
  '\t\t}',
  '\t},',
  '',
  '\t/* the good ones */',
  '\t"pens": [ { "width": 0.10 }, {"width":1.0} ],',
  '}',
].join('\n');

const YAML = `# Settings of the editor. Kept by hand since 2021!
version: 1
theme:   dark            # easier on the eyes
scale:   0.10            # the plotter reads this as text
budget:  1e3
account: 18446744073709551615
keys: # muscle memory
  save: ctrl+s
  quit: 'ctrl+q'         # not ctrl+w
# We opted out in 2022.
telemetry:
  enabled: false # ever
editor:
  font: "Iosevka"        # quoted
pens:
  fine: &fine { width: 0.10, ink: black }   # the good one
  spare: *fine
motd: |
  Welcome back.

    (indented on purpose)
ratio:   1.0 # the last line has no line break`.replaceAll('\n', '\r\n');

const YAML_AFTER = `# Settings of the editor. Kept by hand since 2021!
version: 4
colours:   dark            # easier on the eyes
window:
  width: 1280
  height: 800
scale:   0.10            # the plotter reads this as text
budget:  1e3
account: 18446744073709551615
editor:
  font: "Iosevka"        # quoted
  keys: # muscle memory
    save: ctrl+s
    quit: 'ctrl+q'         # not ctrl+w
pens:
  fine: &fine { width: 0.10, ink: black }   # the good one
  spare: *fine
motd: |
  Welcome back.

    (indented on purpose)
ratio:   1.0 # the last line has no line break`.replaceAll('\n', '\r\n');

const STYLES: Readonly<Record<string, Files>> = {
  spreads: {
    'migrations/editor/2_window.mjs':
      'export const up = ({ theme, ...rest }) => ({ theme, window: { width: 1280, height: 800 }, ...rest });',
    'migrations/editor/3_colours.mjs': 'export const up = ({ theme, ...rest }) => ({ colours: theme, ...rest });',
    'migrations/editor/4_keys.mjs':
      'export const drops = ["/telemetry"];\nexport const up = ({ keys, telemetry, editor, ...rest }) => ({ ...rest, editor: { ...editor, keys } });',
  },
  structuredClone: {
    'migrations/editor/2_window.mjs':
      'export const up = (state) => { const { theme, ...rest } = structuredClone(state); return { theme, window: { width: 1280, height: 800 }, ...rest }; };',
    'migrations/editor/3_colours.mjs':
      'export const up = (state) => { const { theme, ...rest } = structuredClone(state); return { colours: theme, ...rest }; };',
    'migrations/editor/4_keys.mjs':
      'export const drops = ["/telemetry"];\nexport const up = (state) => { const { keys, telemetry, editor, ...rest } = structuredClone(state); return { ...rest, editor: { ...editor, keys: structuredClone(keys) } }; };',
  },
  'changing a copy': {
    'migrations/editor/2_window.mjs':
      'export const up = (state) => { const next = {}; for (const key of Object.keys(state)) { next[key] = state[key]; if (key === "theme") next.window = { width: 1280, height: 800 }; } return next; };',
    'migrations/editor/3_colours.mjs':
      'export const up = (state) => { const next = {}; for (const key of Object.keys(state)) next[key === "theme" ? "colours" : key] = state[key]; return next; };',
    'migrations/editor/4_keys.mjs':
      'export const drops = ["/telemetry"];\nexport const up = (state) => { const next = structuredClone(state); next.editor.keys = next.keys; delete next.keys; delete next.telemetry; return next; };',
  },
};

const SCHEMAS: Files = Object.fromEntries(
  [1, 2, 3, 4].map((version) => [
    `schemas/editor/${version}.schema.json`,
    JSON.stringify({ type: 'object', properties: { version: { const: version } } }),
  ]),
);

describe.each(Object.entries(STYLES))('steps written with %s', (_style, steps) => {
  test.each([
    ['settings.jsonc', JSONC, JSONC_AFTER],
    ['settings.yaml', YAML, YAML_AFTER],
  ])('change in %s what they mean to change, and not a byte beside it', async (name, before, after) => {
    const root = aProject({ ...SCHEMAS, ...steps, [name]: before });
    const { report } = await only(migrate(options(name), aContext(root)));
    expect(report.outcome.kind).toBe('applied');
    expect(textOf(root, name)).toBe(after);
    expect(textOf(root, `${name}.bak`)).toBe(before);
  });
});
