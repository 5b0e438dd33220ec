import type { Bilingual } from '../../contract/text.ts'
import type { FieldSpec } from '../../contract/catalogue.ts'

/**
 * Returns the label of a field: its explanation up to the first pause, so that "Fee, in fen (0.01 yuan)" is labelled
 * "Fee".
 */
export function createLabel(zh: string, en: string): Bilingual {
  return { zh: zh.split(/[，：；（]/)[0] ?? zh, en: (en.split(/[,:;(]/)[0] ?? en).trim() }
}

/** Describes a yes-or-no value, written as a bare 1 or 0. */
export function createFlagField(name: string, zh: string, en: string): FieldSpec {
  return {
    name,
    kind: 'integer',
    title: createLabel(zh, en),
    description: { zh: `${zh}：1 为是，0 为否。`, en: `${en}: 1 yes, 0 no.` },
    sample: '0',
  }
}

/** Describes a value that needs only a few words of explanation. */
export function createPlainField(
  name: string,
  kind: 'cdata' | 'integer' | 'decimal' | 'text',
  zh: string,
  en: string,
  sample: string,
): FieldSpec {
  return { name, kind, title: createLabel(zh, en), description: { zh: `${zh}。`, en: `${en}.` }, sample }
}

/** Describes a bare Unix time. */
export function createTimeField(name: string, zh: string, en: string): FieldSpec {
  return {
    name,
    kind: 'integer',
    title: createLabel(zh, en),
    description: { zh: `${zh}，Unix 时间戳，单位是秒。`, en: `${en}: Unix time in seconds.` },
    sample: '1735689600',
  }
}

/** Describes an element that holds others. */
export function createGroupField(name: string, zh: string, en: string, children: FieldSpec[]): FieldSpec {
  return {
    name,
    kind: 'children',
    title: createLabel(zh, en),
    description: { zh: `${zh}。`, en: `${en}.` },
    children,
    sample: '',
  }
}
