/** Puts a text into a colour; leaves it as it is where no colour is wanted. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** A paint that colours, or one that does not. Expects texts that were made visible before: it escapes nothing. */
export function paintOf(colour: boolean): Paint {
  const style = (open: number, close: number) => (text: string) =>
    colour && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    error: style(31, 39),
    warning: style(33, 39),
    note: style(36, 39),
    added: style(32, 39),
    removed: style(31, 39),
    strong: style(1, 22),
    faint: style(2, 22),
  };
}
