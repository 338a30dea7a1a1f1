import { areDisjoint, type CodePoints } from './code-points.ts';
import type { Expression } from './regexp-syntax.ts';

/** Above this many places a proof costs more than it saves. */
const MAX_PLACES = 200;

interface Part {
  readonly isNullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/**
 * True where a backtracking engine needs time in proportion to the text alone, proven: the pattern is bound to the start (or has no repeat), and
 * at every place the next character leaves at most one way to go on, reached in one manner only (Glushkov's automaton is strongly
 * deterministic). Such patterns, nearly all of those in practice, run natively; `(a+)+` or `\d+\d*` do not pass.
 */
export function isDeterministic(expression: Expression): boolean {
  const parts = expression.kind === 'sequence' ? [...expression.parts] : [expression];
  const isBound = parts[0]?.kind === 'start';
  if (isBound) parts.shift();
  if (parts.at(-1)?.kind === 'end') parts.pop();
  const proof = new Proof();
  const whole = proof.read({ kind: 'sequence', parts });
  return whole !== undefined && (isBound || !proof.hasRepeat) && proof.areApart(whole.first) && proof.isUnambiguous();
}

class Proof {
  hasRepeat = false;
  private readonly sets: CodePoints[] = [];
  private readonly followers: number[][] = [];

  /** The part's places, or `undefined` where it is beyond this proof. */
  read(expression: Expression): Part | undefined {
    switch (expression.kind) {
      case 'set': {
        const place = this.sets.push(expression.set) - 1;
        this.followers.push([]);
        return place >= MAX_PLACES ? undefined : { isNullable: false, first: [place], last: [place] };
      }
      case 'sequence':
        return this.sequence(expression.parts);
      case 'choice':
        return this.choice(expression.options);
      case 'repeat':
        return this.repeat(expression);
      default:
        return undefined;
    }
  }

  /** No two of these places take the same character. */
  areApart(places: readonly number[]): boolean {
    return places.every((place, index) =>
      places.slice(index + 1).every((other) => areDisjoint(this.sets[place] ?? [], this.sets[other] ?? [])),
    );
  }

  /** Also refuses a place that follows another in two manners: those are not disjoint from themselves. */
  isUnambiguous(): boolean {
    return this.followers.every((places) => this.areApart(places));
  }

  private sequence(parts: readonly Expression[]): Part | undefined {
    let whole: Part = { isNullable: true, first: [], last: [] };
    for (const part of parts) {
      const next = this.read(part);
      if (next === undefined) return undefined;
      this.connect(whole.last, next.first);
      whole = {
        isNullable: whole.isNullable && next.isNullable,
        first: whole.isNullable ? [...whole.first, ...next.first] : whole.first,
        last: next.isNullable ? [...whole.last, ...next.last] : next.last,
      };
    }
    return whole;
  }

  private choice(options: readonly Expression[]): Part | undefined {
    const read = options.map((option) => this.read(option));
    const parts = read.filter((part) => part !== undefined);
    // Two ways to match nothing would be two manners to reach what follows.
    if (parts.length < read.length || parts.filter((part) => part.isNullable).length > 1) return undefined;
    return {
      isNullable: parts.some((part) => part.isNullable),
      first: parts.flatMap((part) => part.first),
      last: parts.flatMap((part) => part.last),
    };
  }

  private repeat({ body, min, max }: Extract<Expression, { kind: 'repeat' }>): Part | undefined {
    const part = this.read(body);
    if (part === undefined || part.isNullable) return undefined;
    if (max > 1) {
      this.hasRepeat = true;
      this.connect(part.last, part.first);
    }
    return { ...part, isNullable: min === 0 };
  }

  private connect(from: readonly number[], to: readonly number[]): void {
    for (const place of from) this.followers[place]?.push(...to);
  }
}
