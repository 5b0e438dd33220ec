import type { ReplyTemplate } from '../contract/template.ts'
import { takeOut } from './removed.ts'
import type { Removed } from './removed.ts'
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
export function removeTemplate(
  { templates, setTemplates }: SettingsEditor,
  id: string,
): Removed<ReplyTemplate> {
  const { rest, removed } = takeOut(templates, id)
  setTemplates(rest)
  return removed
}
