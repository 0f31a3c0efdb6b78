// Holds a posting to the vocabulary of schema.org, as its own file has it: every type and every property is one, each
// property may stand on what it stands on, and may have what it has.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SCHEMA = 'http://schema.org/';
const TRIPLE = /^<([^>]+)> <([^>]+)> <([^>]+)> /;

/** What a term is said to be, by the name of the relation. @type {Map<string, Map<string, string[]>>} */
const terms = new Map();
const file = createRequire(import.meta.url).resolve('@vocabulary/schema').replace('index.js', 'schema.nq');
for (const line of readFileSync(file, 'utf8').split('\n')) {
  const [, subject, relation, object] = TRIPLE.exec(line) ?? [];
  if (!subject?.startsWith(SCHEMA)) continue;
  const of = terms.get(subject.slice(SCHEMA.length)) ?? new Map();
  terms.set(subject.slice(SCHEMA.length), of);
  const name = relation.replace(/.*[#/]/, '');
  of.set(name, [...(of.get(name) ?? []), object.replace(SCHEMA, '')]);
}

const said = (term, relation) => terms.get(term)?.get(relation) ?? [];

/** A type and everything that it is a kind of. */
const kinds = (type) => [type, ...said(type, 'subClassOf').flatMap(kinds)];

/** What a text can be taken for. */
const texts = (text) => ['Text', ...(URL.canParse(text) ? ['URL'] : []), ...(/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? ['DateTime', 'Date'] : [])];

const wrong = [];
let checked = 0;

const check = (node, path) => {
  const type = node['@type'];
  if (!said(type, 'type').some((it) => it.endsWith('#Class'))) wrong.push(`${path}: there is no type ${type}`);
  for (const [name, value] of Object.entries(node)) {
    if (name.startsWith('@')) continue;
    checked += 1;
    const at = `${path}.${name}`;
    if (!said(name, 'type').some((it) => it.endsWith('#Property'))) wrong.push(`${at}: there is no such property`);
    else if (!kinds(type).some((kind) => said(name, 'domainIncludes').includes(kind))) wrong.push(`${at}: not a property of ${type}`);
    const allowed = said(name, 'rangeIncludes');
    for (const one of [value].flat()) {
      const is = typeof one === 'object' ? kinds(one['@type']) : typeof one === 'number' ? ['Number', 'Integer'] : texts(one);
      if (!is.some((kind) => allowed.includes(kind))) wrong.push(`${at}: ${JSON.stringify(one).slice(0, 80)} is none of ${allowed.join(', ')}`);
      if (typeof one === 'object') check(one, at);
    }
  }
};

const posting = JSON.parse(readFileSync(process.argv[2], 'utf8'));
check(posting, posting['@type']);
if (checked < 100) wrong.push(`there are only ${checked} properties`);
if (wrong.length) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
