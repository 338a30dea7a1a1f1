import type { Readable } from 'node:stream';

/** All bytes of standard input, read when first asked for, once. Rejects with an `AbortError` when the run is interrupted. */
export function standardInput(stdin: () => Readable, signal: AbortSignal): () => Promise<Uint8Array> {
  let bytes: Promise<Uint8Array> | undefined;
  return () => {
    bytes ??= readAll(stdin(), signal);
    return bytes;
  };
}

async function readAll(stdin: Readable, signal: AbortSignal): Promise<Uint8Array> {
  const { addAbortSignal } = await import('node:stream');
  const chunks: Uint8Array[] = [];
  for await (const chunk of addAbortSignal(signal, stdin)) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
