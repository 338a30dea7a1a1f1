import type { SeverityOverrides } from '../checks/diagnose.ts';
import type { Format } from '../formats/format.ts';
import type { FormatName } from '../model/state-file.ts';
import type { StepRunner } from '../plan/step-runner.ts';
import type { Kind } from '../registry/kind.ts';
import type { SchemaLookup } from '../registry/version-schema.ts';
import type { Neighbourhood } from '../store/siblings.ts';
import type { RunContext } from './run.ts';

/** A file that a run is about. */
export interface Target {
  /** Absolute; `-` for standard input. */
  readonly path: string;
  /** As reports show it: relative to the working directory, with `/`. */
  readonly display: string;
  readonly kindName: string;
  /** True where the user named this very path, so that links are followed wherever they lead. */
  readonly isNamed: boolean;
  /** The directory inside which a file that a walk found may be written. */
  readonly root: string;
}

/** A kind and what goes with it, loaded once a run. */
export interface LoadedKind {
  readonly kind: Kind;
  readonly schemaOf: SchemaLookup;
}

/** All that commands work with, opened once a run: what is read lazily is read when a file first needs it. */
export interface Workbench {
  readonly context: RunContext;
  readonly targets: readonly Target[];
  readonly severities: SeverityOverrides;
  readonly neighbourhood: Neighbourhood;
  readonly runStep: StepRunner;
  readonly errorOnUnmatched: boolean;
  kind(name: string): Promise<LoadedKind>;
  format(name: FormatName): Promise<Format>;
}
