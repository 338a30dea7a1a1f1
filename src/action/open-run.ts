import { type Run, type RunContext, SEARCH_TIMEOUT } from '../commands/run.ts';
import type { Inputs } from './inputs.ts';

/** Begins the command that the inputs name. */
export async function openRun({ command, selection }: Inputs, context: RunContext): Promise<Run> {
  switch (command) {
    case 'check': {
      const { check } = await import('../commands/check.ts');
      return check({ ...selection, schema: undefined, refs: [] }, context);
    }
    case 'migrate': {
      const { migrate } = await import('../commands/migrate.ts');
      return migrate({ ...selection, mode: 'apply', to: undefined }, context);
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
      return repair({ ...selection, mode: 'apply', ...usual }, context);
    }
    case 'seal': {
      const { seal } = await import('../commands/seal.ts');
      return seal({ ...selection, mode: 'apply' }, context);
    }
    case 'status': {
      const { status } = await import('../commands/status.ts');
      return status(selection, context);
    }
  }
}
