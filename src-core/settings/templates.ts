import { CommandFailure } from '../contract/errors.ts'
import type { ReplyTemplate } from '../contract/template.ts'
import type { SettingsEditor } from './settings.ts'

/** Replaces a template of the same name. */
export function saveTemplate(
  { templates, setTemplates }: SettingsEditor,
  template: ReplyTemplate,
): ReplyTemplate {
  setTemplates([...templates.filter(({ name }) => name !== template.name), template])
  return template
}

/** Throws NOT_FOUND. */
export function removeTemplate({ templates, setTemplates }: SettingsEditor, id: string): void {
  if (!templates.some((one) => one.id === id))
    throw new CommandFailure('NOT_FOUND', `There is no template ${id}.`)
  setTemplates(templates.filter((one) => one.id !== id))
}
