/** What the child is given of our environment: what time zone and language make of dates and texts, and what Windows cannot start without. */
const KEPT: ReadonlySet<string> = new Set([
  'TZ',
  'LANG',
  'LC_ALL',
  'LC_TIME',
  'LC_COLLATE',
  'LC_NUMERIC',
  'SYSTEMROOT',
]);

/** The short list of variables that a child gets: no token is among them, and nothing that tells Node to load anything. */
export function environmentOf(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => KEPT.has(name.toUpperCase())));
}

/** What the program of a child may be given beyond the least. */
export interface ChildRights {
  /** Files and directories that it may read, besides its own program. */
  readonly readable: readonly string[];
  /** It makes no program of texts, where it does not run one that needs to. */
  readonly makesCode: boolean;
}

/**
 * The arguments with which Node runs a program that may read itself and nothing else, write nothing, start no process, no thread and no addon, and that ends itself
 * beyond so much memory. Node's permission model does not keep it from opening a socket up to Node 24.
 */
export function argumentsFor(
  program: string,
  memoryMiB: number,
  { readable, makesCode }: ChildRights,
): readonly string[] {
  // The same model; it left its experimental stage with 22.13 and 23.5.
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  return [
    permission,
    ...[program, ...readable].map((path) => `--allow-fs-read=${path}`),
    '--experimental-vm-modules',
    ...(makesCode ? [] : ['--disallow-code-generation-from-strings']),
    `--max-old-space-size=${memoryMiB}`,
    '--no-warnings',
    program,
  ];
}
