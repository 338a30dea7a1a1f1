import { type Run, type RunContext, SEARCH_TIMEOUT } from '../commands/run.ts';
import type { Inputs } from './inputs.ts';

/** Begins the command that the inputs name: it plans, unless it is to write. `against` is what a check compares with. */
export async function openRun(
  { command, changes, selection }: Inputs,
  against: string | undefined,
  context: RunContext,
): Promise<Run> {
  const mode = changes === 'write' ? 'apply' : 'plan';
  switch (command) {
    case 'check': {
      const { check } = await import('../commands/check.ts');
      return check({ ...selection, schema: undefined, refs: [], against, secrets: false }, context);
    }
    case 'migrate': {
      const { migrate } = await import('../commands/migrate.ts');
      return migrate({ ...selection, mode, to: undefined }, context);
    }
    case 'repair': {
      const { repair } = await import('../commands/repair.ts');
      const usual = {
        from: undefined,
        side: undefined,
        isSalvaging: false,
        timeout: SEARCH_TIMEOUT,
        isInteractive: false,
      };
      return repair({ ...selection, mode, ...usual }, context);
    }
    case 'seal': {
      const { seal } = await import('../commands/seal.ts');
      return seal({ ...selection, mode }, context);
    }
    case 'status': {
      const { status } = await import('../commands/status.ts');
      return status(selection, context);
    }
  }
}
