// Builds dist/: the command line, the Action and the library, each with all that it needs, split so that each run loads only what it
// uses. The same sources give the same bytes on every machine; .ci/run relies on that.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { parse } from 'yaml';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const ENTRIES = { cli: 'src/cli/main.ts', action: 'src/action/main.ts', index: 'src/index.ts' };

// Names of functions stay: a stack that users send must be readable.
const MINIFY = {
  compress: true,
  mangle: { toplevel: true, keepNames: { function: true, class: true } },
  codegen: { removeWhitespace: true },
};
const NO_COMMENTS = { legal: false, annotation: false, jsdoc: false };

/**
 * Builds into `outDir`. Declarations take the longest and tests do not need them, so they can be left out.
 *
 * @param {{ outDir: string, hasDeclarations: boolean }} options
 */
export async function bundle({ outDir, hasDeclarations }) {
  rmSync(outDir, { recursive: true, force: true });
  // What depends on little comes first.
  const packages = new Set([...(await bundleChild(join(outDir, 'builtin'))), ...(await bundleCode(outDir))]);
  chmodSync(join(outDir, 'cli.js'), 0o755);
  copyBuiltIns(join(outDir, 'builtin'));
  writeFileSync(join(outDir, 'THIRD-PARTY-LICENSES.txt'), licencesOf(packages));
  if (hasDeclarations) emitDeclarations(join(outDir, 'types'));
}

/**
 * @param {string} outDir
 * @returns {Promise<ReadonlySet<string>>} the folders of the packages that went in
 */
async function bundleCode(outDir) {
  const build = await rolldown({
    cwd: ROOT,
    input: ENTRIES,
    platform: 'node',
    // jsonc-parser's `main` is UMD, whose `require` no bundler can follow.
    resolve: {
      mainFields: ['module', 'main'],
      // It is there for OIDC alone, which statefix does not use, and brings undici: three quarters of a megabyte.
      alias: {
        '@actions/http-client/lib/auth': join(ROOT, 'scripts/http-client-stub.mjs'),
        '@actions/http-client': join(ROOT, 'scripts/http-client-stub.mjs'),
        // A quarter of a megabyte for binary files, which secretlint's preset carries in a chunk of this name.
        './index-BDnqZat0.js': join(ROOT, 'scripts/node-forge-stub.mjs'),
      },
    },
    // Else one number would be a chunk of its own, which `--version` had to load.
    optimization: { inlineConst: true },
    onLog(level, log, handle) {
      // A command that the library imports at once is imported lazily by the doors: meant so.
      if (log.code === 'INEFFECTIVE_DYNAMIC_IMPORT') return;
      // A bundle with any other warning is not one to ship.
      handle(level === 'warn' ? 'error' : level, log);
    },
  });
  try {
    const { output } = await build.write({
      dir: outDir,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
      // A module more to load costs more than the little code that most of ours are: what every check runs is one chunk, with all that it imports
      // statically; what is imported lazily keeps chunks of its own.
      codeSplitting: {
        groups: [
          { name: 'core', test: /[\\/]src[\\/](?:cli[\\/]run-cli|commands[\\/]check)\.ts$/ },
          // Ajv knows its newest draft by these; alone they would be eight more files to open at each start.
          {
            name: 'judge',
            test: /[\\/]src[\\/]registry[\\/]validation[\\/](?:judge|engine|formats)\.ts$|[\\/]ajv[\\/]dist[\\/]refs[\\/]json-schema-2020-12[\\/]/,
          },
        ],
      },
      minify: MINIFY,
      comments: NO_COMMENTS,
    });
    const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
    return new Set(modules.flatMap((id) => packageFolderOf(id)));
  } finally {
    await build.close();
  }
}

/**
 * The program of the sandbox: one file, all that its process may read.
 *
 * @param {string} outDir
 * @returns {Promise<ReadonlySet<string>>} the folders of the packages that went in
 */
async function bundleChild(outDir) {
  const build = await rolldown({ cwd: ROOT, input: { 'step-child': 'src/cli/step-child.ts' }, platform: 'node' });
  try {
    const { output } = await build.write({
      dir: outDir,
      format: 'cjs',
      entryFileNames: '[name].cjs',
      codeSplitting: false,
      minify: MINIFY,
      comments: NO_COMMENTS,
    });
    return new Set(output[0].moduleIds.flatMap((id) => packageFolderOf(id)));
  } finally {
    await build.close();
  }
}

/** @param {string} id */
function packageFolderOf(id) {
  const path = id.replace(/^\0/, '').split('?')[0] ?? '';
  const marker = `${sep}node_modules${sep}`;
  const at = path.lastIndexOf(marker);
  if (at === -1) return [];
  const [first = '', second = ''] = path.slice(at + marker.length).split(sep);
  return [path.slice(0, at + marker.length) + (first.startsWith('@') ? join(first, second) : first)];
}

/** The built-in registry, with its YAML as JSON text, so that a run that needs no YAML loads no YAML library. */
function copyBuiltIns(/** @type {string} */ target) {
  for (const folder of ['schemas', 'migrations']) {
    for (const name of filesBelow(join(ROOT, folder))) {
      const to = join(target, folder, name);
      mkdirSync(dirname(to), { recursive: true });
      const from = join(ROOT, folder, name);
      if (basename(name) !== 'kind.yaml') cpSync(from, to);
      else writeFileSync(to, `${JSON.stringify(parse(readFileSync(from, 'utf8')))}\n`);
    }
  }
  // What `explain` shows.
  cpSync(join(ROOT, 'docs/findings'), join(target, 'docs/findings'), { recursive: true });
}

/** @param {string} folder */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** @param {ReadonlySet<string>} folders */
function licencesOf(folders) {
  // One version of a package may be installed in several places.
  const sections = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder)
      .sort()
      .find((entry) => /^licen[cs]e(?:[.-]|$)/i.test(entry));
    const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
    sections.set(`${name} ${version} (${license})`, text.replaceAll('\r\n', '\n'));
  }
  const titles = [...sections.keys()].sort();
  const line = '-'.repeat(80);
  const head = 'The bundles in this folder hold code of these packages, each under its own licence.\n';
  return head + titles.map((title) => `\n${line}\n${title}\n${line}\n\n${sections.get(title)}\n`).join('');
}

/** @param {string} outDir */
function emitDeclarations(outDir) {
  const tsc = createRequire(import.meta.url).resolve('typescript/package.json');
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(dirname(tsc), 'bin/tsc'), '-p', join(ROOT, 'tsconfig.build.json'), '--outDir', outDir],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The declarations cannot be made:\n${stdout}`);
  // tsc writes extensions anew in code, not in declarations.
  for (const name of filesBelow(outDir)) {
    const path = join(outDir, name);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/((?:from |import\()')(\.{1,2}\/[^']+)\.ts'/g, "$1$2.js'"));
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const start = performance.now();
  await bundle({ outDir: join(ROOT, 'dist'), hasDeclarations: true });
  const files = filesBelow(join(ROOT, 'dist'));
  console.log(`dist/: ${files.length} files in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
