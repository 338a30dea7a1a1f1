import { join } from 'node:path';
import { StatefixError } from '../../model/errors.ts';
import { hooksDirectory } from '../../store/git/hooks-directory.ts';
import { shownPath } from '../../store/shown-path.ts';
import { type HookContext, type HookPlace, type HookPlan, stagedCommand } from './place.ts';
import { scriptAt, withLine } from './script.ts';

const HEAD = '#!/bin/sh\n# Judges the state files of a commit before it is made.\n';

/** The hook `pre-commit` of this clone, where there is none yet; one that is there is somebody's own, and is not touched. */
export async function planGitHook(place: HookPlace, context: HookContext): Promise<HookPlan> {
  const { fs, cwd, environment, signal } = context;
  const directory = await hooksDirectory(place.root, fs, environment, signal);
  if (directory === undefined) {
    throw new StatefixError('USAGE', '--hook git asks git where its hooks are, and there is no answer', {
      hint: 'Install git, or take another hook.',
    });
  }
  const path = join(directory.path, 'pre-commit');
  const shown = shownPath(path, cwd);
  const line = stagedCommand(place, context);
  if (!directory.isOwn) {
    return {
      kind: 'by hand',
      talk: [`core.hooksPath leads out of this repository, and is left alone. Add to ${shown}:\n  ${line} || exit 1`],
    };
  }
  const script = scriptAt(path, context);
  if (script === undefined) {
    const { bytes, ...file } = withLine(path, `exec ${line}`, undefined);
    return {
      kind: 'write',
      file: { ...file, bytes: Buffer.concat([Buffer.from(HEAD), bytes]) },
      talk: ['The hook is of this clone alone: git takes none from a repository.'],
    };
  }
  if (script !== 'unreadable' && script.runsStatefix) return { kind: 'there already', talk: [] };
  return { kind: 'by hand', talk: [`There is a hook already. Add to ${shown}:\n  ${line} || exit 1`] };
}
