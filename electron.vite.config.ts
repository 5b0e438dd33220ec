import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const here = import.meta.dirname

export default defineConfig({
  main: {
    build: {
      // One build serves both hosts: `index` is the desktop, `cli` the terminal and the browser shell.
      rollupOptions: {
        input: {
          index: resolve(here, 'src-main/index.ts'),
          cli: resolve(here, 'src-main/cli.ts'),
          'conversion-worker': resolve(here, 'src-main/node/conversion-worker.ts'),
          'pattern-worker': resolve(here, 'src-main/node/pattern-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file: it can require nothing but Electron.
      rollupOptions: {
        input: { index: resolve(here, 'src-main/preload.ts') },
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(here, 'src-renderer'),
    plugins: [vue(), tailwindcss(), preloadFirstScreen()],
    // The composition API alone is used; without these the whole of the other one is carried along.
    define: { __VUE_I18N_LEGACY_API__: false, __VUE_I18N_FULL_INSTALL__: false },
    build: {
      rollupOptions: { input: resolve(here, 'src-renderer/index.html') },
      minify: true,
      // The browser shell is served over http by address and the window over app://, so nothing is fetched across.
      modulePreload: { polyfill: false },
    },
  },
})

/** Lets the browser fetch the first screen together with the start of the page, which asks for it only once it runs. */
function preloadFirstScreen(): Plugin {
  return {
    name: 'preload-first-screen',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
        const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/LiveScreen.vue'))
        return [first?.fileName, ...(first?.imports ?? [])].flatMap((file) =>
          file === undefined
            ? []
            : [
                {
                  tag: 'link',
                  attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
                  // Behind the stylesheet, without which nothing is painted.
                  injectTo: 'head' as const,
                },
              ],
        )
      },
    },
  }
}
