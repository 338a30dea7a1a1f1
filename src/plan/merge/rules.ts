import { type Pointer, tokensOf } from '../../model/pointer.ts';
import type { ItemIdentity } from '../../registry/kind.ts';

/** What a kind says of one place of its documents, and of those below. */
export interface Rules {
  /** The field belongs to statefix: two changes to it are no conflict, ours stands. */
  readonly isEngine: boolean;
  /** Of two changes, the later or larger stands. */
  readonly isLater: boolean;
  /** For an array: the member of each item that names it. */
  readonly by: Pointer | undefined;
  below(token: string | number): Rules;
}

interface Rule {
  readonly tokens: readonly string[];
  readonly says: 'engine' | 'later' | { readonly by: Pointer };
}

/** The rules of a document's root. */
export function rulesOf(facts: {
  readonly identities: readonly ItemIdentity[];
  readonly engine: readonly Pointer[];
  readonly later: readonly Pointer[];
}): Rules {
  return rulesAt(
    [
      ...facts.engine.map((pointer): Rule => ({ tokens: tokensOf(pointer), says: 'engine' })),
      ...facts.later.map((pointer): Rule => ({ tokens: tokensOf(pointer), says: 'later' })),
      ...facts.identities.map(({ items, by }): Rule => ({ tokens: tokensOf(items), says: { by } })),
    ],
    0,
  );
}

const NO_RULES: Rules = { isEngine: false, isLater: false, by: undefined, below: () => NO_RULES };

function rulesAt(rules: readonly Rule[], depth: number): Rules {
  if (rules.length === 0) return NO_RULES;
  const here = rules.filter(({ tokens }) => tokens.length === depth);
  const deeper = rules.filter(({ tokens }) => tokens.length > depth);
  const named = here.find(({ says }) => typeof says === 'object')?.says;
  return {
    isEngine: here.some(({ says }) => says === 'engine'),
    isLater: here.some(({ says }) => says === 'later'),
    by: typeof named === 'object' ? named.by : undefined,
    below(token) {
      if (deeper.length === 0) return NO_RULES;
      const name = String(token);
      return rulesAt(
        deeper.filter(({ tokens }) => tokens[depth] === '*' || tokens[depth] === name),
        depth + 1,
      );
    },
  };
}
