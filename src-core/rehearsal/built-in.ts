import type { Bilingual } from '../contract/text.ts'
import type { SampleOrder } from '../sender/sample-fields.ts'
import {
  ACKNOWLEDGED,
  ANSWERED,
  ANSWERED_IN_THE_END,
  EMPTY_THEN_SERVICE,
  EVENT_CALLBACK,
  repliesText,
} from './expectations.ts'
import type { Expectation, RehearsalRow, StepRow } from './step.ts'

/** The first of the five accounts of the official release test. */
const RELEASE_ACCOUNT = 'gh_3c884a361561'

/** Any code: WeChat pushes the true one when its test account grants its authorization. */
const AUTH_CODE = 'queryauthcode@@@mpscope-rehearsal'

const SCENE = '1001'
const TICKET = 'gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9xL21wc2NvcGU'

/** The rehearsals that come with the workbench, in the order in which they are shown. */
export const BUILT_IN: readonly RehearsalRow[] = [
  {
    id: 'first',
    title: { zh: '第一次关注', en: 'First subscription' },
    says: {
      zh: '扫带场景值的二维码关注，再扫一次，点两种菜单，发一句话',
      en: 'Someone follows by a QR code with a scene, scans it again, taps both kinds of menu and writes a text',
    },
    steps: [
      event({ zh: '扫码关注', en: 'Follows by a QR code' }, 'subscribe', {
        EventKey: `qrscene_${SCENE}`,
        Ticket: TICKET,
      }),
      event({ zh: '再扫同一个码', en: 'Scans the same code' }, 'SCAN', { EventKey: SCENE, Ticket: TICKET }),
      event({ zh: '点击菜单', en: 'Taps a menu item' }, 'CLICK'),
      event({ zh: '点击跳转网页的菜单', en: 'Taps a menu item with a link' }, 'VIEW', {}, ACKNOWLEDGED),
      text({ zh: '发一句话', en: 'Writes a text' }, '你好'),
    ],
  },
  {
    id: 'leave',
    title: { zh: '取消关注又回来', en: 'Leaving and coming back' },
    says: {
      zh: '取消关注，再关注，发一句话：后端里的用户要能恢复',
      en: 'Someone unfollows, follows again and writes a text: the backend has to know them again',
    },
    steps: [
      event({ zh: '取消关注', en: 'Unfollows' }, 'unsubscribe', {}, ACKNOWLEDGED),
      event({ zh: '再次关注', en: 'Follows again' }, 'subscribe'),
      text({ zh: '发一句话', en: 'Writes a text' }, '我又回来了'),
    ],
  },
  {
    id: 'slow',
    title: { zh: '慢的后端', en: 'A slow backend' },
    says: {
      zh: '像接了 AI 的后端那样：前两次推送超时，第三次才回复；说出用户在第几次推送、第几秒得到什么',
      en: 'As with a backend that asks an AI: two deliveries time out, the third has the reply; says on which delivery and after how many seconds the user gets what',
    },
    steps: [text({ zh: '发一个问题', en: 'Asks something' }, '写一首关于秋天的诗', ANSWERED_IN_THE_END)],
  },
  {
    id: 'release',
    title: { zh: '全网发布检测', en: 'Release test of a third-party platform' },
    says: {
      zh: `第三方平台全网发布时的检测，发给专用测试号 ${RELEASE_ACCOUNT}；component_verify_ticket 推送到授权事件接收 URL，要单独试`,
      en: `What is tested when a third-party platform is released, sent to the test account ${RELEASE_ACCOUNT}; component_verify_ticket goes to the URL of authorization events and is to be tried there`,
    },
    steps: [
      released(
        text(
          { zh: '返回普通文本消息', en: 'A text has a reply' },
          'TESTCOMPONENT_MSG_TYPE_TEXT',
          repliesText('TESTCOMPONENT_MSG_TYPE_TEXT_callback'),
        ),
      ),
      released(
        text(
          { zh: '返回 API 文本消息', en: 'A text has its reply through the API' },
          `QUERY_AUTH_CODE:${AUTH_CODE}`,
          EMPTY_THEN_SERVICE,
        ),
      ),
      released(
        event(
          { zh: '返回事件消息（早期）', en: 'An event has a reply (earlier)' },
          'LOCATION',
          {},
          EVENT_CALLBACK,
        ),
      ),
    ],
  },
]

type SampleStep = StepRow & { message: SampleOrder }

function event(
  title: Bilingual,
  name: string,
  set: Record<string, string> = {},
  expects: Expectation = ANSWERED,
): SampleStep {
  return { title, message: { type: 'event', event: name, set }, expects }
}

function text(title: Bilingual, content: string, expects: Expectation = ANSWERED): SampleStep {
  return { title, message: { type: 'text', set: { Content: content } }, expects }
}

function released({ message, ...step }: SampleStep): StepRow {
  return { ...step, message: { ...message, set: { ...message.set, ToUserName: RELEASE_ACCOUNT } } }
}
