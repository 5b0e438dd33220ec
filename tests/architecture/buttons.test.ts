import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, resolve, sep } from 'node:path'
import { expect, it } from 'vitest'
import { findUnexplained } from './buttons.ts'

/**
 * Checks that each button performs an action of the registry, or is a control: `src-renderer/actions/kind/action.ts`
 * says which is which. `findUnexplained` sees most controls by what stands in the template; the others are listed here.
 */

const root = resolve(import.meta.dirname, '../..')

const ADVICE = `A button that is neither an action nor known as a control. Can it be done with the screen as a whole,
or from anywhere? Then write a file in src-renderer/actions, add its row to registry.ts, and use ActionButton,
ActionIcon or useAction(…).perform. Does it belong to one field, one row or one part of the page? Then add it to
CONTROLS in tests/architecture/buttons.test.ts, and say why. A line with "is gone" has to leave that list.`

/** By file: what stands in the @click of each control, and to what part of the page it belongs. */
const CONTROLS: Record<string, [does: string[], why: string]> = {
  'features/account/AccountRemoval.vue': [['remove'], 'deletes the account that its panel shows'],
  'screens/live/several/SeveralBar.vue': [
    ['replay', 'compare', 'desk.share?.openTransfer()', 'remove', "pick({ kind: 'none' })"],
    'what is done with the rows that its line counts',
  ],
  'screens/live/marks/ExchangeNote.vue': [['writing = true'], 'opens the field that its text stands for'],
  'features/account/KeyRenewal.vue': [['renew', 'restore'], 'the value of one field'],
  'features/actions/KeySettings.vue': [['update({ keys: {} })'], 'takes back the settings around it'],
  'features/actions/KeySheet.vue': [['changing = !changing'], 'shows the fields of its sheet'],
  'features/actions/StartStop.vue': [['refuseDoubled'], 'keeps a click from its action buttons'],
  'features/findings/RepairPreview.vue': [['copy(after)'], 'copies the text above it'],
  'features/message/KeepMessage.vue': [['keep'], 'what one finding proposes'],
  'features/phone/PhoneAddressButton.vue': [['#trigger'], 'shows the address of one link'],
  'features/reach/LeftOverLine.vue': [
    ["decide('tunnel.endLeftOver')", "decide('tunnel.keepLeftOver')"],
    'answers to the question of its line',
  ],
  'features/reach/ReachNotice.vue': [['take(offered)'], 'what the notice proposes'],
  'features/reach/TunnelSection.vue': [['find'], 'looks again for what its menu offers'],
  'features/target/PublicQuestion.vue': [["emit('no')", "emit('yes')"], 'answers to the question'],
  'features/reply/NewsFields.vue': [['add'], 'one more row in its field'],
  'screens/convert/ConvertPane.vue': [
    ['format', 'minify', 'save'],
    'do to their own side what the actions do to the side with the cursor',
  ],
  'screens/convert/ConvertStatus.vue': [
    [
      "emit('goTo', broken.side, broken.error.offset)",
      "choose('lossless')",
      'convert',
      "rewrite('json', 'own-json', dialect.id)",
    ],
    'what the line about the conversion proposes, while it says so',
  ],
  'screens/convert/WechatPopover.vue': [['apply'], 'the answer to its panel'],
  'screens/live/filter/FilterField.vue': [['showOptions'], 'shows what its field proposes'],
  'screens/live/filter/FilterOptions.vue': [[''], 'keeps the focus in its field'],
  'screens/live/LiveScreen.vue': [['showAll'], 'the way out of an empty list; the header has both filters'],
  'screens/live/ahead/AheadPopover.vue': [['keep', 'drafts.takeCarried()'], 'finish the form in its panel'],
  'screens/live/backends/BackendTakes.vue': [['takeSender(sender)'], 'the value of one field'],
  'screens/live/columns/ColumnPart.vue': [['openMenu'], 'chooses what its line shows'],
  'screens/live/comparison/ComparisonPanel.vue': [
    ["emit('select', ids.left)", 'swap', "emit('select', ids.right)"],
    'links to the two sides, and which is which',
  ],
  'screens/live/compose/PreviewFinding.vue': [
    ["emit('repair', finding.repair)"],
    'what one finding proposes',
  ],
  'screens/live/detail/AccountDoor.vue': [['#trigger'], 'opens the account that one finding is about'],
  'screens/live/detail/BodyPane.vue': [
    ["openInConvert({ side: language ?? 'xml', text })", "emit('showBytes')"],
    'the text of this pane, and how it is shown',
  ],
  'screens/live/detail/LineageLine.vue': [
    ['goThere(began.screen)', "emit('select', parent)", 'compareWithOrigin'],
    'links to what the line tells of',
  ],
  'screens/live/drafts/KeptDraft.vue': [['carry', 'always'], 'the answer to what becomes of the draft'],
  'screens/live/guide/ConsoleStep.vue': [['generate'], 'the value of one field'],
  'screens/live/guide/GuideStep.vue': [
    ['openExchange(step.by.exchange)'],
    'a link to what one step tells of',
  ],
  'screens/live/guide/SafeModeStep.vue': [['generate'], 'the value of one field'],
  'screens/live/guide/VerifyStep.vue': [
    ['submit', 'openExchange(came.exchange)'],
    'begin what the step watches, and a link to what it saw',
  ],
  'screens/live/guide/LocalStep.vue': [['sendText'], 'what one step proposes'],
  'screens/live/guide/TunnelStep.vue': [
    ["updateField(account.id, 'publicUrl', seen)"],
    'what one step proposes',
  ],
  'screens/live/issues/IssueDetail.vue': [
    ["emit('select', issue.newest)"],
    'a link to what the row tells of',
  ],
  'screens/live/list/ClearPanel.vue': [
    ["clear({ which: 'strangers' })", 'clear({ account: account.id })', 'clear({})'],
    'answers to the question of its panel',
  ],
  'screens/live/list/HeldList.vue': [['askNow'], 'asks the browser once for what a row of Settings switches'],
  'screens/live/list/MissedLine.vue': [["emit('show', last.id)"], 'a link to what the line tells of'],
  'screens/live/replay/ReplayPanel.vue': [
    ['write(null)', 'stop'],
    'the value of one field, and the end of what the form began',
  ],
  'screens/live/rules/RuleEditor.vue': [['save(rule.enabled)', 'save(true)'], 'finish the form'],
  'screens/live/send/SendPanel.vue': [['panel.open(item)'], 'a part of a row of the picker'],
  'screens/settings/parts/AskForUpdates.vue': [['ask'], 'does once what the switch above it does every day'],
  'screens/settings/parts/NewerVersion.vue': [['putAside'], 'about the one version that its line names'],
  'screens/live/share/CopyPanel.vue': [['save'], 'the other way to finish its form'],
  'screens/live/share/TransferPanel.vue': [['stop'], 'the end of what the form began'],
  'screens/send/burst/KeptExchanges.vue': [['isWhole = true'], 'unfolds the list above it'],
  'screens/send/burst/MixTable.vue': [['add'], 'one more row in its field'],
  'screens/send/conversation/ConversationPane.vue': [['conversation.clear()'], 'empties its pane'],
  'screens/send/message/WirePane.vue': [["emit('renew')"], 'the request of this pane'],
  'screens/send/message/FieldInput.vue': [
    ["emit('draw')", "emit('remove')", "emit('change', field.spec.sample)"],
    'the value of one field',
  ],
  'screens/send/options/FanList.vue': [['edit(null)'], 'gives up its form'],
  'screens/send/pick/PickColumn.vue': [
    ["files.exportFile(collectionOf(name) ?? '')", 'remove(item.sample)'],
    'a part of a row of the picker',
  ],
  'screens/settings/SettingsScreen.vue': [['clearSearch'], 'empties its field'],
  'screens/settings/parts/ClearHistory.vue': [['ask', 'clear'], 'a question, and the answer to it'],
  'screens/settings/parts/DataFolder.vue': [['showDataFolder()'], 'shows the folder beside it'],
  'screens/settings/parts/MutedCodes.vue': [['save([])'], 'empties the list above it'],
  'screens/sign/AlarmAnswer.vue': [
    ['openExchange(answer.match.exchange.id)'],
    'a link to the exchange that the alarm is about',
  ],
  'screens/sign/SignatureTab.vue': [
    [
      'putIn({ timestamp: freshTimestamp(), ...NOT_RECEIVED })',
      'putIn({ nonce: freshNonce(), ...NOT_RECEIVED })',
    ],
    'the value of one field each; an action fills both',
  ],
  'shell/CloseNotice.vue': [['answer'], 'the answer to the notice'],
}

const page = join(root, 'src-renderer')
/** Those of `ui` know of nothing that could be done (`imports.test.ts`); whoever uses them says what they do. */
const files = readdirSync(page, { recursive: true, encoding: 'utf8' })
  .map((file) => posix.join(...file.split(sep)))
  .filter((file) => file.endsWith('.vue') && !file.startsWith('ui/'))

function faultsIn(file: string, source: string, controls: readonly string[] = []): string[] {
  const found = findUnexplained(file, source)
  return [
    ...found
      .filter(({ does }) => !controls.includes(does))
      .map(({ line, does }) => `${file}:${line} does ${does}`),
    ...controls
      .filter((control) => found.every(({ does }) => does !== control))
      .map((control) => `${file}: ${control} is gone`),
  ]
}

it('each button performs an action, or is a control', () => {
  const faults = files.flatMap((file) =>
    faultsIn(file, readFileSync(join(page, file), 'utf8'), CONTROLS[file]?.[0]),
  )
  expect(faults, ADVICE).toEqual([])
  expect(Object.keys(CONTROLS).filter((file) => !files.includes(file))).toEqual([])
})

const inTemplate = (template: string, script = '') =>
  `<script setup lang="ts">\n${script}\n</script>\n<template>\n${template}\n</template>\n`

it.each([
  '<button @click="something">Do it</button>',
  '<button type="button" @click.stop="something()">Do it</button>',
  '<button v-on:click="something">Do it</button>',
  '<button :onClick="something">Do it</button>',
  '<button v-on="{ click: something }">Do it</button>',
  '<div @pointerdown="something" />',
  '<IconButton :icon="X" @click="something" />',
  '<section v-if="x"><p><OwnButton @click="something" /></p></section>',
  '<button @click="emit(\'something\')">Do it</button>',
  '<button @click="perform">Do it</button>',
  '<button @click="other.perform">Do it</button>',
  '<button @click="open = !open">Do it</button>',
  '<PanelPopover><template #trigger><button>Open it</button></template></PanelPopover>',
])('%s would be found', (template) => {
  expect(faultsIn('screens/live/X.vue', inTemplate(template))).toHaveLength(1)
})

it.each([
  ['an action', '<ActionButton action="live.send" />', ''],
  ['an action', '<button @click="perform" />', "const { icon, perform } = useAction('live.send')"],
  ['an action', '<button @click="send.perform" />', "const send = useAction('live.send')"],
  [
    'the button of a panel that an action opens',
    '<PanelPopover><template #trigger><button /></template></PanelPopover>',
    "const open = usePanel('send')",
  ],
  ['a fold', '<button :aria-expanded="open" @click="open = !open" />', ''],
  ['a way back', '<IconButton @click="emit(\'close\')" />', ''],
  ['a part of a row', '<li v-for="x in y"><button @click="remove(x)" /></li>', ''],
  ['the button of a form', '<form><button type="submit" /></form>', ''],
])('takes no offence at %s', (_what, template, script) => {
  expect(faultsIn('screens/live/X.vue', inTemplate(template, script))).toEqual([])
})

it('finds a control that is not there any more', () => {
  expect(faultsIn('screens/live/X.vue', inTemplate('<p />'), ['save'])).toEqual([
    'screens/live/X.vue: save is gone',
  ])
})
