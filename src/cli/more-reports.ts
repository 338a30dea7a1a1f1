import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { githubReporter } from '../reporters/github.ts';
import { jsonlReporter } from '../reporters/jsonl.ts';
import { junitReporter } from '../reporters/junit.ts';
import { markdownReporter } from '../reporters/markdown.ts';
import type { Look, Reporter } from '../reporters/reporter.ts';
import { sarifReporter } from '../reporters/sarif.ts';
import { findingPage } from '../store/finding-page.ts';
import { nodeFs } from '../store/fs-ops.ts';
import type { ReportFormat } from './output.ts';
import type { World } from './world.ts';

/** The reporter of a format that is asked for by name alone. */
export function anotherReporter(format: Exclude<ReportFormat, 'text' | 'json'>, look: Look, world: World): Reporter {
  switch (format) {
    case 'jsonl':
      return jsonlReporter(look.command);
    case 'junit':
      return junitReporter(look);
    case 'markdown':
      return markdownReporter(look);
    case 'github':
      return githubReporter(folderInCheckout(world));
    case 'sarif':
      return sarifReporter(look.command, {
        folder: folderInCheckout(world),
        pageOf: (code) => findingPage(nodeFs, world.builtinRoot, code),
      });
  }
}

/** The working directory as the checkout names it: as seen from the workspace of a runner, else from the root of the repository. */
function folderInCheckout({ cwd, env }: World): string {
  const { GITHUB_WORKSPACE: workspace } = env;
  const root = workspace === undefined || workspace === '' ? rootOf(cwd) : resolve(workspace);
  const folder = relative(root, cwd);
  return folder.startsWith('..') ? '' : folder.split(sep).join('/');
}

/** The nearest directory upwards that holds `.git`; without one, the working directory itself. */
function rootOf(cwd: string): string {
  for (let directory = cwd; ; directory = dirname(directory)) {
    if (existsSync(join(directory, '.git'))) return directory;
    if (dirname(directory) === directory) return cwd;
  }
}
