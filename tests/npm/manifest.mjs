// The manifest against the schema of its own package.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const read = (path) => JSON.parse(readFileSync(new URL(`node_modules/${path}`, import.meta.url), 'utf8'));

const validate = new Ajv({ allErrors: true, strict: false }).compile(read('custom-elements-manifest/schema.json'));
if (!validate(read('developing-story/custom-elements.json'))) {
  console.error(validate.errors);
  process.exit(1);
}
