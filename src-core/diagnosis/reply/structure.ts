import type { Finding } from '../../contract/exchange.ts'
import type { SeverityOf } from '../../contract/findings.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { createFinding } from '../finding.ts'
import {
  elementsOf,
  findField,
  placeOfElement,
  placeOfTag,
  renameElement,
  valueOf,
} from './reply-document.ts'
import type { ReplyDocument } from './reply-document.ts'
import { mendText } from './reply-text.ts'
import type { Edit } from './reply-text.ts'
import { drawPart, HEAD, REPLY_TEMPLATES } from './templates.ts'
import type { Part } from './templates.ts'

/** Nobody reads a hundred findings of one kind. */
const MAX_FINDINGS = 20

/** Compares the elements with the template: their names, letter by letter, and their places. */
export function judgeStructure(document: ReplyDocument): Finding[] {
  const { root, path } = document
  const type = findField(root, path, 'MsgType')?.value.trim() ?? ''
  const body = REPLY_TEMPLATES.get(type) ?? []
  return judgeParts(document, root, path, [...HEAD, ...body]).slice(0, MAX_FINDINGS)
}

function judgeParts(
  document: ReplyDocument,
  parent: XmlElement,
  path: string,
  parts: readonly Part[],
): Finding[] {
  const present = elementsOf(parent)
  return parts.flatMap((part): Finding[] => {
    const found = present.filter(({ name }) => name === part.name)
    if (found.length > 0)
      return found.slice(0, MAX_FINDINGS).flatMap((element) => judgePresent(document, element, path, part))
    const misspelt = present.filter(({ name }) => name.toLowerCase() === part.name.toLowerCase())
    if (misspelt.length > 0) return [createMisspelt(document, misspelt, path, part)]
    if (part.optional) return []
    return [createMissing(document, parent, path, part)]
  })
}

function judgePresent(document: ReplyDocument, element: XmlElement, path: string, part: Part): Finding[] {
  const here = `${path}/${part.name}`
  if (part.hollow && elementsOf(element).length === 0) return []
  if (part.parts) return judgeParts(document, element, here, part.parts)
  const value = valueOf(element).trim()
  if (part.name.endsWith('MediaId') && /^https?:\/\//i.test(value))
    return [createAddress(document, element, here, part)]
  if (!part.filled || value !== '') return []
  return [
    create(
      'error',
      { zh: `${part.name} 是空的`, en: `${part.name} is empty` },
      {
        zh: '这个字段必须有值：素材要先上传，得到 media_id 再填进来。',
        en: 'It must have a value: upload the material first and put its media_id here.',
      },
      placeOfElement(document, element, here),
    ),
  ]
}

function createAddress(document: ReplyDocument, element: XmlElement, path: string, part: Part): Finding {
  return create(
    'warning',
    { zh: `${part.name} 填的是网址，不是素材的编号`, en: `${part.name} is an address and no id` },
    {
      zh: '它是上传素材得到的 media_id；微信不会去下载网址，用户多半看到故障提示。',
      en: 'It is the media_id that an upload returns; WeChat fetches no address, and the user most likely sees the fault prompt.',
    },
    placeOfElement(document, element, path),
  )
}

function createMisspelt(document: ReplyDocument, elements: XmlElement[], path: string, part: Part): Finding {
  const first = elements[0]!
  return create(
    part.optional ? 'warning' : 'error',
    {
      zh: `元素名写成了 ${first.name}，应为 ${part.name}`,
      en: `The element is spelt ${first.name}; it must be ${part.name}`,
    },
    withDifference(
      {
        zh: '元素名区分大小写，写错了就等于没有这个元素。',
        en: 'Names are case-sensitive: misspelt, the element is not there at all.',
      },
      `<${first.name}>`,
      `<${part.name}>`,
    ),
    placeOfElement(document, first, `${path}/${first.name}`),
    mendText(
      document,
      elements.flatMap((element) => renameElement(document, element, part.name)),
    ),
  )
}

function createMissing(document: ReplyDocument, parent: XmlElement, path: string, part: Part): Finding {
  const inner = part.parts ?? []
  // The element's content lies outside it: `MediaId` stands in the place of `<Image>`.
  const loose = elementsOf(parent).filter(({ name }) => inner.some((one) => one.name === name))
  if (loose.some(({ name }) => inner.some((one) => one.name === name && !one.optional)))
    return createUnwrapped(document, loose, path, part)
  const strayed =
    parent === document.root ? undefined : elementsOf(document.root).find(({ name }) => name === part.name)
  if (strayed) return createStrayed(document, strayed, parent, part)
  return create(
    part.mild ? 'warning' : 'error',
    { zh: `<${parent.name}> 里缺少 ${part.name}`, en: `${part.name} is missing from <${parent.name}>` },
    withDifference(
      explainMissing(parent, part),
      `<${parent.name}>${elementsOf(parent)
        .slice(0, 12)
        .map(({ name }) => `<${name.slice(0, 40)}>…</${name.slice(0, 40)}>`)
        .join('')}</${parent.name}>`,
      `<${parent.name}>…${drawPart(part)}</${parent.name}>`,
    ),
    placeOfTag(document, parent, path),
  )
}

function explainMissing(parent: XmlElement, part: Part): Bilingual {
  if (parent.name === 'item') {
    return {
      zh: '官方文档把图文的这四个字段都列为必填；缺了会怎样，文档没有说。',
      en: 'The official page requires all four fields of an article, and does not say what happens without one.',
    }
  }
  if (part.mild) {
    return {
      zh: `官方文档把它列为必填，实际不写也能送达；写了却是空的，用户会看到故障提示。`,
      en: 'The official page requires it, and replies without it were seen to arrive; empty it brings the fault prompt.',
    }
  }
  return {
    zh: '这个元素是必填的，名称区分大小写。',
    en: 'The element is required, and names are case-sensitive.',
  }
}

function createUnwrapped(document: ReplyDocument, loose: XmlElement[], path: string, part: Part): Finding {
  const source = (element: XmlElement) => document.text.slice(element.range?.start, element.range?.end)
  const names = [...new Set(loose.map(({ name }) => name))]
  const [first, ...others] = loose.map((element): Edit => ({
    start: element.range?.start ?? 0,
    end: element.range?.end ?? 0,
    text: '',
  }))
  const wrapped = `<${part.name}>${loose.map(source).join('')}</${part.name}>`
  return create(
    'error',
    {
      zh: `${names.join('、')} 应放在 <${part.name}> 里面`,
      en: `${names.join(', ')} must stand inside <${part.name}>`,
    },
    withDifference(
      {
        zh: `没有 <${part.name}> 这一层，微信找不到里面的值。`,
        en: `Without <${part.name}> around it WeChat does not find the value.`,
      },
      names.map((name) => `<${name}>…</${name}>`).join(''),
      drawPart(part),
    ),
    placeOfElement(document, loose[0]!, `${path}/${loose[0]!.name}`),
    mendText(document, [{ ...first!, text: wrapped }, ...others]),
  )
}

function createStrayed(
  document: ReplyDocument,
  strayed: XmlElement,
  parent: XmlElement,
  part: Part,
): Finding {
  return create(
    'error',
    {
      zh: `${part.name} 应放在 <${parent.name}> 里面`,
      en: `${part.name} must stand inside <${parent.name}>`,
    },
    withDifference(
      {
        zh: '放在外面，微信找不到这个值。',
        en: 'Outside of it WeChat does not find the value.',
      },
      `<${part.name}>…</${part.name}><${parent.name}>…</${parent.name}>`,
      `<${parent.name}>…${drawPart(part)}</${parent.name}>`,
    ),
    placeOfElement(document, strayed, `${document.path}/${part.name}`),
  )
}

/** Adds two lines of a diff: the actual text and the right one. */
function withDifference(detail: Bilingual, is: string, shouldBe: string): Bilingual {
  const lines = `\n- ${is}\n+ ${shouldBe}`
  return { zh: detail.zh + lines, en: detail.en + lines }
}

function create(
  severity: SeverityOf<'reply.structure'>,
  title: Bilingual,
  detail: Bilingual,
  at: Finding['at'],
  repair?: string,
): Finding {
  const fix = {
    zh: '对照官方的被动回复示例修改这个元素。',
    en: 'Compare this element with the official sample of a passive reply.',
  }
  return createFinding('reply.structure', { severity, title, detail, fix }, at, repair)
}
