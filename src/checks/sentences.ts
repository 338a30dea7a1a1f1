import type { Finding, FindingArgs } from '../model/finding.ts';
import { pathWord, shellWord } from '../model/shell-word.ts';
import { nearestVersion } from '../model/version.ts';
import { schemaMessage } from '../registry/schema-message.ts';
import { baseSentence } from './base-sentences.ts';
import { causeOfMismatch } from './checksum-sentence.ts';
import { encodingSentence, nulMessage, syntaxSentence } from './damage-sentences.ts';
import { secretSentence } from './secret-sentence.ts';
import type { Sentence } from './sentence.ts';

/** More hunks than this are counted, not listed. */
const SHOWN_HUNKS = 8;

/**
 * The one place where findings become sentences: a new code does not compile until it has one. `path` is the file as the user knows it, `options`
 * what a command about it must repeat, such as `--kind daemon`. Text from files is put in as it is; who prints it makes it safe.
 */
export function sentenceOf(finding: Finding, path: string, options: readonly string[] = []): Sentence {
  const file = pathWord(path);
  const word = [...options.map(shellWord), file].join(' ');
  const repair = `Run: statefix repair ${word}`;
  switch (finding.code) {
    case 'FILE_MISSING':
      return missingSentence(finding.args, repair, word);
    case 'UNREADABLE':
      return {
        message: `The file cannot be read: ${finding.args.reason}`,
        hint: 'Put a readable regular file at this path.',
      };
    case 'EMPTY_FILE':
      return {
        message: finding.args.size === 0 ? 'The file is empty' : 'The file holds nothing but white space',
        hint: repair,
      };
    case 'NUL_FILLED':
      return {
        message: `The file holds nothing but ${finding.args.size} NUL bytes, as a power cut leaves it`,
        hint: repair,
      };
    case 'NUL_BYTES':
      return { message: nulMessage(finding.args), hint: repair };
    case 'ENCODING_INVALID':
      return encodingSentence(finding.args, repair);
    case 'SIZE_EXCEEDED':
      return {
        message: `The file has ${finding.args.size} bytes, more than the limit of ${finding.args.limit}`,
        hint: 'If it is meant to be this large, raise maxSize of its kind or pass --max-size.',
      };
    case 'DEPTH_EXCEEDED':
      return {
        message: `The document is nested deeper than ${finding.args.limit} levels`,
        hint: 'No program needs a state this deep: look for the writer that made it, or restore the file.',
      };
    case 'BOM_FOUND':
      return {
        message: 'The text starts with a byte order mark',
        hint: 'It is kept. Programs that follow RFC 8259 may refuse it: save the file without one.',
      };
    case 'ALIAS_EXCEEDED':
      return finding.args.reason === 'cycle'
        ? {
            message: `The alias *${finding.args.anchor} contains itself`,
            hint: 'Write the value out instead of the alias.',
          }
        : {
            message: `Aliases, *${finding.args.anchor} among them, expand to far more than the text holds`,
            hint: 'Write the values out instead of the aliases.',
          };
    case 'CONFLICT_MARKERS': {
      const { hunks } = finding.args;
      const lines = hunks.slice(0, SHOWN_HUNKS).map(({ ours, theirs }) => `${ours} to ${theirs}`);
      const more = hunks.length > SHOWN_HUNKS ? `, and ${hunks.length - SHOWN_HUNKS} more` : '';
      return {
        message: `Unresolved git conflict: lines ${lines.join(', ')}${more}`,
        hint: `Run: statefix repair --ours ${word}, or --theirs, or --interactive`,
      };
    }
    case 'SYNTAX_INVALID':
      return syntaxSentence(finding.args, `statefix repair ${word}`);
    case 'DUPLICATE_KEY': {
      const { key, first } = finding.args;
      return {
        message: `The key ${quoted(key)} stands twice in this object, first in line ${first.line}, column ${first.column}`,
        hint: 'Readers disagree about which of the two counts: delete the wrong one.',
      };
    }
    case 'NUMBER_UNREPRESENTABLE':
      return {
        message: `No reader would get the number ${finding.args.text}`,
        hint: 'Write a number that a double can hold, or an integer written out in digits.',
      };
    case 'VERSION_MISSING':
      return {
        message: `The document carries no version: nothing stands at ${list(finding.args.expected)}`,
        hint: `Write the version there, or set \`unversioned\` of the kind to what a file without one means; if the file lost it, run: statefix repair ${word}`,
      };
    case 'VERSION_UNKNOWN':
      return {
        message: `The registry has no version ${quoted(finding.args.found)}; it has ${finding.args.known.join(', ')}`,
        hint: `${versionMeant(finding.args)}Correct the version, add its schema to the registry, or restore the file: statefix repair ${word}`,
      };
    case 'VERSION_NEWER':
      return {
        message: `The document is of version ${finding.args.found}, newer than ${finding.args.current}, the newest that this registry has`,
        hint: 'It is left alone. Get the registry that has this version, by pulling it or by updating the program that owns it.',
      };
    case 'VERSION_OUTDATED': {
      const { found, current, steps } = finding.args;
      return {
        message: `The document is of version ${found}; current is ${current} (${count(steps.length, 'step')}: ${steps.join(', ')})`,
        hint: `Run: statefix migrate ${word}`,
      };
    }
    case 'SCHEMA_MISMATCH':
      return schemaSentence(finding.args, `statefix repair ${word}`);
    case 'CHECKSUM_MISSING':
      return {
        message: `No checksum stands at ${finding.args.expectedAt}`,
        hint: `If the content is right, run: statefix seal ${word}; if not, run: statefix repair ${word}`,
      };
    case 'CHECKSUM_MISMATCH': {
      const { recorded, actual, cause } = finding.args;
      const told = causeOfMismatch(finding.args);
      return {
        message: `The checksum does not fit the content: recorded is ${recorded}, actual ${actual}${told}`,
        hint:
          cause === 'damage'
            ? repair
            : `If it was edited by hand and is right, run: statefix seal ${word}; if not, run: statefix repair ${word}`,
      };
    }
    case 'CHECKSUM_PENDING':
      return {
        message: `A writer was interrupted before it put the new checksum in place: it waits in ${finding.args.staged}`,
        hint: `The next change completes it. ${repair}`,
      };
    case 'MODE_TOO_OPEN':
      return {
        message: `The mode ${octal(finding.args.mode)} allows more than ${octal(finding.args.allowed)}`,
        hint: repair,
      };
    case 'MODE_NOT_TRACKED':
      return {
        message: `The mode ${octal(finding.args.mode)} allows more than ${octal(finding.args.allowed)}, but git keeps only the executable bit`,
        hint: `In this checkout: chmod ${octal(finding.args.mode & finding.args.allowed)} ${file}`,
      };
    case 'OUTSIDE_ROOT':
      return {
        message: `This link leads out of the root, to ${finding.args.target}: passed over`,
        hint: 'To act on the file that it leads to, name the path itself.',
      };
    case 'SPELLING_CHANGED':
      return { message: finding.args.reason, hint: 'Look at the difference with --dry-run before you write.' };
    case 'LEFTOVER_TEMP': {
      const { path: leftover, owner } = finding.args;
      return owner === 'statefix'
        ? { message: `An interrupted run of statefix left ${leftover}`, hint: `The next change removes it. ${repair}` }
        : {
            message: `An interrupted writer left ${leftover}`,
            hint: 'It may hold newer content than the file: compare them, then delete it.',
          };
    }
    case 'LOCK_STALE': {
      const { path: lock, pid, hostname, since } = finding.args;
      return {
        message: `The lock ${lock} belongs to process ${pid} on ${hostname}, which is gone (since ${since})`,
        hint: `The next change removes it. ${repair}`,
      };
    }
    case 'JOURNAL_PENDING': {
      const { command, since, files } = finding.args;
      const others = files.length === 1 ? 'this file' : `${files.length} files`;
      return {
        message: `statefix ${command} was interrupted while it changed ${others} (since ${since})`,
        hint: 'The next command that changes something completes it, or takes it back.',
      };
    }
    case 'BACKUP_UNHEALTHY':
      return {
        message: `The backup ${finding.args.path} could not take the place of the file: ${finding.args.reason}`,
        hint: 'A change of the healthy file makes a new backup.',
      };
    case 'VERSION_DECREASED':
    case 'SERIAL_DECREASED':
    case 'LINEAGE_CHANGED':
    case 'STATE_SHRUNK':
    case 'STATE_DELETED':
    case 'BUMP_MISSED':
    case 'RELEASED_EDITED':
    case 'REGISTRY_DUPLICATE':
    case 'MODE_CHANGED':
      return baseSentence(finding, path, word);
    case 'SECRET_ADDED':
    case 'SECRET_FOUND':
      return secretSentence(finding.args, finding.pointer);
  }
}

function schemaSentence(args: FindingArgs['SCHEMA_MISMATCH'], repair: string): Sentence {
  const hint = `See ${args.schema.replace(/#$/, '')}. Correct it here, or restore the file: ${repair}`;
  return { message: schemaMessage(args), hint };
}

function missingSentence(
  { remains, isInGit = false }: FindingArgs['FILE_MISSING'],
  repair: string,
  word: string,
): Sentence {
  const left = isInGit ? [...remains, "git's copy of it"] : remains;
  if (left.length === 0) {
    return {
      message: 'The file does not exist',
      hint: 'If it should, look at what is kept of it: statefix backup list',
    };
  }
  return {
    message: `The file does not exist, but ${list(left)} does`,
    hint: isInGit || remains.some(isBackup) ? repair : `Look at what is left: statefix repair --list ${word}`,
  };
}

/** What a repair takes without being told to, as kinds trust by default. */
function isBackup(path: string): boolean {
  return path.endsWith('.bak') || path.includes('.statefix/backups');
}

function octal(mode: number): string {
  return `0${(mode & 0o7777).toString(8).padStart(3, '0')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

function versionMeant({ found, known }: FindingArgs['VERSION_UNKNOWN']): string {
  const meant = nearestVersion(found, known);
  return meant === undefined ? '' : `Did you mean ${quoted(meant)}? `;
}
