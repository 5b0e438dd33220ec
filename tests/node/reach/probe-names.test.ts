import { describe, expect, it } from 'vitest'
import { createNetwork } from '../../../src-main/node/network.ts'
import { startNameServer } from './name-server.ts'
import type { Records } from './name-server.ts'
import { outline, startProbing, stepOf } from './running-probe.ts'

const HOST = 'wx.example.com'

/** Starts a workbench that asks a name server which says this of the host, one answer after the other. */
async function startNamed(...answers: (Records | 'silence')[]) {
  let asked = 0
  // Each look asks for both kinds of address.
  const tell = () => answers[Math.min(Math.floor(asked++ / 2), answers.length - 1)]!
  const network = createNetwork([await startNameServer(tell)])
  const probing = await startProbing({ network })
  const { port } = probing.responder()
  return { ...probing, ask: () => probing.probe(`http://${HOST}:${port}`) }
}

describe('a probe of a name', () => {
  it('that leads to this machine gets there, and says that WeChat does not', async () => {
    const { ask } = await startNamed({ A: ['127.0.0.1'] })
    const report = await ask()
    expect(report.outcome).toBe('unusable')
    expect(outline(report)).toMatchObject({ dns: 'failed probe.dns', verification: 'passed', safe: 'passed' })
    const { seen, findings } = stepOf(report, 'dns')
    expect(seen.en).toBe('127.0.0.1')
    expect(findings[0]!.title.en).toContain('an address of the machine itself')
    expect(stepOf(report, 'verification').trip!.sent.headers[0]![1]).toContain(HOST)
  })

  it('of which one address is dead names it', async () => {
    const { ask } = await startNamed({ A: ['127.0.0.1', '127.0.0.2'] })
    const report = await ask()
    expect(stepOf(report, 'dns').seen.en).toBe('127.0.0.1 · 127.0.0.2')
    const { findings, state } = stepOf(report, 'verification')
    expect(state).toBe('failed')
    expect(findings.map(({ title }) => title.en)).toEqual([
      'Of the 2 addresses of wx.example.com that were tried, 127.0.0.2 gave no right response',
    ])
  })

  it('of which the first address is dead goes on with the next', async () => {
    const { ask } = await startNamed({ A: ['127.0.0.2', '127.0.0.1'] })
    const report = await ask()
    expect(report.outcome).toBe('changed')
    expect(outline(report)).toMatchObject({ verification: 'failed probe.dns', safe: 'passed' })
  })

  it('that does not exist sends nothing', async () => {
    const { ask } = await startNamed(null)
    const report = await ask()
    expect(report.outcome).toBe('lost')
    expect(outline(report)).toMatchObject({ dns: 'failed probe.dns', verification: 'skipped' })
    expect(stepOf(report, 'dns').findings[0]!.title.en).toBe(`DNS has no ${HOST}`)
  })

  it('that has IPv6 only says so', async () => {
    const { ask } = await startNamed({ AAAA: ['2001:db8::1'] })
    const { seen, findings } = stepOf(await ask(), 'dns')
    expect(seen.en).toBe('2001:db8::1')
    expect(findings[0]).toMatchObject({ code: 'probe.dns', severity: 'error', evidence: 'inferred' })
  })

  it('of which only the A record is not answered is not said to have IPv6 only', async () => {
    const { ask } = await startNamed({ A: 'failure', AAAA: ['2001:db8::1'] })
    const { findings } = stepOf(await ask(), 'dns')
    expect(findings.map(({ title }) => title.en)).toEqual([
      `The name server gave no result for ${HOST} (ESERVFAIL), so its public addresses are not known`,
    ])
  })

  it('that cannot be a name is not in DNS', async () => {
    const { probe } = await startNamed(null)
    const long = `${'a'.repeat(64)}.com`
    expect(stepOf(await probe(`http://${long}`), 'dns').findings[0]!.title.en).toBe(`DNS has no ${long}`)
  })

  it('that moves during the probe says from where to where', async () => {
    const { ask } = await startNamed({ A: ['127.0.0.1'] }, { A: ['127.0.0.2'] })
    const { findings } = stepOf(await ask(), 'dns')
    expect(findings.at(-1)!.severity).toBe('warning')
    expect(findings.map(({ title }) => title.en)).toContainEqual(
      `During the check ${HOST} moved from 127.0.0.1 to 127.0.0.2`,
    )
  })

  it('that leads to several inside networks says so once for each kind', async () => {
    const { ask } = await startNamed({ A: ['127.0.0.1', '127.0.0.2', '0.0.0.1'] })
    const { findings } = stepOf(await ask(), 'dns')
    expect(findings.map(({ title }) => title.en)).toEqual([
      `${HOST} leads to an address of the machine itself, 127.0.0.1, 127.0.0.2`,
      `${HOST} leads to a reserved address, 0.0.0.1`,
    ])
  })

  it('that a proxy program makes up is no error', async () => {
    const { ask } = await startNamed({ A: ['198.18.0.5'] })
    const { state, findings } = stepOf(await ask(), 'dns')
    expect(state).toBe('passed')
    expect(findings[0]!.title.en).toContain('made up by a proxy program')
  })
})
