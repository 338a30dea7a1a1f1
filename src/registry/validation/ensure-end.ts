import type { Target } from './program.ts';
import { invalid } from './schema-errors.ts';

/** As many targets as may judge one value in a row, each called by the one before. */
const MAX_CHAIN = 256;

/** Refuses schemas that would call themselves on the same value for ever, or too far for the stack. Throws `StatefixError`. */
export function ensureEnd(targets: readonly Target[]): void {
  const height = new Map<Target, number>();
  const open = new Set<Target>();
  for (const start of targets) {
    const path: { readonly target: Target; next: number }[] = [];
    const visit = (target: Target): void => {
      if (height.has(target)) return;
      if (open.has(target)) throw refusal(target, 'it refers back to itself on the same value, which has no end');
      open.add(target);
      path.push({ target, next: 0 });
    };
    visit(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { target } = step;
      const called = target.sameValue[step.next];
      step.next += 1;
      if (called !== undefined) {
        visit(called);
        continue;
      }
      const own = 1 + target.sameValue.reduce((most, each) => Math.max(most, height.get(each) ?? 0), 0);
      if (own > MAX_CHAIN) {
        throw refusal(target, `more than ${MAX_CHAIN} schemas follow one another on the same value`);
      }
      height.set(target, own);
      open.delete(target);
      path.pop();
    }
  }
}

function refusal({ place }: Target, reason: string): Error {
  return invalid(place.resource.document, place.pointer, reason);
}
