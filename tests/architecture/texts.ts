import ts from 'typescript'

/** What stands where an expression is inserted into a text. */
const INSERTED = '…'

export interface SourceText {
  line: number
  /** The words, with an ellipsis for each inserted expression. */
  text: string
}

/**
 * Returns the texts of a source file: every string with a blank in it, and every string under the name of a language,
 * as in `{ zh: '回复', en: 'reply' }`. Any other word is a code, a name or a key. Comments and patterns are no texts.
 */
export function textsOf(source: string): SourceText[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest)
  const texts: SourceText[] = []

  function visit(node: ts.Node, isSaid: boolean): void {
    const text = wordsOf(node)
    if (text !== null && (isSaid || text.includes(' '))) {
      texts.push({ line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1, text })
    }
    node.forEachChild((child) => visit(child, isSaid || isUnderLanguage(node)))
  }

  visit(file, false)
  return texts
}

/** Returns the expressions that a template inserts right beside a Chinese character. */
export function insertedBesideHan(source: string): string[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest)
  const inserted: string[] = []

  function visit(node: ts.Node): void {
    if (ts.isTemplateExpression(node)) {
      let before = node.head.text
      for (const { expression, literal } of node.templateSpans) {
        if (/\p{Script=Han}$/u.test(before) || /^\p{Script=Han}/u.test(literal.text)) {
          inserted.push(expression.getText(file))
        }
        before = literal.text
      }
    }
    node.forEachChild(visit)
  }

  visit(file)
  return inserted
}

function isUnderLanguage(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && ['zh', 'en'].includes(node.name.text)
}

function wordsOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)]
    .map(({ text }) => text)
    .join(INSERTED)
}
