export default {
  // Where the built example lies on the site of all examples.
  base: '/astro',
  outDir: '../dist/astro',
  vite: { optimizeDeps: { exclude: ['developing-story'] } },
};
