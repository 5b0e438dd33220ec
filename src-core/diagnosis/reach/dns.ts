import type { Finding } from '../../contract/exchange.ts'
import type { Resolution } from '../../ports/network.ts'
import { createFinding } from '../finding.ts'
import { nameTunnel } from '../hop/tunnel-hosts.ts'
import { nameNetwork } from './special-addresses.ts'
import type { SpecialNetwork } from './special-addresses.ts'

/**
 * Judges what this computer knows of a name. WeChat asks another name server, from another network: an answer that
 * differs there cannot be seen from here.
 */
export function judgeName(host: string, resolution: Resolution): Finding[] {
  const { v6, system, error } = resolution
  // A proxy program may make addresses up for programs alone, and tell questions to DNS that there is no name.
  const isMadeUp = system.length > 0 && system.every((address) => nameNetwork(address)?.kind === 'fake')
  const v4 = resolution.v4.length === 0 && v6.length === 0 && isMadeUp ? system : resolution.v4
  // Without an answer about A records, IPv6 addresses do not tell that there are none.
  if (v4.length === 0 && (v6.length === 0 || isUnanswered(error))) return judgeNoRecord(host, system, error)
  if (v4.length === 0) return [createOnlyIpv6(host, v6)]
  const networks = new Map<SpecialNetwork['name'], SpecialNetwork & { addresses: string[] }>()
  for (const address of v4) {
    const network = nameNetwork(address)
    const known = network && networks.get(network.name)
    if (known) known.addresses.push(address)
    else if (network) networks.set(network.name, { ...network, addresses: [address] })
  }
  return [...networks.values()].map((network) => judgeNetwork(host, network))
}

/** `EBADNAME`: such a name cannot be in DNS. */
function isUnanswered(error: string | null): boolean {
  return error !== null && !['ENOTFOUND', 'ENODATA', 'EBADNAME'].includes(error)
}

function judgeNoRecord(host: string, system: readonly string[], error: string | null): Finding[] {
  if (isUnanswered(error)) {
    return [
      createFinding('probe.dns', {
        severity: system.length > 0 ? 'info' : 'error',
        evidence: 'observed',
        title: {
          zh: `DNS 服务器没有给出结果（${error}），查不到 ${host} 的公网解析`,
          en: `The name server gave no result for ${host} (${error}), so its public addresses are not known`,
        },
        detail: {
          zh: '这台电脑的 DNS 服务器不可用、不许直接查询，或者域名的权威 DNS 出了错；微信用的是别的 DNS 服务器，结果可能不同。',
          en: 'The name server of this computer is not available or takes no direct questions, or the domain’s own name servers fail; WeChat asks another one and may learn something else.',
        },
        fix: {
          zh: `检查网络；或者换一台电脑执行 nslookup ${host}。`,
          en: `Check the network, or run nslookup ${host} on another computer.`,
        },
      }),
    ]
  }
  const isOnlyHere = system.length > 0
  const tunnel = nameTunnel(`https://${host}`)
  if (tunnel && !isOnlyHere) return [createNoTunnelName(host, tunnel)]
  const fix = {
    zh: '到域名的 DNS 控制台添加 A 记录，或核对隧道现在给出的域名。',
    en: 'Add an A record in the console of the domain, or compare the name with the one that the tunnel gives now.',
  }
  return [
    createFinding('probe.dns', {
      evidence: 'observed',
      title: isOnlyHere
        ? {
            zh: `只有这台电脑认识 ${host}（${system.join('、')}），公网 DNS 里没有`,
            en: `Only this computer knows ${host} (${system.join(', ')}); public DNS does not`,
          }
        : { zh: `DNS 里没有 ${host}`, en: `DNS has no ${host}` },
      detail: isOnlyHere
        ? {
            zh: '名字写在 hosts 文件里，或来自局域网的 DNS；微信查的是公网 DNS，找不到它。',
            en: 'It stands in the hosts file or comes from the DNS of the local network; WeChat asks public DNS and finds nothing.',
          }
        : {
            zh: '拼写有误、解析还没生效、域名过期，或者隧道重启后换了域名；微信会报「DNS 失败」。',
            en: 'A typing mistake, a record that is not live yet, an expired domain, or a tunnel that got another name; WeChat would report failed DNS.',
          },
      fix,
    }),
  ]
}

/** A tunnel's name has no console to add records in. */
function createNoTunnelName(host: string, tunnel: string): Finding {
  return createFinding('probe.dns', {
    evidence: 'observed',
    title: { zh: `DNS 里没有 ${host}`, en: `DNS has no ${host}` },
    detail: {
      zh: `这是 ${tunnel} 的域名：隧道没有启动，重启后换了域名，或者刚启动，还没有生效。问得太早，这台电脑的 DNS 会把「没有」记住几分钟。`,
      en: `It is a name of ${tunnel}: the tunnel is not running, got another name when it was restarted, or was started just now. Who asks too early is told for some minutes that there is none.`,
    },
    fix: {
      zh: '核对隧道现在给出的域名；刚启动的话，过几分钟再检查。',
      en: 'Compare the name with the one that the tunnel gives now; if it was started just now, check again in some minutes.',
    },
  })
}

function createOnlyIpv6(host: string, v6: readonly string[]): Finding {
  return createFinding('probe.dns', {
    evidence: 'inferred',
    title: {
      zh: `${host} 只有 IPv6 地址（${v6.slice(0, SHOWN_MAX).join('、')}）`,
      en: `${host} has IPv6 addresses only (${v6.slice(0, SHOWN_MAX).join(', ')})`,
    },
    detail: {
      zh: '没有 A 记录，只用 IPv4 的一方访问不到它；官方没有写微信会用 IPv6 推送。',
      en: 'Without an A record, whoever speaks IPv4 only cannot reach it. No official page says that WeChat pushes over IPv6.',
    },
    fix: {
      zh: '给域名加一条 A 记录；家里的宽带只有公网 IPv6 时，改用隧道。',
      en: 'Add an A record; where only IPv6 is public, use a tunnel.',
    },
  })
}

/** The most addresses that a title names. */
const SHOWN_MAX = 4

function judgeNetwork(
  host: string,
  { kind, name, addresses }: SpecialNetwork & { addresses: readonly string[] },
): Finding {
  const shown = addresses.slice(0, SHOWN_MAX)
  if (kind === 'fake') {
    return createFinding('probe.dns', {
      severity: 'info',
      evidence: 'inferred',
      title: {
        zh: `${host} 在这台电脑上解析成 ${shown.join('、')}，这是代理软件的假地址`,
        en: `On this computer ${host} is ${shown.join(', ')}, an address made up by a proxy program`,
      },
      detail: {
        zh: '198.18.0.0/15 不属于任何公网主机，代理软件的 fake-ip 模式用它代替真正的地址；真正的解析从这里看不到。',
        en: '198.18.0.0/15 belongs to no public host; proxy programs put it in place of the real address (fake-ip). The real one cannot be seen from here.',
      },
      fix: {
        zh: '想看真正的解析，把这个域名加入代理的直连规则，或暂时关掉代理再检查。',
        en: 'To see the real one, exempt the name from the proxy, or switch the proxy off and check again.',
      },
    })
  }
  if (kind === 'shared' && /\.ts\.net\.?$/i.test(host)) return createTailnet(host, shown)
  return createFinding('probe.dns', {
    evidence: 'observed',
    title: {
      zh: `${host} 解析到${name.zh} ${shown.join('、')}`,
      en: `${host} leads to ${name.en}, ${shown.join(', ')}`,
    },
    detail: {
      zh: '这样的地址只在内部网络里有效，微信从公网访问不到；这里连得上，不说明微信也连得上。公司或路由器的 DNS 也可能只对内网给出这个结果。',
      en: 'Such an address counts inside a network only, and WeChat cannot reach it from outside; that it is reached from here shows nothing. The DNS of an office or a router may say so to its own network only.',
    },
    fix: {
      zh: '换一个网络核对解析；公网上也是这样时，把 A 记录改成服务器的公网 IP，或使用隧道给出的域名。',
      en: 'Ask for the name from another network; if it is the same there, point the A record to the server’s public IP, or use the name that the tunnel gives.',
    },
  })
}

/** Inside a tailnet its names lead to addresses of the tailnet, whatever public DNS has for Funnel. */
function createTailnet(host: string, shown: readonly string[]): Finding {
  return createFinding('probe.dns', {
    severity: 'warning',
    evidence: 'inferred',
    title: {
      zh: `${host} 在这里解析到 Tailscale 内部的地址 ${shown.join('、')}`,
      en: `Here ${host} leads to an address inside Tailscale, ${shown.join(', ')}`,
    },
    detail: {
      zh: '这台电脑在 Tailscale 网络里，检查走的是内部的路，没有经过 Funnel；公网上的解析从这里看不到。',
      en: 'This computer is in the Tailscale network, so that the check took the way inside and not through Funnel; what public DNS has cannot be seen from here.',
    },
    fix: {
      zh: '用 tailscale funnel status 确认 Funnel 已经打开；再从没有加入 Tailscale 的电脑或手机访问一次。',
      en: 'See that tailscale funnel status says it is on, and call the address from a computer or phone outside Tailscale.',
    },
  })
}

/** The answer of one address of a name to the verification. */
export interface AddressAnswer {
  address: string
  /** True if it answered with the echostr. */
  ok: boolean
}

/** Says so if some addresses of a name answer the verification and others do not. */
export function judgeAddresses(host: string, answers: readonly AddressAnswer[]): Finding[] {
  const bad = answers.filter(({ ok }) => !ok).map(({ address }) => address)
  if (bad.length === 0 || bad.length === answers.length) return []
  const good = answers.filter(({ ok }) => ok).map(({ address }) => address)
  return [
    createFinding('probe.dns', {
      evidence: 'observed',
      title: {
        zh: `试了 ${host} 的 ${answers.length} 个地址，${bad.join('、')} 没有正确回复`,
        en: `Of the ${answers.length} addresses of ${host} that were tried, ${bad.join(', ')} gave no right response`,
      },
      detail: {
        zh: `${good.join('、')} 回了 echostr。微信每次可能连到任何一个，所以时好时坏。`,
        en: `${good.join(', ')} returned echostr. WeChat may take any of them each time, so that it works now and then.`,
      },
      fix: {
        zh: '删掉不用的 A 记录，或让每个地址上的服务都是同一个。',
        en: 'Remove the A records that are not used, or let every address lead to the same service.',
      },
    }),
  ]
}

/** Tells whether the name has none of its earlier addresses any more. */
export function hasMoved(before: Resolution, after: Resolution): boolean {
  return before.v4.length > 0 && after.v4.length > 0 && !after.v4.some((one) => before.v4.includes(one))
}

/** Says that a name has moved. Many entries give other addresses each time: `isRight` if the new one is as good. */
export function judgeMove(host: string, before: Resolution, after: Resolution, isRight: boolean): Finding[] {
  if (!hasMoved(before, after)) return []
  return [
    createFinding('probe.dns', {
      severity: isRight ? 'info' : 'warning',
      evidence: 'observed',
      title: {
        zh: `检查的几秒里，${host} 从 ${before.v4.join('、')} 变成了 ${after.v4.join('、')}`,
        en: `During the check ${host} moved from ${before.v4.join(', ')} to ${after.v4.join(', ')}`,
      },
      detail: isRight
        ? {
            zh: '新的地址也回了 echostr：这个入口每次给出不同的地址，或者解析刚刚改过。',
            en: 'The new address returned echostr as well: the entry gives other addresses each time, or the record was changed just now.',
          }
        : {
            zh: '新的地址没有正确回复：解析刚刚改过，或者每次给出不同的地址；微信连到哪一个，从这里看不到。',
            en: 'The new address gave no right response: the record was changed just now, or other addresses are given each time; which of them WeChat takes cannot be seen from here.',
          },
      ...(!isRight && {
        fix: {
          zh: '等解析稳定（TTL 过后）再检查一次。',
          en: 'Check again once the record is stable, after its TTL.',
        },
      }),
    }),
  ]
}
