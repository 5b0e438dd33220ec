import type { Handlers } from '../contract/command.ts'
import type { rulesCommands } from '../contract/rules.ts'
import type { Ports } from '../ports.ts'
import { changeAccount, findAccount } from '../settings/accounts.ts'
import { removePart, restorePart } from '../settings/removed.ts'
import type { Settings } from '../settings/settings.ts'
import type { Undo } from '../undo.ts'
import { decodeRuleFile, encodeRuleFile, joinRules } from './rule-file.ts'
import { tryRule } from './try-rule.ts'

export function createRulesHandlers(
  ports: Ports,
  settings: Settings,
  createId: () => string,
  undo: Pick<Undo, 'offer'>,
): Handlers<typeof rulesCommands> {
  return {
    'rule.try': ({ account, rule }) => tryRule(ports, findAccount(settings, account), rule),
    'rule.remove': async ({ account, rule }) => {
      const removed = await settings.change((editor) => removePart(editor, account, 'rules', rule))
      return undo.offer(() => settings.change((editor) => restorePart(editor, account, 'rules', removed)))
    },
    'rule.export': ({ account }) => ({ text: encodeRuleFile(findAccount(settings, account).rules) }),
    'rule.import': async ({ account: id, text }) => {
      findAccount(settings, id)
      const imported = decodeRuleFile(text, createId)
      const { port } = ports.responder()
      await settings.change((editor) => {
        const rules = joinRules(findAccount(editor, id).rules, imported)
        changeAccount(editor, id, { rules }, port)
      })
      return imported
    },
  }
}
