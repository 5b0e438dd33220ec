import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { recordBundle } from './scripts/record-bundle.ts'

const here = import.meta.dirname

export default defineConfig({
  main: {
    plugins: [recordBundle()],
    build: {
      // What is passed on has no node_modules, and starts in half the time from few files.
      externalizeDeps: false,
      // One build serves all: `index` is the desktop, `cli` the terminal and the browser shell, `api` the npm package.
      rollupOptions: {
        input: {
          index: resolve(here, 'src-main/index.ts'),
          cli: resolve(here, 'src-main/cli.ts'),
          api: resolve(here, 'src-main/api.ts'),
          'burst-process': resolve(here, 'src-main/node/burst-process.ts'),
          'conversion-worker': resolve(here, 'src-main/node/conversion-worker.ts'),
          'pattern-worker': resolve(here, 'src-main/node/pattern-worker.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          comments: false,
          // Names stay, for the stack in a report of a fault.
          minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        },
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
    plugins: [vue(), tailwindcss(), announceApp(), importLessOfVue(), recordBundle()],
    // The composition API alone is used, and `compile-message.ts`; without these all the rest is carried along.
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
      __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
    },
    build: {
      rollupOptions: {
        input: resolve(here, 'src-renderer/index.html'),
        output: {
          // Two files to start with and one of texts, each with all that it needs: `src-renderer/main.ts` says why.
          codeSplitting: {
            groups: [
              // Only the settings check what they show; in the group of the app it would go along.
              { name: 'schemas', test: /node_modules\/valibot|contract\/command\.ts/, priority: 4 },
              { name: 'main', test: /src-renderer\/main\.ts$/, priority: 3 },
              { name: 'app', test: /src-renderer\/(app|i18n\/verdict-words)\.ts$/, priority: 2 },
              { name: 'zh', test: /i18n\/zh\.ts$/, priority: 1 },
              { name: 'en', test: /i18n\/en\.ts$/, priority: 1 },
            ],
          },
        },
      },
      minify: true,
      // Where the workbench runs, a round trip is shorter than telling the browser of files ahead.
      modulePreload: false,
    },
  },
})

/** Lets the browser fetch `app.ts` together with `main.ts`, which asks for it only once it runs. */
function announceApp(): Plugin {
  return {
    name: 'announce-app',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
        const app = chunks.find(({ name }) => name === 'app')
        const main = chunks.find(({ name }) => name === 'main')
        return [app?.fileName, ...(app?.imports ?? [])].flatMap((file) =>
          file === undefined || file === main?.fileName
            ? []
            : [
                {
                  tag: 'link',
                  attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
                  // Behind the style sheet, without which nothing is painted.
                  injectTo: 'head' as const,
                },
              ],
        )
      },
    },
  }
}

/**
 * vue-i18n looks for the current component by a name that it computes, so that the bundler has to keep all of Vue. Vue
 * exports that function by the other name alone; by that one the page starts with an eighth less code.
 */
function importLessOfVue(): Plugin {
  const all = "import * as Vue from 'vue';"
  return {
    name: 'import-less-of-vue',
    apply: 'build',
    transform: {
      filter: { id: /vue-i18n\.mjs$/ },
      handler(code) {
        if (!code.includes(all)) this.error(`vue-i18n no longer has: ${all}`)
        return code.replace(
          all,
          "import { getCurrentInstance as findInstance } from 'vue'\nconst Vue = { getCurrentInstance: findInstance }",
        )
      },
    },
  }
}
