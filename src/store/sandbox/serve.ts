import { createRequire } from 'node:module';
import type { Readable, Writable } from 'node:stream';
import { createFrameReader, frameOf } from './frames.ts';
import type { SandboxAnswer, SandboxRequest } from './messages.ts';
import { loadSandboxedStep, type SandboxedStep } from './realm.ts';

/** Serves the process that started this one: it asks through `input`, and ends it by closing that. */
export function serveSteps(input: Readable, output: Writable): void {
  const steps = new Map<string, SandboxedStep>();
  const read = createFrameReader(2 ** 32);
  let last = Promise.resolve();

  async function serve(request: SandboxRequest): Promise<void> {
    const given = await answer(request, steps);
    // Promises of the step come first: one that never ends must not look like the fault of the next.
    await new Promise((resolve) => setImmediate(resolve));
    output.write(frameOf(given));
  }

  input.on('data', (piece: Uint8Array) => {
    // They come from the process that this one belongs to.
    for (const request of (read(piece) ?? []) as readonly SandboxRequest[]) last = last.then(() => serve(request));
  });
  output.write(frameOf({ kind: 'ready' } satisfies SandboxAnswer));
}

async function answer(request: SandboxRequest, steps: Map<string, SandboxedStep>): Promise<SandboxAnswer> {
  switch (request.kind) {
    case 'strip':
      return strip(request);
    case 'load': {
      const [entry] = request.modules;
      try {
        if (entry !== undefined) steps.set(entry.url, await loadSandboxedStep(request.modules));
        return { kind: 'loaded' };
      } catch (error) {
        return { kind: 'refused', reason: `it cannot be loaded: ${said(error)}` };
      }
    }
    case 'run': {
      const step = steps.get(request.url);
      if (step === undefined) throw new RangeError(`${request.url} was not loaded`);
      return { kind: 'result', result: step.run(request.step, request.direction, request.value) };
    }
  }
}

type Strip = (text: string, options: { readonly mode: string }) => string | { readonly code: string };

/** Node strips types by a function of its own since 22.13; before, by a package of the user's. */
function strip({ text, stripper }: Extract<SandboxRequest, { readonly kind: 'strip' }>): SandboxAnswer {
  try {
    const stripped =
      stripper === undefined
        ? stripperOfNode()?.(text, { mode: 'strip' })
        : (createRequire(stripper)(stripper) as { readonly transformSync: Strip }).transformSync(text, {
            mode: 'strip-only',
          });
    if (stripped === undefined) return { kind: 'refused', reason: 'this Node cannot strip types' };
    return { kind: 'stripped', text: typeof stripped === 'string' ? stripped : stripped.code };
  } catch (error) {
    return { kind: 'refused', reason: `it cannot be loaded: ${said(error)}` };
  }
}

function stripperOfNode(): Strip | undefined {
  return (process.getBuiltinModule('node:module') as { readonly stripTypeScriptTypes?: Strip }).stripTypeScriptTypes;
}

/** Whatever a module throws while it loads may be anything, of another world, too. */
function said(error: unknown): string {
  try {
    const { name, message, stack } = error as Partial<Error>;
    if (typeof name !== 'string' || typeof message !== 'string') return String(error);
    const [, line] = /\.m?[jt]s:(\d+)(?::\d+)?/.exec(String(stack)) ?? [];
    const place = line === undefined ? '' : ` (line ${line})`;
    // Of a mistake in the syntax, Node keeps the place to itself.
    const advice = place === '' && name === 'SyntaxError' ? '; to see where, run: node --check' : '';
    return `${name}: ${message}${place}${advice}`;
  } catch {
    // It throws when it is looked at.
    return 'it threw an object that cannot be shown';
  }
}
