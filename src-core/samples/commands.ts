import type { catalogueCommands } from '../contract/catalogue.ts'
import type { Handlers } from '../contract/command.ts'
import { CommandFailure } from '../contract/errors.ts'
import { SAMPLES_MAX } from '../contract/sample.ts'
import type { OwnSample, sampleCommands } from '../contract/sample.ts'
import { readMessageText } from '../exchange/receive.ts'
import type { Ports } from '../ports.ts'
import { putBack } from '../settings/removed.ts'
import { removeSample, saveSamples } from '../settings/samples.ts'
import type { Settings } from '../settings/settings.ts'
import type { Undo } from '../undo.ts'
import { MESSAGE_CATALOGUE } from '../wechat/catalogue/catalogue.ts'
import { nameAfterFile, nameCollectionFile, readCollection, writeCollection } from './collection-file.ts'
import { sampleDocuments } from './sample-documents.ts'

/** The messages to choose from: the catalogue's, and one's own. */
export function createSampleHandlers(
  ports: Pick<Ports, 'clock' | 'randomBytes'>,
  settings: Pick<Settings, 'change' | 'samples'>,
  createId: () => string,
  undo: Pick<Undo, 'offer'>,
): Handlers<typeof catalogueCommands & typeof sampleCommands> {
  function createSample({
    name,
    collection,
    text,
  }: Pick<OwnSample, 'name' | 'collection' | 'text'>): OwnSample {
    const { type = '', event = null } = readMessageText(text) ?? {}
    return { id: createId(), name, collection, type, event, text }
  }

  return {
    'catalogue.get': () => [...MESSAGE_CATALOGUE],
    'sample.list': () => sampleDocuments(ports),
    'sample.save': async (given) => {
      const sample = createSample(given)
      await settings.change((editor) => saveSamples(editor, [sample]))
      return sample
    },
    'sample.import': async ({ file, text }) => {
      const { messages, faults, ...read } = readCollection(text)
      const collection = read.collection ?? nameAfterFile(file)
      const samples = messages.map((message) => createSample({ ...message, collection }))
      const replaced = await settings.change((editor) => saveSamples(editor, samples))
      return { collection, added: samples.length - replaced, replaced, faults }
    },
    'sample.export': ({ collection }) => {
      const messages = settings.samples.filter((one) => one.collection === collection)
      if (messages.length === 0)
        throw new CommandFailure('NOT_FOUND', `There is no message in “${collection}”.`)
      return { file: nameCollectionFile(collection), text: writeCollection(collection, messages) }
    },
    'sample.remove': async ({ id }) => {
      const removed = await settings.change((editor) => removeSample(editor, id))
      return undo.offer(() =>
        settings.change((editor) => editor.setSamples(putBack(editor.samples, removed, SAMPLES_MAX))),
      )
    },
  }
}
