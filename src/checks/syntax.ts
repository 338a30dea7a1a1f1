import type { Check } from './check.ts';

/** What reader and parser met: the file could not be had, is no document of its format, or holds something worth a note. */
export const syntax: Check = ({ file }) => {
  switch (file.kind) {
    case 'parsed':
      return file.notes;
    case 'malformed':
      return file.faults;
    case 'unread':
      return [file.fault];
  }
};
