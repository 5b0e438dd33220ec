import type { catalogueCommands } from '../contract/catalogue.ts'
import type { Handlers } from '../contract/command.ts'
import { SAMPLES_MAX } from '../contract/sample.ts'
import type { sampleCommands } from '../contract/sample.ts'
import { readMessageText } from '../exchange/receive.ts'
import type { Ports } from '../ports.ts'
import { putBack } from '../settings/removed.ts'
import { removeSample, saveSample } from '../settings/samples.ts'
import type { Settings } from '../settings/settings.ts'
import type { Undo } from '../undo.ts'
import { MESSAGE_CATALOGUE } from '../wechat/catalogue/catalogue.ts'
import { sampleDocuments } from './sample-documents.ts'

/** The messages to choose from: the catalogue's, and one's own. */
export function createSampleHandlers(
  ports: Pick<Ports, 'clock' | 'randomBytes'>,
  settings: Pick<Settings, 'change'>,
  createId: () => string,
  undo: Pick<Undo, 'offer'>,
): Omit<Handlers<typeof catalogueCommands & typeof sampleCommands>, 'sample.import' | 'sample.export'> {
  return {
    'catalogue.get': () => [...MESSAGE_CATALOGUE],
    'sample.list': () => sampleDocuments(ports),
    'sample.save': ({ name, collection, text }) => {
      const { type = '', event = null } = readMessageText(text) ?? {}
      return settings.change((editor) =>
        saveSample(editor, { id: createId(), name, collection, type, event, text }),
      )
    },
    'sample.remove': async ({ id }) => {
      const removed = await settings.change((editor) => removeSample(editor, id))
      return undo.offer(() =>
        settings.change((editor) => editor.setSamples(putBack(editor.samples, removed, SAMPLES_MAX))),
      )
    },
  }
}
