import { MAX_DEPTH } from '../limits.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { XmlDocument, XmlElement, XmlNode } from '../tree.ts'
import {
  findIllegalCharacter,
  isWritableComment,
  isWritablePi,
  isXmlName,
  nameCodePoint,
} from '../validity.ts'

export type WriteErrorCode =
  | 'BAD_NAME'
  | 'BAD_CHARACTER'
  | 'BAD_COMMENT'
  | 'BAD_PI'
  | 'BAD_DECLARATION'
  | 'DUPLICATE_ATTRIBUTE'
  | 'TOO_DEEP'

/** Says why a tree cannot be XML. `path` names the elements around the fault: `/xml/Content`. */
export class XmlWriteError extends Error {
  readonly code: WriteErrorCode
  readonly path: string
  readonly sentence: Bilingual

  constructor(code: WriteErrorCode, path: string, sentence: Bilingual) {
    super(`${sentence.en} (${path})`)
    this.name = 'XmlWriteError'
    this.code = code
    this.path = path
    this.sentence = sentence
  }
}

/**
 * Throws an XmlWriteError at the first part that XML cannot carry. xmlbuilder2 checks none of this for CDATA, and would
 * even parse a name that starts with `<` as markup.
 */
export function checkWritable(document: XmlDocument): void {
  if (document.declaration !== undefined) {
    const { version, encoding = 'UTF-8' } = document.declaration
    if (!/^1\.[0-9]+$/.test(version) || !/^[A-Za-z][-.\w]*$/.test(encoding)) {
      throw new XmlWriteError('BAD_DECLARATION', '/', {
        zh: 'XML 声明的版本或编码写法不对。',
        en: 'The version or encoding of the XML declaration is malformed.',
      })
    }
  }
  for (const node of [...document.prolog, ...document.epilog]) checkLeaf(node, '/')
  const path: string[] = []
  const stack: { element: XmlElement; next: number }[] = []
  const enter = (element: XmlElement): void => {
    path.push(element.name)
    stack.push({ element, next: 0 })
    checkElement(element, path)
  }
  enter(document.root)
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = top.element.children[top.next++]
    if (child === undefined) {
      stack.pop()
      path.pop()
    } else if (child.type === 'element') enter(child)
    else checkLeaf(child, path)
  }
}

function checkElement({ name, attributes }: XmlElement, path: string[]): void {
  if (!isXmlName(name)) throw refuseName(name, show(path.slice(0, -1)))
  if (path.length > MAX_DEPTH) {
    throw new XmlWriteError('TOO_DEEP', show(path.slice(0, 8)) + '/…', {
      zh: `元素嵌套超过 ${MAX_DEPTH} 层。`,
      en: `Elements are nested more than ${MAX_DEPTH} levels deep.`,
    })
  }
  for (const attribute of attributes) {
    if (!isXmlName(attribute.name)) throw refuseName(attribute.name, show(path))
    checkCharacters(attribute.value, path)
  }
  if (
    attributes.length > 1 &&
    new Set(attributes.map((attribute) => attribute.name)).size < attributes.length
  ) {
    throw new XmlWriteError('DUPLICATE_ATTRIBUTE', show(path), {
      zh: '同一个属性写了两次。',
      en: 'An attribute is given twice.',
    })
  }
}

function checkLeaf(node: Exclude<XmlNode, XmlElement>, path: string[] | '/'): void {
  if (node.type === 'pi') {
    checkCharacters(node.data, path)
    if (!isWritablePi(node.target, node.data)) {
      throw new XmlWriteError('BAD_PI', show(path), {
        zh: `处理指令 ${JSON.stringify(node.target)} 无法写成 XML。`,
        en: `The processing instruction ${JSON.stringify(node.target)} cannot be written as XML.`,
      })
    }
    return
  }
  checkCharacters(node.value, path)
  if (node.type === 'comment' && !isWritableComment(node.value)) {
    throw new XmlWriteError('BAD_COMMENT', show(path), {
      zh: '注释里不能有「--」或回车符，也不能以「-」结尾。',
      en: 'A comment may not contain "--" or a CR, nor end in "-".',
    })
  }
}

function checkCharacters(value: string, path: string[] | '/'): void {
  const illegal = findIllegalCharacter(value)
  if (illegal === undefined) return
  const name = nameCodePoint(illegal.codePoint)
  throw new XmlWriteError('BAD_CHARACTER', show(path), {
    zh: `XML 不允许字符 ${name}。`,
    en: `XML does not allow the character ${name}.`,
  })
}

function refuseName(name: string, path: string): XmlWriteError {
  return new XmlWriteError('BAD_NAME', path, {
    zh: `${JSON.stringify(name)} 不能作为 XML 名称。`,
    en: `${JSON.stringify(name)} is not an XML name.`,
  })
}

function show(path: string[] | '/'): string {
  return path === '/' ? '/' : '/' + path.join('/')
}
