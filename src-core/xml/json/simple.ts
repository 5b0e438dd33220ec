import type { XmlDocument } from '../tree.ts'
import type { Issue } from './issue.ts'
import { toPlainValue } from './node.ts'
import type { JsonValue } from './node.ts'
import { simpleFromXml } from './simple-from-xml.ts'

/**
 * The simple view of a message as plain data: `{ "xml": { "ToUserName": "gh_7f", "CreateTime": 1395658920, … } }`.
 * Never throws; what the view leaves out is in `issues`.
 */
export function toSimple(document: XmlDocument): { value: { [name: string]: JsonValue }; issues: Issue[] } {
  const { json, issues } = simpleFromXml(document)
  return { value: toPlainValue(json) as { [name: string]: JsonValue }, issues }
}
