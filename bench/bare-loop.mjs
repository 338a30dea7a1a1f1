// The loop that `check` of many files is measured against: read, SHA-256, JSON.parse, compiled Ajv. Arguments: the schema, the folder.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [schema = '', folder = ''] = process.argv.slice(2);
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

let healthy = 0;
for (const name of readdirSync(folder)) {
  const bytes = readFileSync(join(folder, name));
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== '' && validate(JSON.parse(bytes.toString('utf8')))) healthy += 1;
}
console.log(`${healthy} healthy`);
