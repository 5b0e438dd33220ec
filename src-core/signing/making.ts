import type { Account } from '../contract/account.ts'
import { withAppId } from '../contract/app-id-mark.ts'
import { CommandFailure } from '../contract/errors.ts'
import { codeLanguages } from '../contract/signing.ts'
import type { CodeLanguage, MadeSignature, SignatureOrder } from '../contract/signing.ts'
import type { Bilingual } from '../contract/text.ts'
import { XmlWriteError } from '../xml/write/check-writable.ts'
import { writeGo } from './code/go.ts'
import { writeJava } from './code/java.ts'
import { writeNode } from './code/node.ts'
import { writePhp } from './code/php.ts'
import { writePython } from './code/python.ts'
import type { CodeWriter } from './code/code-writer.ts'
import { writeCurl } from './curl.ts'
import { createSignedRequest } from './signed-request.ts'
import type { SignedRequest } from './signed-request.ts'
import { ownerOf } from './signing.ts'

const CODE_WRITERS: Record<CodeLanguage, CodeWriter> = {
  node: writeNode,
  php: writePhp,
  java: writeJava,
  python: writePython,
  go: writeGo,
}

/**
 * Makes a signed request and verifying code. `origin` is the responder's. Throws NOT_FOUND if there is no such account,
 * NOT_WRITABLE if Encrypt cannot stand in XML.
 */
export function makeSignature(
  { account, token: given, address, tokenInCode, ...parts }: SignatureOrder,
  accounts: readonly Account[],
  origin: string,
): MadeSignature {
  const owner = ownerOf(account, accounts)
  const token = given ?? owner?.token ?? ''
  const url = readAddress(address ?? origin + (owner ? withAppId(owner.path, owner.appId) : '/'))
  const request = url && create({ ...parts, url, token, originalId: owner?.originalId ?? '' })
  return {
    request: request && { url: request.url, curl: writeCurl(request) },
    code: writeCode(tokenInCode && given !== undefined ? given : null),
  }
}

/** People leave out `http://`. Returns null if it is no address of the web. */
function readAddress(text: string): URL | null {
  const trimmed = text.trim()
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`
  if (!URL.canParse(whole)) return null
  const url = new URL(whole)
  return /^https?:$/.test(url.protocol) ? url : null
}

function create(order: Parameters<typeof createSignedRequest>[0]): SignedRequest {
  try {
    return createSignedRequest(order)
  } catch (error) {
    if (!(error instanceof XmlWriteError)) throw error
    throw new CommandFailure('NOT_WRITABLE', 'Encrypt cannot stand in XML.')
  }
}

function writeCode(token: string | null): Record<CodeLanguage, Bilingual> {
  const write = (language: CodeLanguage): Bilingual => ({
    zh: CODE_WRITERS[language](token, 'zh'),
    en: CODE_WRITERS[language](token, 'en'),
  })
  const all = codeLanguages.map((language) => [language, write(language)])
  return Object.fromEntries(all) as Record<CodeLanguage, Bilingual>
}
