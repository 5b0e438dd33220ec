import type { XmlDeclaration } from '../tree.ts'
import type { JsonPath } from './json-path.ts'
import type { JsonNode } from './node.ts'
import { refuse } from './xml-checks.ts'

/**
 * Reads `{ version, encoding, standalone }`, each a string (XML 1.0 §2.8, §4.3.3). Throws a JsonFault for anything
 * else.
 */
export function readDeclaration(node: JsonNode, path: JsonPath): XmlDeclaration {
  const known = new Map<string, string>()
  for (const { key, value } of node.kind === 'object' ? node.entries : []) {
    if (value.kind === 'string' && PATTERNS.get(key)?.test(value.value)) known.set(key, value.value)
    else refuseDeclaration({ parent: path, key }, value)
  }
  const version = known.get('version')
  if (version === undefined) return refuseDeclaration(path, node)
  const encoding = known.get('encoding')
  const standalone = known.get('standalone')
  return {
    version,
    ...(encoding === undefined ? {} : { encoding }),
    ...(standalone === undefined ? {} : { standalone: standalone === 'yes' ? 'yes' : 'no' }),
  }
}

const PATTERNS = new Map([
  ['version', /^1\.[0-9]+$/],
  ['encoding', /^[A-Za-z][-.\w]*$/],
  ['standalone', /^(?:yes|no)$/],
])

function refuseDeclaration(path: JsonPath, node: JsonNode): never {
  return refuse(
    'BAD_DECLARATION',
    path,
    node,
    '“?xml” 只有 version（如 "1.0"，必填）、encoding、standalone（"yes" 或 "no"）。',
    '"?xml" takes version (such as "1.0", required), encoding, and standalone ("yes" or "no").',
  )
}
