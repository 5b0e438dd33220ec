import { TEMPLATE_NAME_MAX } from '../contract/template.ts'
import type { ReplyTemplate } from '../contract/template.ts'
import { putBack, takeOut } from './removed.ts'
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

/** Puts a template back; it gets a number behind its name if a new one has that name meanwhile. */
export function restoreTemplate(
  { templates, setTemplates }: SettingsEditor,
  { item, before }: Removed<ReplyTemplate>,
): void {
  const taken = new Set(templates.map(({ name }) => name))
  let name = item.name
  for (let number = 2; taken.has(name); number += 1) {
    const end = ` ${number}`
    name = item.name.slice(0, TEMPLATE_NAME_MAX - end.length) + end
  }
  setTemplates(putBack(templates, { item: { ...item, name }, before }))
}
