import type { TunnelSign } from './program.ts'

/**
 * The log of ngrok 1, from which cpolar and natapp descend: `client/model.go` of inconshreveable/ngrok has these texts.
 * The web page of the program itself is also at an address, which is local and in other words.
 */
const ESTABLISHED = /Tunnel established at (https?:\/\/[^\s"'\\,]+)/
const NO_LOGIN = /Failed to authenticate to server|authtoken/i
const REFUSED = /Server failed to allocate tunnel/

export function readNgrok1Line(line: string): TunnelSign | null {
  const url = ESTABLISHED.exec(line)?.[1]
  if (url !== undefined) return { kind: 'address', url }
  if (NO_LOGIN.test(line) && /fail|error|erro|invalid|not found|错误|失败|无效|不存在|未/i.test(line))
    return { kind: 'trouble', code: 'needs-login' }
  return REFUSED.test(line) ? { kind: 'trouble', code: 'refused' } : null
}
