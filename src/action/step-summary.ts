/** Above 1 MiB a summary is refused as a whole while the step stays green: so much of it is used, in bytes. */
const MOST_BYTES = 900 * 1024;

const REST = '\n\nThe rest is left out here: see the log and the report.\n';

/** A page for the summary of a step: whole where it finds room beside what is there already, in bytes, else cut between two lines. */
export function fittingSummary(page: string, used = 0): string {
  const bytes = Buffer.from(page);
  const free = MOST_BYTES - used;
  if (bytes.length <= free) return page;
  const end = bytes.subarray(0, Math.max(0, free - REST.length)).lastIndexOf('\n');
  return end <= 0 ? '' : bytes.subarray(0, end).toString('utf8') + REST;
}
