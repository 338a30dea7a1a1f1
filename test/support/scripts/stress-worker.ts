import { writeSync } from 'node:fs';
import { CONTESTANTS, type ContestantName } from '../../torture/lock-stress/contestants.ts';
import { createInside } from '../../torture/lock-stress/inside.ts';
import { createTrouble, type TroubleSettings } from '../../torture/lock-stress/trouble.ts';

/** What the process that starts a worker asks of it. */
export interface WorkerOrder {
  readonly contestant: ContestantName;
  readonly path: string;
  /** The directory of the marks of those inside. */
  readonly inside: string;
  /** False where processes in other pid namespaces take part: they cannot be asked for, and all marks are taken for those of the living. */
  readonly isOneNamespace: boolean;
  readonly increments: number;
  readonly trouble: TroubleSettings;
}

// Adds to a counter as the order in the first argument says. Tells, a line each: `+<number>` acknowledged, `~` delayed, `x` about to kill itself, `!` not alone.
const order: WorkerOrder = JSON.parse(process.argv[2] ?? '');
const tell = (line: string) => writeSync(1, `${line}\n`);
const trouble = createTrouble(order.trouble, (what) => tell(what === 'delay' ? '~' : 'x'));
const contestant = await CONTESTANTS[order.contestant]({
  path: order.path,
  trouble,
  inside: createInside(order.inside, order.isOneNamespace ? undefined : () => true),
  overlapped: () => tell('!'),
});
for (let done = 0; done < order.increments; done += 1) {
  tell(`+${await contestant.increment()}`);
  trouble.done();
}
contestant.close();
