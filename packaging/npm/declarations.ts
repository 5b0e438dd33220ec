import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { PackagingError, root } from '../project.ts'

/** The second has the functions, whose types are in the first. */
const SOURCES = ['src-main/api/types.ts', 'src-main/api.ts']
const IMPORTS = /^(?:import|export) (?:type )?(?:\*|\{[^}]*\}) from '\.\/api\/[\w-]+\.ts';\n/gm

/**
 * Returns the package's `index.d.ts`: the declarations of the API in one file that imports nothing, so that it is the same
 * with any version of TypeScript and with any settings. Throws a `PackagingError` if a type is not declared there.
 */
export function writeDeclarations(): string {
  const parts = SOURCES.map((source) => {
    const { outputText, diagnostics = [] } = ts.transpileDeclaration(
      readFileSync(join(root, source), 'utf8'),
      {
        fileName: source,
        reportDiagnostics: true,
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, strict: true },
      },
    )
    const [fault] = diagnostics
    if (fault)
      throw new PackagingError(`${source}: ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`)
    return outputText.replaceAll(IMPORTS, '')
  })
  const text = parts.join('\n')
  const [left] = /^.*\bfrom '.*$|^.*\bimport\(.*$/m.exec(text) ?? []
  if (left !== undefined) throw new PackagingError(`A type of the API is declared elsewhere: ${left}`)
  return text
}
