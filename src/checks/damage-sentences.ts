import type { FindingArgs } from '../model/finding.ts';
import type { Sentence } from './sentence.ts';

/** What the bytes are that are no UTF-8. `repair` is the hint that names the command. */
export function encodingSentence(args: FindingArgs['ENCODING_INVALID'], repair: string): Sentence {
  switch (args.reason) {
    case 'utf-16':
    case 'utf-32':
      return {
        message: `The text is ${args.reason.toUpperCase()}, not UTF-8`,
        hint: `Save it as UTF-8 (iconv -f ${args.reason} -t utf-8), or restore it. ${repair}`,
      };
    case 'cut off':
      return {
        message: `The text is truncated: it ends in the middle of a character, at byte ${args.byte}`,
        hint: repair,
      };
    case 'not utf-8': {
      const where = args.byte === undefined ? '' : `: byte ${args.byte} begins no character`;
      return { message: `The text is not UTF-8${where}`, hint: repair };
    }
    case 'lone surrogate':
      return {
        message: 'This string holds half of a surrogate pair, which is no character',
        hint: 'Write the whole character, or take the escape out.',
      };
  }
}

/** How many NULs the text holds, and what their longest run tells of how they came there. */
export function nulMessage({ count: all, longest }: FindingArgs['NUL_BYTES']): string {
  const bytes = `The text holds ${all} NUL byte${all === 1 ? '' : 's'}`;
  if (longest.length === 1) return `${bytes}, the first here`;
  const run = `${longest.length === all ? 'all' : longest.length} in one run from byte ${longest.byte} on`;
  switch (longest.place) {
    case 'start':
      return `${bytes}, ${run}, where it should begin`;
    case 'middle':
      return `${bytes}, ${run}: a block of the file is gone`;
    case 'end':
      return `${bytes}, ${run}, at its end, as a crash leaves a file that was not synced`;
  }
}

/** What stops the text from being a document: the class of damage where it is known. `repair` is the command alone. */
export function syntaxSentence(args: FindingArgs['SYNTAX_INVALID'], repair: string): Sentence {
  return { message: syntaxMessage(args), hint: syntaxHint(args, repair) };
}

function syntaxMessage(args: FindingArgs['SYNTAX_INVALID']): string {
  const open = args.open === undefined || args.open.length === 0 ? '' : `; still open: ${args.open.join(' ')}`;
  switch (args.damage) {
    case 'truncated': {
      const where = args.cut === undefined ? '' : ` in line ${args.cut.line}`;
      return `The text is truncated${where}: ${args.reason}${open}`;
    }
    case 'written twice': {
      const copies = args.copies === undefined ? '' : args.copies === 'equal' ? '; both are the same' : '; they differ';
      return `The text is written twice: ${args.reason}${copies}`;
    }
    case 'stale tail':
      return `The end of an older text stands behind the document: ${args.reason}`;
  }
  return `Syntax error: ${args.reason}`;
}

function syntaxHint({ damage, marker }: FindingArgs['SYNTAX_INVALID'], repair: string): string {
  if (marker !== undefined) return `Choose what is right there and delete the marker, or restore the file: ${repair}`;
  if (damage === 'stale tail') return `If all from here on is a leftover, delete it; or restore the file: ${repair}`;
  return damage === undefined ? `Correct it here, or restore the file: ${repair}` : `Run: ${repair}`;
}
