import type { CommandName } from '../model/report.ts';
import type { OptionName } from './options.ts';

/** A well-formed command line: every option known to its command, those with a value having one. Values are still text. */
export interface Invocation {
  readonly command: CommandName;
  readonly paths: readonly string[];
  /** The options given, each with its values in order; an option that takes none has an empty list. */
  readonly given: ReadonlyMap<OptionName, readonly string[]>;
}

/** The value that counts: the last one given. */
export function textOf({ given }: Invocation, name: OptionName): string | undefined {
  return given.get(name)?.at(-1);
}

export function textsOf({ given }: Invocation, name: OptionName): readonly string[] {
  return given.get(name) ?? [];
}

export function isGiven({ given }: Invocation, name: OptionName): boolean {
  return given.has(name);
}
