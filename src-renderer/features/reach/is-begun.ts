import { checkTunnelValue } from '../../../src-core/contract/tunnel-programs.ts'
import type { TunnelFieldKind } from '../../../src-core/contract/tunnel-programs.ts'

/** What a value may begin with that is none yet. */
const BEGINNINGS = ['http://', 'https://', 'C:\\']

/** Tells whether a value that is wrong may become right if one types on. */
export function isBegun(kind: TunnelFieldKind, text: string): boolean {
  return BEGINNINGS.some((one) => one.startsWith(text)) || checkTunnelValue(kind, `${text}a`) === null
}
