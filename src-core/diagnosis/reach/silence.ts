import type { Finding } from '../../contract/exchange.ts'
import type { ProbeReport, ProbeStep, ProbeStepName } from '../../contract/probe.ts'
import { PROBE_STEP_WORDS } from '../../contract/probe-words.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'

/** The checklist of causes that nobody can see from here, in the order in which they are worth a look. */
const UNSEEN: Bilingual = {
  zh: '按顺序检查：后台填的地址与上面的完全一致；域名在国内主机上已经备案，没有被微信拦截；防火墙、WAF、CDN 没有只放行国内或浏览器的请求；换一个域名或隧道再提交。官方的网络检测接口（cgi-bin/callback/check）能从微信一侧查 DNS 和连通性。',
  en: 'In this order: the console has exactly the address above; a domain hosted in mainland China is filed (备案) and not blocked by WeChat; no firewall or CDN lets browsers or one country pass only; then try another name or tunnel. The official cgi-bin/callback/check tests DNS and connection from WeChat’s side.',
}

/** A message that fails keeps no verification away. */
const UP_TO_VERIFICATION: ReadonlySet<ProbeStepName> = new Set(['address', 'dns', 'tls', 'verification'])

/**
 * Says why a verification has not come, from the last probe of the account. With no probe, or one of another address,
 * the first thing to do is to run one.
 */
export function explainSilence(url: string, probe: ProbeReport | null): Finding {
  const title = {
    zh: '提交之后没有收到微信的验证请求',
    en: 'No verification from WeChat has come since the submission',
  }
  if (url === '' || probe?.url !== url || probe.outcome === null) {
    return createFinding('verify.silence', {
      title,
      detail: {
        zh: '公网地址还没有检查过，不知道请求能不能从公网到达这里。',
        en: 'The public address has not been checked yet, so nobody knows whether a request can get here from outside.',
      },
      fix: {
        zh: '先检查公网地址；后台提示「token 验证失败」时，也可能是地址填到了别处。',
        en: 'Check the public address first; where the console says that the token failed, the address may lead elsewhere.',
      },
    })
  }
  const [failed] = probe.steps.filter(({ name }) => UP_TO_VERIFICATION.has(name)).flatMap(findCause)
  if (failed) {
    const { cause } = failed
    const step = PROBE_STEP_WORDS[failed.name]
    return createFinding('verify.silence', {
      title,
      detail: {
        zh: `检查时「${step.zh}」这一步就没有通过：${cause.title.zh}。`,
        en: `The check failed at “${step.en}” already: ${cause.title.en}.`,
      },
      fix: cause.fix,
    })
  }
  return createFinding('verify.silence', {
    evidence: 'inferred',
    title,
    detail: {
      zh: '从这台电脑检查时，请求到得了，所以隧道和路径没有问题；微信从腾讯的网络访问，它那一侧的情况从这里看不到。',
      en: 'As seen from this computer requests arrive, so tunnel and path are right. WeChat calls from Tencent’s network, which cannot be seen from here.',
    },
    fix: UNSEEN,
  })
}

/** Returns why a step keeps requests away; a reply that is changed on its way back does not. */
function findCause({ name, findings }: ProbeStep): { name: ProbeStepName; cause: Finding }[] {
  const cause = findings.find(({ code, severity }) => severity === 'error' && code !== 'hop.changed-reply')
  return cause ? [{ name, cause }] : []
}
