import type { Finding, Place } from '../../contract/exchange.ts'
import type { Received } from '../../exchange/receive.ts'
import { PASSED_MAX, workbenchesPassed } from '../../exchange/relay.ts'
import { createFinding } from '../finding.ts'

const VIA: Place = { in: 'request-header', name: 'Via' }

/** Says so if another workbench passed on this message, which several developers may share. */
export function diagnosePassedOn({ kind, incoming }: Pick<Received, 'kind' | 'incoming'>): Finding[] {
  const count = kind === 'refused' ? 0 : workbenchesPassed(incoming).length
  if (count === 0) return []
  return [
    createFinding(
      'relay.passed-on',
      {
        title: {
          zh: count === 1 ? '由另一个调试台转来' : `经过另外 ${count} 个调试台转来`,
          en: count === 1 ? 'Another workbench passed this on' : `${count} other workbenches passed this on`,
        },
        detail: {
          zh: '微信把它发给了那个调试台，那边按发送者、场景或「回复」的设置转到这里，内容一个字节也没有改。这里的回复会交还给那边；发给微信的是不是它，以那边的记录为准。',
          en: 'WeChat sent it to that workbench, which passed it on by its sender, its scene or the kind of reply, without changing a byte. The reply goes back there; its record tells whether WeChat got this one.',
        },
        fix: {
          zh: '不用处理。微信的 5 秒从那边收到时算起，留给这里的少一点。',
          en: 'Nothing is to be done. WeChat’s 5 s began when the other workbench received it, so a little less is left here.',
        },
      },
      VIA,
    ),
  ]
}

/** `isShared`: it passed through other workbenches on its way back. */
export function createLoop(isShared: boolean): Finding {
  const fix = isShared
    ? {
        zh: '请求转给了另一个调试台，那边又把它转了回来。请看那个调试台的「管理后端」：把这里的地址删掉，或让它不再接收这些消息。',
        en: 'It went to another workbench, which sent it back. Look at the backends there: delete the address of this workbench, or let it take these messages no longer.',
      }
    : {
        zh: '后端的地址多半填成了隧道的公网地址；请改成后端自己监听的地址，如 http://127.0.0.1:8080/wx。',
        en: 'The address of the backend is probably that of the tunnel; give the one at which the backend itself listens, such as http://127.0.0.1:8080/wx.',
      }
  return createFinding(
    'relay.loop',
    {
      title: { zh: '转发绕了一圈，又回到调试台', en: 'A relayed request came back to the workbench' },
      detail: {
        zh: '请求的 Via 头里有本调试台的名字：它是调试台自己转发出去的，再转发就没有尽头，所以回了 508。',
        en: 'Its Via header names this workbench: it is one that the workbench relayed itself. Relaying it again would never end, hence the 508.',
      },
      fix,
    },
    VIA,
  )
}

export function createTooOften(count: number): Finding {
  return createFinding(
    'relay.too-often',
    {
      title: {
        zh: `它已经过 ${count} 个调试台，不再转发`,
        en: `It has passed through ${count} workbenches, and goes no further`,
      },
      detail: {
        zh: `请求的 Via 头里有 ${count} 个调试台的名字，最多 ${PASSED_MAX} 个。这样一个转一个，多半是绕成了圈，而中间有的重新启动过、换了名字；已回 508。`,
        en: `Its Via header names ${count} workbenches; ${PASSED_MAX} are the most. It most likely goes in a circle in which some have started anew and have other names by now, hence the 508.`,
      },
      fix: {
        zh: '请看各个调试台的「管理后端」，让消息从收到它的调试台直接转到各人那里。',
        en: 'Look at the backends of each workbench, and let messages go directly from the one that WeChat calls to each developer.',
      },
    },
    VIA,
  )
}
