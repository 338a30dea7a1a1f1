import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../../src/model/errors.ts';

/** Sees whether two processes are inside of what a lock should keep to one of them. */
export interface Inside {
  /** Says that this process is inside. Gives how many others are, too; of two at once at least one is told. */
  enter(): number;
  leave(): void;
}

/**
 * Each process inside has a mark of its own, made before it looks for those of others: so none of two can miss the other. The mark carries pid and
 * start time, by which a process that was killed inside is told from one that is there. `isAlive` judges; by default it asks this system.
 */
export function createInside(directory: string, isAlive: (mark: string) => boolean = isRunningHere): Inside {
  mkdirSync(directory, { recursive: true });
  // In another pid namespace another process may have the same pid and start.
  const own = `${process.pid}-${startOf('self') ?? ''}-${crypto.randomUUID()}`;
  return {
    enter: () => {
      writeFileSync(join(directory, own), '', { flag: 'wx' });
      const others = readdirSync(directory).filter((mark) => mark !== own);
      const living = others.filter((mark) => isAlive(mark));
      for (const dead of others.filter((mark) => !living.includes(mark))) remove(join(directory, dead));
      return living.length;
    },
    leave: () => remove(join(directory, own)),
  };
}

function isRunningHere(mark: string): boolean {
  const [pid = '', start] = mark.split('-');
  return startOf(pid) === start;
}

/** When a process started, in ticks since boot; `undefined` where it runs no more. */
export function startOf(pid: string): string | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch (error) {
    // ESRCH: it ended between open and read.
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ESRCH') return undefined;
    throw error;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}
