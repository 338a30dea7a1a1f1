import type { Finding, FindingArgs } from '../model/finding.ts';
import { shellWord } from '../model/shell-word.ts';
import type { Sentence } from './sentence.ts';

/** What a base is compared for, and what is told of secrets. */
export type BaseFinding = Extract<
  Finding,
  {
    readonly code:
      | 'VERSION_DECREASED'
      | 'SERIAL_DECREASED'
      | 'LINEAGE_CHANGED'
      | 'STATE_SHRUNK'
      | 'STATE_DELETED'
      | 'BUMP_MISSED'
      | 'RELEASED_EDITED'
      | 'REGISTRY_DUPLICATE'
      | 'MODE_CHANGED';
  }
>;

/** What differs from a base, in words. `path` is the file as the user knows it, `words` what a command of statefix about it takes. */
export function baseSentence(finding: BaseFinding, path: string, words: string): Sentence {
  const { base } = finding.args;
  const restore = `git checkout ${shellWord(base)} -- ${shellWord(path)}`;
  switch (finding.code) {
    case 'VERSION_DECREASED': {
      const { before, found } = finding.args;
      return {
        message: `The version went back: at ${base} it is ${before}, here ${found}`,
        hint: `Restore the file: ${restore}. If it is to go back, let the steps do it, from there: statefix migrate --to ${shellWord(found)} ${words}`,
      };
    }
    case 'SERIAL_DECREASED':
      return serialSentence(finding.args, finding.pointer, restore);
    case 'LINEAGE_CHANGED': {
      const { before, found } = finding.args;
      return {
        message: `This is a state of another lineage: at ${base} it is ${before}, here ${found}`,
        hint: `Restore the file: ${restore}. If it was begun anew and that is meant, give it a path of its own.`,
      };
    }
    case 'STATE_SHRUNK':
      return shrunkSentence(finding.args, restore);
    case 'STATE_DELETED':
      return {
        message: `The file is gone: ${base} has it`,
        hint: `If it should be here, restore it: ${restore}`,
      };
    case 'BUMP_MISSED': {
      const { version, reason, schema } = finding.args;
      return {
        message: `The shape changed, but the version is still ${version}: ${schema}, as ${base} has it, does not take this: ${reason}`,
        hint: `Programs that know version ${version} cannot read this. Restore that schema, give the new shape the next version, with schema and migration, and run: statefix migrate ${words}`,
      };
    }
    case 'RELEASED_EDITED':
      return releasedSentence(finding.args, restore);
    case 'REGISTRY_DUPLICATE': {
      const { kind, what, version, files } = finding.args;
      return {
        message: `The kind ${kind} has ${files.length} ${what}s for version ${version}: ${files.join(' and ')}`,
        hint: 'Two branches added the same version. Give the later one the next version: schema, migration and the states that it already migrated.',
      };
    }
    case 'MODE_CHANGED': {
      const { before, found } = finding.args;
      return {
        message: `The mode changed: at ${base} it is ${modeInWords(before)}, here ${modeInWords(found)}`,
        hint: modeHint(finding.args, path, restore),
      };
    }
  }
}

function serialSentence(
  { base, before, found }: FindingArgs['SERIAL_DECREASED'],
  pointer: string,
  restore: string,
): Sentence {
  if (before === found) {
    return {
      message: `The content changed, but the serial did not grow: at ${base} it is ${before}, and here it is, too`,
      hint: `Two writers may have had the same state in hand: compare the two. If this one is right, set ${pointer} above ${before}.`,
    };
  }
  return {
    message: `The serial went back: at ${base} it is ${before}, here ${found}`,
    hint: `This state is older than that: ${restore}. If its content is right all the same, set ${pointer} above ${before}.`,
  };
}

function shrunkSentence(
  { base, reason, before, found, undeclared }: FindingArgs['STATE_SHRUNK'],
  restore: string,
): Sentence {
  const maybe =
    undeclared.length === 0
      ? ''
      : ` What ${undeclared.join(', ')} may drop cannot be read without running it: if that is the loss, all is well.`;
  return {
    message:
      reason === 'share'
        ? `Much of the file is gone: at ${base} it has ${before} values, here ${found}`
        : `All that stood here is gone: at ${base} there are ${before}, here ${found}`,
    hint: `If that is not meant, restore the file: ${restore}.${maybe}`,
  };
}

function releasedSentence({ base, what, version, change }: FindingArgs['RELEASED_EDITED'], restore: string): Sentence {
  const harm =
    what === 'schema'
      ? 'Files of this version are about, and it says what they hold'
      : 'Files that it has migrated already are not migrated again';
  return {
    message:
      change === 'edited'
        ? `The ${what} of version ${version} was edited after its release: ${base} has another`
        : `The ${what} of version ${version} was removed after its release: ${base} has it`,
    hint: `${harm}. Restore it: ${restore}. What is to be new becomes the next version.`,
  };
}

function modeInWords(mode: string): string {
  if (mode === '120000') return 'a link';
  return mode === '100755' ? 'an executable file' : 'a plain file';
}

function modeHint({ before, found }: FindingArgs['MODE_CHANGED'], path: string, restore: string): string {
  if (before === '120000' || found === '120000') return `If that is not meant, restore it: ${restore}`;
  const sign = found === '100755' ? '-x' : '+x';
  return `If that is not meant: git update-index --chmod=${sign} ${shellWord(path)}, and chmod ${sign} ${shellWord(path)}`;
}
