import { fileURLToPath } from 'node:url';

export default {
  // Where the built example lies on the site of all examples.
  basePath: '/next',
  output: 'export',
  // All examples share what is installed two folders up; Next looks for it in the example's own.
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
};
