/**
 * Text for the log of a runner that the runner does not obey: a line that starts with `::`, and `##[` or `##vso[` anywhere, are commands to it. Line
 * breaks stay.
 */
export function neutral(text: string): string {
  return text.replace(/^([\s\u0085]*):(?=:)/gm, '$1: ').replace(/##(?=\[|vso\[)/gi, '# #');
}
