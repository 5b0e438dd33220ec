import { describe, expect, it } from 'vitest'
import { judgeName } from '../../../src-core/diagnosis/reach/dns.ts'

/** Returns the severities of what is said of a name that leads to an address of 100.64.0.0/10. */
function judge(host: string) {
  const resolution = { v4: ['100.101.102.103'], v6: [], system: [], error: null }
  return judgeName(host, resolution).map(({ severity }) => severity)
}

describe('an address that providers and Tailscale use inside their networks', () => {
  it('is no fault of a name of Tailscale: public DNS has another for Funnel', () => {
    expect(judge('pc.tail1234.ts.net')).toEqual(['warning'])
  })

  it.each(['wx.example.com', 'ts.net.example.com', 'boots.net'])('is one of %s', (host) => {
    expect(judge(host)).toEqual(['error'])
  })
})
