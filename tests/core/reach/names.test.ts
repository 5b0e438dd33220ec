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

describe('a name that DNS does not have', () => {
  const missing = { v4: [], v6: [], system: [], error: 'ENOTFOUND' }

  it('gets no advice about A records if it is a tunnel’s', () => {
    const [own] = judgeName('wx.example.com', missing)
    const [tunnels] = judgeName('a-b.trycloudflare.com', missing)
    expect(own!.fix.en).toContain('A record')
    expect(tunnels!.fix.en).not.toContain('A record')
    expect(tunnels!.detail.en).toContain('a name of Cloudflare Tunnel')
  })

  it('is not called unknown outside if a proxy program answers for it here', () => {
    const found = judgeName('wx.example.com', { ...missing, system: ['198.18.0.7'] })
    expect(found.map(({ severity, title }) => `${severity} ${title.en}`)).toEqual([
      'info On this computer wx.example.com is 198.18.0.7, an address made up by a proxy program',
    ])
  })
})
