import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/**
 * Says which files may import which: the first rule whose folder holds a file applies to it. `ours` are folders or
 * files of ours besides the file's own folder; `packages` are npm packages and `node:` modules, `*` for any.
 */
interface Rule {
  folder: string
  ours: string[]
  packages: string[]
}

const CORE_LEAVES = ['src-core/contract', 'src-core/ports', 'src-core/ports.ts']

/** Knowledge of WeChat, messages, replies and faults, without anything that happens. */
const KNOWLEDGE = [
  ...CORE_LEAVES,
  'src-core/wechat',
  'src-core/xml',
  'src-core/exchange',
  'src-core/diagnosis',
]

/** The renderer's layers, each of which may import those before it. */
const UI = ['src-renderer/i18n', 'src-renderer/ui']
const COMPOSABLES = [...UI, 'src-renderer/workbench', 'src-renderer/composables', 'src-core/contract']
const ACTIONS = [...COMPOSABLES, 'src-renderer/actions']
const FEATURES = [...ACTIONS, 'src-renderer/features']
const SCREENS = [...FEATURES, 'src-renderer/screens']

const PAGE_PACKAGES = ['vue', 'vue-i18n', '@vueuse/core', 'reka-ui', '@lucide/*', '@codemirror/*', '@lezer/*']

const rules: Rule[] = [
  { folder: 'src-core/contract', ours: [], packages: ['valibot'] },
  { folder: 'src-core/wechat', ours: ['src-core/contract'], packages: ['node:crypto'] },
  {
    folder: 'src-core/xml/parse',
    ours: ['src-core/contract', 'src-core/wechat', 'src-core/xml'],
    packages: ['fast-xml-parser', 'saxes'],
  },
  {
    folder: 'src-core/xml/write',
    ours: ['src-core/contract', 'src-core/wechat', 'src-core/xml'],
    packages: ['xmlbuilder2'],
  },
  { folder: 'src-core/xml', ours: ['src-core/contract', 'src-core/wechat'], packages: [] },
  {
    folder: 'src-core/exchange',
    ours: [...CORE_LEAVES, 'src-core/wechat', 'src-core/xml'],
    packages: ['node:crypto'],
  },
  {
    folder: 'src-core/diagnosis',
    ours: [...CORE_LEAVES, 'src-core/wechat', 'src-core/xml', 'src-core/exchange'],
    packages: ['node:crypto'],
  },
  { folder: 'src-core/phone', ours: KNOWLEDGE, packages: [] },
  {
    folder: 'src-core/settings',
    ours: [...CORE_LEAVES, 'src-core/wechat', 'src-core/exchange/relay.ts', 'src-core/undo.ts'],
    packages: ['valibot', 'node:crypto'],
  },
  {
    folder: 'src-core/rules',
    ours: [
      ...KNOWLEDGE,
      'src-core/phone',
      'src-core/settings',
      'src-core/time-budget.ts',
      'src-core/undo.ts',
    ],
    packages: ['valibot'],
  },
  { folder: 'src-core/conversion', ours: [...CORE_LEAVES, 'src-core/wechat', 'src-core/xml'], packages: [] },
  { folder: 'src-core/by-hand', ours: [...KNOWLEDGE, 'src-core/conversion', 'src-core/phone'], packages: [] },
  { folder: 'src-core/query', ours: [...CORE_LEAVES, 'src-core/exchange/leaves.ts'], packages: [] },
  {
    folder: 'src-core/history',
    ours: [...KNOWLEDGE, 'src-core/conversion', 'src-core/phone', 'src-core/settings', 'src-core/undo.ts'],
    packages: [],
  },
  {
    folder: 'src-core/reach/probe',
    ours: [...KNOWLEDGE, 'src-core/delivery', 'src-core/settings', 'src-core/probe-arrivals.ts'],
    packages: [],
  },
  {
    folder: 'src-core/comparison',
    ours: [...KNOWLEDGE, 'src-core/history/get-exchange.ts'],
    packages: [],
  },
  {
    folder: 'src-core/sharing',
    ours: [
      ...KNOWLEDGE,
      'src-core/delivery',
      'src-core/sender',
      'src-core/settings',
      'src-core/history/get-exchange.ts',
      'src-core/query',
      'src-core/keeping.ts',
    ],
    packages: ['valibot', 'node:crypto'],
  },
  {
    folder: 'src-core/issues',
    ours: [...CORE_LEAVES, 'src-core/settings', 'src-core/query', 'src-core/duration-counts.ts'],
    packages: [],
  },
  { folder: 'src-core/alarms', ours: [...KNOWLEDGE, 'src-core/history'], packages: [] },
  { folder: 'src-core/signing', ours: [...KNOWLEDGE, 'src-core/settings'], packages: [] },
  { folder: 'src-core/delivery', ours: KNOWLEDGE, packages: [] },
  {
    folder: 'src-core/sender',
    ours: [
      ...KNOWLEDGE,
      'src-core/delivery',
      'src-core/settings',
      'src-core/keeping.ts',
      'src-core/own-requests.ts',
      'src-core/runs.ts',
      'src-core/history/get-exchange.ts',
    ],
    packages: [],
  },
  {
    folder: 'src-core/samples',
    ours: [...KNOWLEDGE, 'src-core/sender', 'src-core/settings', 'src-core/undo.ts'],
    packages: [],
  },
  {
    folder: 'src-core/rehearsal',
    ours: [
      ...KNOWLEDGE,
      'src-core/delivery',
      'src-core/phone',
      'src-core/sender',
      'src-core/settings',
      'src-core/runs.ts',
    ],
    packages: [],
  },
  {
    folder: 'src-core/check-up',
    ours: [...KNOWLEDGE, 'src-core/delivery', 'src-core/settings', 'src-core/keeping.ts', 'src-core/runs.ts'],
    packages: ['valibot', 'node:crypto'],
  },
  {
    folder: 'src-core/burst',
    ours: [
      ...KNOWLEDGE,
      'src-core/delivery',
      'src-core/sender',
      'src-core/settings',
      'src-core/duration-counts.ts',
      'src-core/keeping.ts',
      'src-core/own-requests.ts',
      'src-core/runs.ts',
    ],
    packages: [],
  },
  {
    folder: 'src-core/responding',
    ours: [
      ...KNOWLEDGE,
      'src-core/delivery',
      'src-core/phone',
      'src-core/rules',
      'src-core/by-hand',
      'src-core/settings',
      'src-core/keeping.ts',
      'src-core/own-requests.ts',
      'src-core/probe-arrivals.ts',
      'src-core/time-budget.ts',
    ],
    packages: [],
  },
  {
    folder: 'src-core/reach',
    ours: [...KNOWLEDGE, 'src-core/delivery', 'src-core/settings', 'src-core/keeping.ts'],
    packages: [],
  },
  {
    folder: 'src-core/updates',
    ours: [...CORE_LEAVES, 'src-core/settings/settings.ts'],
    packages: ['valibot'],
  },
  { folder: 'src-core', ours: ['src-core'], packages: ['valibot', 'birpc'] },
  // The code that window and terminal share, without sockets and without Electron.
  { folder: 'src-main/host', ours: ['src-core/contract'], packages: ['node:fs', 'node:path', 'node:zlib'] },
  { folder: 'src-main/node', ours: ['src-core', 'src-main/host'], packages: ['node:*', 'ws'] },
  {
    folder: 'src-main/electron',
    ours: ['src-core', 'src-main/host'],
    packages: ['node:*', 'electron', 'valibot'],
  },
  {
    folder: 'src-main/terminal',
    ours: ['src-core', 'src-main/host', 'src-main/node'],
    packages: ['node:*', 'valibot'],
  },
  // The functions of the npm package. Their types are published, and import nothing.
  { folder: 'src-main/api/types.ts', ours: [], packages: [] },
  { folder: 'src-main/api', ours: ['src-core', 'src-main/node'], packages: ['node:crypto'] },
  { folder: 'src-main/api.ts', ours: ['src-main/api'], packages: [] },
  // Bundled into one file: of ours it may import the names of the channels, the form of an opened file and nothing else.
  {
    folder: 'src-main/preload.ts',
    ours: ['src-core/contract/session-file.ts', 'src-main/electron/ipc-channels.ts'],
    packages: ['electron'],
  },
  {
    folder: 'src-main/cli.ts',
    ours: ['src-core', 'src-main/host', 'src-main/terminal', 'package.json'],
    packages: ['node:*'],
  },
  {
    folder: 'src-main/index.ts',
    ours: ['src-core', 'src-main/host', 'src-main/node', 'src-main/electron', 'package.json'],
    packages: ['node:*', 'electron'],
  },
  // Knows no framework, so that the conformance suite runs it in Node.
  { folder: 'src-renderer/transport', ours: ['src-core/contract'], packages: ['birpc'] },
  { folder: 'src-renderer/workbench', ours: ['src-core/contract'], packages: ['vue'] },
  // The verdicts have one word each, here and in the terminal.
  {
    folder: 'src-renderer/i18n',
    ours: ['src-core/contract/verdict-words.ts'],
    packages: ['vue', 'vue-i18n'],
  },
  // Knows no workbench. It may import two parts of the contract: a stretch of text, and the size limit of a document.
  {
    folder: 'src-renderer/ui',
    ours: [...UI, 'src-core/contract/conversion.ts', 'src-core/contract/limits.ts'],
    packages: PAGE_PACKAGES,
  },
  { folder: 'src-renderer/composables', ours: COMPOSABLES, packages: ['vue', 'vue-i18n', '@vueuse/core'] },
  { folder: 'src-renderer/actions', ours: ACTIONS, packages: ['vue', '@lucide/*'] },
  { folder: 'src-renderer/features', ours: FEATURES, packages: PAGE_PACKAGES },
  // Each has a row: one screen knows nothing of another, and anything that two of them use is a feature.
  { folder: 'src-renderer/screens/check-up', ours: FEATURES, packages: PAGE_PACKAGES },
  { folder: 'src-renderer/screens/convert', ours: FEATURES, packages: PAGE_PACKAGES },
  { folder: 'src-renderer/screens/live', ours: FEATURES, packages: PAGE_PACKAGES },
  { folder: 'src-renderer/screens/send', ours: FEATURES, packages: PAGE_PACKAGES },
  { folder: 'src-renderer/screens/settings', ours: FEATURES, packages: PAGE_PACKAGES },
  { folder: 'src-renderer/screens/sign', ours: FEATURES, packages: PAGE_PACKAGES },
  { folder: 'src-renderer/shell', ours: SCREENS, packages: PAGE_PACKAGES },
  {
    folder: 'src-renderer/App.vue',
    ours: [...COMPOSABLES, 'src-renderer/shell'],
    packages: ['vue'],
  },
  {
    folder: 'src-renderer/app.ts',
    ours: ['src-core/contract', 'src-renderer/App.vue', 'src-renderer/i18n', 'src-renderer/workbench'],
    packages: ['vue'],
  },
  // Starts before Vue is there.
  {
    folder: 'src-renderer/main.ts',
    ours: [
      'src-renderer/app.ts',
      'src-renderer/i18n/texts.ts',
      'src-renderer/styles',
      'src-renderer/transport',
    ],
    packages: [],
  },
]

interface Import {
  from: string
  to: string
}

const sources = ['src-core', 'src-main', 'src-renderer'].flatMap((dir) =>
  readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|vue)$/.test(file))
    .map((file) => posix.join(dir, ...file.split(sep))),
)
const imports = sources.flatMap(importsOf)

/** Lists static and dynamic imports, and re-exports; type imports count, since a type is knowledge, too. */
function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8')
  const found = [...text.matchAll(/^\s*(?:import|export)\s(?:[^'"`]*?\sfrom\s)?\s*['"]([^'"]+)['"]/gm)]
  const dynamic = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)]
  return [...found, ...dynamic].map(([, specifier = '']) => ({ from, to: resolveSpecifier(from, specifier) }))
}

function resolveSpecifier(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier
  return relative(root, resolve(root, dirname(from), specifier))
    .split(sep)
    .join('/')
}

function isWithin(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`)
}

function ruleOf(file: string): Rule | undefined {
  return rules.find(({ folder }) => isWithin(file, folder))
}

function isAllowed({ from, to }: Import): boolean {
  const rule = ruleOf(from)
  if (!rule) return false
  const isOurs = /^(src-|package\.json|tests|scripts)/.test(to)
  if (isOurs) return [rule.folder, ...rule.ours].some((folder) => isWithin(to, folder))
  return rule.packages.some((name) =>
    name.endsWith('*') ? to.startsWith(name.slice(0, -1)) : to === name || to.startsWith(`${name}/`),
  )
}

function foldersOf(within: string, all: Import[]): Import[] {
  return all
    .filter(({ from, to }) => isWithin(from, within) && isWithin(to, within))
    .map(({ from, to }) => ({ from: posix.dirname(from), to: posix.dirname(to) }))
    .filter(({ from, to }) => from !== to)
}

function findCycles(all: Import[]): string[] {
  const edges = Map.groupBy(all, ({ from }) => from)
  const done = new Set<string>()
  const cycles: string[] = []
  function visit(place: string, path: string[]): void {
    if (path.includes(place)) {
      cycles.push([...path.slice(path.indexOf(place)), place].join(' → '))
      return
    }
    if (done.has(place)) return
    for (const { to } of edges.get(place) ?? []) visit(to, [...path, place])
    done.add(place)
  }
  for (const place of edges.keys()) visit(place, [])
  return cycles
}

describe('who imports whom', () => {
  it('sees the imports at all', () => {
    expect(imports.length).toBeGreaterThan(100)
  })

  it('has only the arrows of the table', () => {
    expect(imports.filter((one) => !isAllowed(one)).map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  it('has no cycles between files', () => {
    expect(findCycles(imports)).toEqual([])
  })

  it('has no cycles between folders of the renderer', () => {
    expect(findCycles(foldersOf('src-renderer', imports))).toEqual([])
  })

  it('would see a cycle between folders that no file is in twice', () => {
    const made = [
      { from: 'src-renderer/features/account/a.ts', to: 'src-renderer/features/code/b.ts' },
      { from: 'src-renderer/features/code/c.ts', to: 'src-renderer/features/account/d.ts' },
    ]
    expect(findCycles(made)).toEqual([])
    expect(findCycles(foldersOf('src-renderer', made))).toEqual([
      'src-renderer/features/account → src-renderer/features/code → src-renderer/features/account',
    ])
  })

  it.each(['README.md', 'README.en.md'])('goes leftwards only in the order that %s shows', (file) => {
    const readme = readFileSync(join(root, file), 'utf8')
    const [order = ''] = /contract ← [a-z· ←-]+[a-z]/.exec(readme) ?? []
    const floors = order.split(' ← ').map((floor) => floor.split(' · '))
    const folders = readdirSync(join(root, 'src-core'), { withFileTypes: true })
    expect(floors.flat().toSorted()).toEqual(
      folders.flatMap((one) => (one.isDirectory() ? [one.name] : [])).toSorted(),
    )
    const floorOf = (path: string) =>
      floors.findIndex((floor) => floor.some((name) => path.startsWith(`src-core/${name}/`)))
    const folderOf = (path: string) => path.split('/')[1]
    const wrong = imports.filter(({ from, to }) => {
      const [upper, lower] = [floorOf(from), floorOf(to)]
      return upper >= 0 && lower >= upper && folderOf(from) !== folderOf(to)
    })
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
    // And each of them has its row in the map.
    for (const name of floors.flat()) expect(readme).toContain(`| \`src-core/${name}\``)
  })

  it.each([
    ['src-core/exchange/receive.ts', 'electron'],
    ['src-core/exchange/receive.ts', 'node:http'],
    ['src-core/wechat/signature.ts', 'src-core/exchange/receive.ts'],
    ['src-core/diagnosis/diagnose.ts', 'src-core/responding/recording.ts'],
    ['src-core/settings/settings.ts', 'src-core/responding/responding.ts'],
    ['src-core/xml/json/simple.ts', 'fast-xml-parser'],
    ['src-main/node/responder.ts', 'src-main/electron/window.ts'],
    ['src-main/electron/window.ts', 'src-main/node/workbench.ts'],
    ['src-main/node/control-server.ts', 'sirv'],
    ['src-main/host/page-files.ts', 'node:http'],
    ['src-renderer/App.vue', 'src-core/app.ts'],
    ['src-renderer/App.vue', 'src-main/preload.ts'],
    ['src-renderer/transport/connect.ts', 'vue'],
    ['src-renderer/workbench/workbench-state.ts', 'src-renderer/i18n/zh.ts'],
    ['src-renderer/i18n/zh.ts', 'src-renderer/ui/IconButton.vue'],
    ['src-renderer/ui/IconButton.vue', 'src-renderer/composables/useWorkbench.ts'],
    ['src-renderer/ui/IconButton.vue', 'src-core/contract/exchange.ts'],
    ['src-renderer/composables/useExchange.ts', 'src-renderer/features/findings/FindingNote.vue'],
    ['src-renderer/features/account/AccountForm.vue', 'src-renderer/screens/live/LiveScreen.vue'],
    ['src-renderer/screens/live/rules/useRuleFiles.ts', 'src-renderer/screens/convert/document-side.ts'],
    ['src-renderer/screens/live/LiveScreen.vue', 'src-renderer/shell/SideRail.vue'],
    ['src-renderer/screens/nobody-knows/NewScreen.vue', 'src-renderer/ui/IconButton.vue'],
    ['src-renderer/shell/SideRail.vue', 'src-renderer/transport/connect.ts'],
    ['src-renderer/App.vue', 'src-renderer/screens/live/LiveScreen.vue'],
    ['src-renderer/main.ts', 'src-renderer/shell/WorkbenchShell.vue'],
  ])('would refuse %s → %s', (from, to) => {
    expect(isAllowed({ from, to })).toBe(false)
  })
})

describe('the house', () => {
  it('has no file of more than 300 lines', () => {
    const long = sources.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 300)
    expect(long).toEqual([])
  })

  it('has no folder or file for what has no name', () => {
    expect(
      sources.filter((file) => /(^|\/)(utils?|helpers?|misc|common|index)(\/|\.ts$)/.test(file)),
    ).toEqual(['src-main/index.ts'])
  })

  // Incoming XML is text: nothing from a stranger may become markup.
  it('never turns text into markup', () => {
    const banned = /v-html|innerHTML|outerHTML|insertAdjacentHTML|document\.write/
    expect(sources.filter((file) => banned.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  })
})
