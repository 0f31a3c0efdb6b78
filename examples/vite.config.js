import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';

const isCustomElement = (tag) => tag === 'developing-story';

export default {
  base: './',
  plugins: [svelte(), vue({ template: { compilerOptions: { isCustomElement } } })],
  optimizeDeps: { exclude: ['developing-story'] },
  build: {
    rollupOptions: {
      input: ['.', 'html', 'react', 'preact', 'vue', 'svelte'].map((name) => `${name}/index.html`),
    },
  },
};
