import type { accountCommands } from '../contract/account.ts'
import type { Handlers } from '../contract/command.ts'
import type { preferencesCommands } from '../contract/preferences.ts'
import type { templateCommands } from '../contract/template.ts'
import type { Ports } from '../ports.ts'
import { createEncodingAesKey } from '../wechat/cipher/aes-key.ts'
import type { Undo } from '../undo.ts'
import { addAccount, changeAccount, findAccount, mendSecret, renewKey, setSecret } from './accounts.ts'
import { changePreferences } from './preferences.ts'
import { removeAccount, removePart, restoreAccount, restorePart } from './removed.ts'
import type { Settings } from './settings.ts'
import { removeTemplate, restoreTemplate, saveTemplate } from './templates.ts'

export function createSettingsHandlers(
  { randomBytes, responder }: Pick<Ports, 'randomBytes' | 'responder'>,
  settings: Settings,
  createId: () => string,
  undo: Pick<Undo, 'offer'>,
): Handlers<typeof accountCommands & typeof templateCommands & typeof preferencesCommands> {
  return {
    'account.create': async () =>
      settings.view(await settings.change((editor) => addAccount(editor, createId(), randomBytes))),
    'account.update': async ({ id, change, evenIfUnsaved }) => {
      const { port } = responder()
      await settings.change((editor) => changeAccount(editor, id, change, port), { evenIfUnsaved })
      // Includes what another workbench changed at the same time.
      return settings.view(findAccount(settings, id))
    },
    'account.renewKey': async ({ id }) => {
      await settings.change((editor) => renewKey(editor, id, createEncodingAesKey(randomBytes)))
      return settings.view(findAccount(settings, id))
    },
    'account.mend': async ({ id, field }) => {
      const before = await settings.change((editor) => mendSecret(editor, id, field))
      return undo.offer(() => settings.change((editor) => setSecret(editor, id, field, before)))
    },
    'account.secret': ({ id, field }) => ({ secret: findAccount(settings, id)[field] }),
    'account.remove': async ({ id }) => {
      const removed = await settings.change((editor) => removeAccount(editor, id))
      return undo.offer(() => settings.change((editor) => restoreAccount(editor, removed)))
    },
    'backend.remove': async ({ account, backend }) => {
      const removed = await settings.change((editor) => removePart(editor, account, 'backends', backend))
      return undo.offer(() => settings.change((editor) => restorePart(editor, account, 'backends', removed)))
    },
    'template.save': (template) =>
      settings.change((editor) => saveTemplate(editor, { id: createId(), ...template })),
    'template.remove': async ({ id }) => {
      const removed = await settings.change((editor) => removeTemplate(editor, id))
      return undo.offer(() => settings.change((editor) => restoreTemplate(editor, removed)))
    },
    'preferences.update': async (change) => {
      await settings.change((editor) => changePreferences(editor, change))
      return settings.preferences
    },
  }
}
