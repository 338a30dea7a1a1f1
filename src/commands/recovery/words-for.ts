import { pathWord, shellWord } from '../../model/shell-word.ts';
import type { Judgement } from '../judgement.ts';

/** What a command about this file takes behind its name, as a shell takes it. */
export function wordsFor({ repeated, target }: Pick<Judgement, 'repeated' | 'target'>): string {
  return [...repeated.map(shellWord), pathWord(target.display)].join(' ');
}
