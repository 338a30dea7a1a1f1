/** Windows: of permission bits it keeps only whether a file may be written, it has no signals to catch, and links take a right that few have. */
export const isWindows = process.platform === 'win32';
