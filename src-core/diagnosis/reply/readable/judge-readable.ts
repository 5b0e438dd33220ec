import type { Finding } from '../../../contract/exchange.ts'
import type { XmlElement } from '../../../xml/tree.ts'
import { pathOf, walkElements } from '../../../xml/walk.ts'
import { createFinding } from '../../finding.ts'
import { placeOfElement, replaceContent, valueOf } from '../reply-document.ts'
import type { ReplyDocument } from '../reply-document.ts'
import { MAX_MENDED_LENGTH, mendText, quote, writeCdata } from '../reply-text.ts'
import type { Damage, FindDamage } from './damage.ts'
import { findEncoded, findError, findJson, findPlaceholder, findPrinted } from './literals.ts'
import { findGone, findQuestionMarks } from './lost-text.ts'
import { findEscaped, findMarkers, findTags } from './markup.ts'
import { findMojibake } from './mojibake.ts'

/** The fields whose text the user reads. */
const READ: ReadonlySet<string> = new Set(['Content', 'Title', 'Description'])

/** Damage that can be mended comes first. */
const CHECKS: readonly FindDamage[] = [
  findMojibake,
  findError,
  findMarkers,
  findPrinted,
  findJson,
  findEscaped,
  findTags,
  findEncoded,
  findPlaceholder,
  findGone,
]

interface Damaged {
  element: XmlElement
  path: string
  damage: Damage
  /** The text with all damage mended, if that is certain. */
  meant: string | null
}

/**
 * Judges what the user would read. Returns at most one finding, whose repair mends all texts. `said` is what the user
 * wrote: a text that only repeats it is no fault. `isDeclaredLost` is true if question marks have been explained.
 */
export function judgeReadable(document: ReplyDocument, said: string, isDeclaredLost: boolean): Finding[] {
  const checks = isDeclaredLost ? CHECKS : [...CHECKS, findQuestionMarks]
  const damaged: Damaged[] = []
  walkElements(document.root, (step) => {
    const { element } = step
    if (!READ.has(element.name) || element.children.some(({ type }) => type === 'element')) return true
    const value = valueOf(element)
    const damage = value.length <= MAX_MENDED_LENGTH ? findDamage(value, checks) : null
    if (damage && !said.includes(damage.seen))
      damaged.push({ element, path: pathOf(step, document.path), damage, meant: mend(damage, checks) })
    return true
  })
  const [first] = damaged
  return first ? [create(document, first, damaged)] : []
}

function findDamage(text: string, checks: readonly FindDamage[]): Damage | null {
  for (const find of checks) {
    const damage = find(text)
    if (damage) return damage
  }
  return null
}

/** Text that was damaged twice is mended twice. */
const MAX_STEPS = 5

function mend(damage: Damage, checks: readonly FindDamage[]): string | null {
  let text = damage.meant
  for (let step = 1; step < MAX_STEPS && text !== null; step++) {
    const left = findDamage(text, checks)
    if (!left) return isWritable(text) ? text : null
    text = left.meant
  }
  return null
}

function isWritable(text: string): boolean {
  return text.trim() !== '' && !/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/u.test(text)
}

function create(document: ReplyDocument, { element, path, damage, meant }: Damaged, all: Damaged[]): Finding {
  const { says, detail, fix } = damage
  const shown = meant === null || says.zh.includes(quote(meant).zh) ? null : quote(meant)
  const edits = all.map(
    (one) => one.meant !== null && replaceContent(document, one.element, writeCdata(one.meant)),
  )
  return createFinding(
    'reply.unreadable',
    {
      title: { zh: `${element.name} ${says.zh}`, en: `${element.name} ${says.en}` },
      detail: shown
        ? { zh: `${detail.zh}应为${shown.zh}。`, en: `${detail.en} It was meant to read ${shown.en}.` }
        : detail,
      fix,
    },
    placeOfElement(document, element, path),
    edits.every((edit) => edit !== false) && document.text.length <= MAX_MENDED_LENGTH
      ? mendText(document, edits)
      : undefined,
  )
}
