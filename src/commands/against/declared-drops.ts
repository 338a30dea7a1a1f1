import { isPointer, type Pointer } from '../../model/pointer.ts';

const START = /^export\s+(?:const|let|var)\s+drops\b/m;
const LIST = /^\s*(?::[^=]*)?=\s*(\[[^\]]*\])/;
const STRING = /^(?:'([^'\\\n]*)'|"([^"\\\n]*)"|`([^`\\$]*)`)$/;

/**
 * What the text of a migration declares to drop, without running it: none where it says nothing of it, `undefined` where what it says is more than a list
 * of plain strings.
 */
export function declaredDrops(text: string): readonly Pointer[] | undefined {
  if (!/\bdrops\b/.test(text)) return [];
  // The first declaration is the only one that a module can have.
  const start = START.exec(text);
  const [, list] = start === null ? [] : (LIST.exec(text.slice(start.index + start[0].length)) ?? []);
  if (list === undefined) return undefined;
  const items = list
    .slice(1, -1)
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const pointers = items.map((item) =>
    STRING.exec(item)
      ?.slice(1)
      .find((part) => part !== undefined),
  );
  return pointers.every((pointer) => pointer !== undefined && isPointer(pointer)) ? (pointers as Pointer[]) : undefined;
}
