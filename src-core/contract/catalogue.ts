import type { Bilingual } from './text.ts'

/** What the screen knows of a message type or an event: names and explanations, nothing that runs. */
export interface MessageSpec {
  type: string
  event?: string
  /** The catalogue's folder of the same name. */
  group: string
  title: Bilingual
  /** When WeChat sends it. */
  summary: Bilingual
  /** The official page it is taken from. */
  source: string
  fields: FieldSpec[]
}

export interface FieldSpec {
  name: string
  kind: 'cdata' | 'integer' | 'decimal' | 'text' | 'children'
  title: Bilingual
  description: Bilingual
  optional?: boolean
  repeated?: boolean
  children?: FieldSpec[]
  sample: string
}
