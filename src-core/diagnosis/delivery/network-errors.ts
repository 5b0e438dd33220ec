import type { Failed, FailureTexts } from './failed.ts'

/** Explains why a connection could not be made, or was lost before an answer. */
export function explainNetwork(failed: Failed): FailureTexts {
  const { code, during, host } = failed
  switch (code) {
    case 'ECONNREFUSED':
      return explainRefused(failed)
    case 'ENOTFOUND':
    case 'EAI_NONAME':
    case 'EAI_NODATA':
      return {
        why: { zh: `找不到域名 ${host}`, en: `there is no name ${host}` },
        detail: {
          zh: 'DNS 里没有这个域名的记录：拼写有误、解析还没生效、域名过期，或者隧道的域名已经换了。',
          en: 'DNS has no record of it: a typing mistake, a record that is not live yet, an expired domain, or a tunnel that got another name.',
        },
        fix: {
          zh: '核对域名；用 dig 或 nslookup 查一下；隧道重启后域名可能变了。',
          en: 'Check the name and ask dig or nslookup; a tunnel may have another one since it was restarted.',
        },
      }
    case 'EAI_AGAIN':
      return SLOW_DNS
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EHOSTDOWN':
    case 'EADDRNOTAVAIL':
      return {
        why: { zh: `没有到 ${host} 的路由`, en: `there is no route to ${host}` },
        detail: {
          zh: '这台机器到不了那个地址：网断了、地址属于另一个内网，或者只有 IPv6 地址而这里没有 IPv6。',
          en: 'This machine has no way to that address: no network, an address of another private network, or an IPv6 address without IPv6 here.',
        },
        fix: {
          zh: '检查网络和 VPN；微信只能访问公网的地址。',
          en: 'Check the network and the VPN; WeChat reaches public addresses only.',
        },
      }
    case 'ETIMEDOUT':
      return explainNoConnection(failed)
    case 'DEADLINE':
      return during === 'looking-up' ? SLOW_DNS : explainNoConnection(failed)
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return during === 'asking' ? explainEmptyClose(failed) : explainRefusedByReset(failed)
    default:
      return explainOther(failed)
  }
}

function explainRefused({ host, port }: Failed): FailureTexts {
  return {
    why: { zh: `${host} 的端口 ${port} 没有程序在监听`, en: `nothing listens on port ${port} of ${host}` },
    detail: {
      zh: '机器在线，端口上没有程序：后端没有启动、已经退出、用了别的端口，或者只监听了另一个地址（容器里的 127.0.0.1、IPv6 的 ::1）。',
      en: 'The machine is there and the port is empty: the backend is not started, has died, uses another port, or listens on another address (127.0.0.1 inside a container, ::1 of IPv6).',
    },
    fix: {
      zh: `启动后端，核对它监听的是不是 ${port} 端口；在容器里要监听 0.0.0.0 并映射端口。`,
      en: `Start the backend and see that it listens on ${port}; inside a container listen on 0.0.0.0 and map the port.`,
    },
  }
}

const SLOW_DNS: FailureTexts = {
  why: { zh: 'DNS 没有响应', en: 'DNS did not respond' },
  detail: {
    zh: '还没有查到 IP，时间就到了，或者 DNS 服务器暂时不可用。微信也会报「DNS 超时」。',
    en: 'There was no address in time, or the name server is not available; WeChat would report a DNS timeout.',
  },
  fix: {
    zh: '检查这台机器的网络和 DNS；再检查域名的权威 DNS 是否变慢。',
    en: 'Check the network and the name server of this machine, then the domain’s own name servers.',
  },
}

function explainNoConnection({ host, port, during, isSecure }: Failed): FailureTexts {
  if (during === 'securing' && isSecure)
    return {
      why: { zh: 'TLS 握手一直没有响应', en: 'the TLS handshake got no response' },
      detail: {
        zh: `${host}:${port} 接受了连接，却不响应 TLS：这个端口上多半是 http，或者前面的代理没有转到任何服务。`,
        en: `${host}:${port} takes connections and does not respond to TLS: most likely the port speaks http, or a proxy leads nowhere.`,
      },
      fix: {
        zh: '试试 http:// 的地址；检查代理或负载均衡的证书和后端。',
        en: 'Try the address with http://; check certificate and target of the proxy or load balancer.',
      },
      evidence: 'inferred',
    }
  return {
    why: { zh: `连接 ${host}:${port} 超时`, en: `connecting to ${host}:${port} timed out` },
    detail: {
      zh: '发出去的连接请求没有任何响应，连拒绝也没有：多半是防火墙或云服务器的安全组丢掉了它，或者 IP 不对。',
      en: 'The connection request got no response at all, not even a refusal: a firewall or the cloud’s security group drops it, most likely, or the IP is wrong.',
    },
    fix: {
      zh: `在安全组和防火墙里放行端口 ${port}，核对域名解析到的 IP。`,
      en: `Open port ${port} in the security group and the firewall, and check the IP of the name.`,
    },
  }
}

function explainEmptyClose({ isSecure, host, port }: Failed): FailureTexts {
  const other = isSecure
    ? { zh: '', en: '' }
    : {
        zh: '如果这个端口只支持 https，用 http 去访问也会这样。',
        en: ' A port that speaks https only does the same when it is asked in http.',
      }
  return {
    why: {
      zh: '连上了，对方一个字节也没回就断开',
      en: 'it took the connection and closed it without one byte',
    },
    detail: {
      zh: `${host}:${port} 收下了请求，什么也没回：进程在处理中崩溃，或者代理、隧道后面没有服务。${other.zh}`,
      en: `${host}:${port} took the request and sent nothing: the process crashed over it, or a proxy or tunnel has no service behind it.${other.en}`,
    },
    fix: {
      zh: '看后端这一刻的错误日志；核对隧道或代理的目标端口和协议（http 或 https）。',
      en: 'Look into the backend’s log at this moment; check target port and scheme (http or https) of the tunnel or proxy.',
    },
  }
}

function explainRefusedByReset({ during, host, port }: Failed): FailureTexts {
  const isHandshake = during === 'securing'
  return {
    why: isHandshake
      ? { zh: 'TLS 握手时被断开', en: 'the connection was closed during the TLS handshake' }
      : { zh: '连接刚建立就被重置', en: 'the connection was reset at once' },
    detail: isHandshake
      ? {
          zh: `${host}:${port} 不肯完成 TLS 握手：端口上可能是 http，也可能没有 ${host} 这个名字的证书。`,
          en: `${host}:${port} does not complete the handshake: the port may speak http, or have no certificate for the name ${host}.`,
        }
      : {
          zh: `${host}:${port} 或中间的防火墙拒绝了连接；域名没有备案时，机房也会这样做。`,
          en: `${host}:${port}, or a firewall on the way, refuses connections; in mainland China so do data centres for a domain that is not filed (备案).`,
        },
    fix: {
      zh: '核对协议（http 或 https）和端口；检查防火墙、证书和备案。',
      en: 'Check scheme (http or https) and port, then firewall, certificate and filing.',
    },
    evidence: 'inferred',
  }
}

function explainOther({ code, message }: Failed): FailureTexts {
  const detail = message === '' || message === code ? '' : message
  return {
    why: { zh: '连接失败', en: 'the connection failed' },
    detail: {
      zh: `连接没有成功，一个字节也没有收到${detail && `：${detail}`}`,
      en: `The connection failed, and not one byte came${detail && `: ${detail}`}`,
    },
    fix: {
      zh: '确认后端正在运行，地址、端口和协议（http 或 https）都正确。',
      en: 'Check that the backend is running and that address, port and scheme (http or https) are right.',
    },
  }
}
