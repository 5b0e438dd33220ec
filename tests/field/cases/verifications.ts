import type { FieldCase } from '../field-case.ts'
import { createAnswer } from '../texts.ts'

/** Addresses that WeChat did not take. */
export const VERIFICATION_CASES: readonly FieldCase[] = [
  {
    id: 'echo-cut-by-bom',
    reported: 'echostr comes back without its last three digits.',
    sources: ['w7corp/easywechat#1557'],
    road: 'verify',
    // Three bytes more in front than were counted, so that three are missing at the end.
    answer: ({ echostr }) =>
      createAnswer(
        '200 OK',
        ['Content-Type: text/html; charset=UTF-8', 'Content-Length: 19'],
        `\ufeff${echostr.slice(0, -3)}`,
      ),
    verdict: 'rejected',
    finds: ['echo.changed error'],
    names: { zh: [/BOM/], en: [/BOM|byte order mark/i] },
    never: [/two different tokens/, /Token 不一致/],
  },
  {
    id: 'echo-never-ended',
    reported:
      'The answer is written and the response never ended, so the console says that the URL timed out.',
    sources: ['leancloud/LeanEngine-WechatBot#4'],
    road: 'verify',
    hold: true,
    answer: ({ echostr }) =>
      createAnswer(
        '200 OK',
        ['Content-Type: text/plain', 'Transfer-Encoding: chunked'],
        `13\r\n${echostr}\r\n`,
      ),
    verdict: 'rejected',
    finds: ['reply.never-ended error'],
    names: { zh: [/结束/], en: [/end the response|never ended/] },
  },
  {
    id: 'echo-as-view-name',
    reported: 'Spring takes the returned echostr for the name of a view and answers 404 with it as the path.',
    sources: ['binarywang/WxJava#332'],
    road: 'verify',
    answer: ({ echostr }) =>
      createAnswer(
        '404 ',
        ['Content-Type: application/json'],
        JSON.stringify({
          timestamp: '2026-02-03T04:05:06.000+00:00',
          status: 404,
          error: 'Not Found',
          path: `/${echostr}`,
        }),
      ),
    verdict: 'rejected',
    finds: ['status.not-200 error'],
    names: { zh: [/视图|模板|ResponseBody/], en: [/view|template|ResponseBody/] },
    never: [/no route took it/, /没有路由接它/],
  },
  {
    id: 'ngrok-offline',
    reported: 'The tunnel was not running, and ngrok’s own 404 was taken for the backend’s.',
    sources: ['binarywang/weixin-java-mp-demo-springmvc#9'],
    road: 'verify',
    answer: () =>
      createAnswer(
        '404 Not Found',
        ['Content-Type: text/html', 'Ngrok-Error-Code: ERR_NGROK_3200'],
        '<!DOCTYPE html><html><head><title>ngrok</title><noscript>The endpoint abcd.ngrok-free.app is offline. (ERR_NGROK_3200)</noscript></head><body></body></html>',
      ),
    verdict: 'rejected',
    finds: ['hop.tunnel error'],
    names: { zh: [/ngrok/i], en: [/ngrok/i] },
    never: [/no route took it/, /没有路由接它/],
  },
  {
    id: 'cloudflare-502',
    reported: 'Cloudflare could not reach the origin and answered 502 by itself.',
    sources: ['AstrBotDevs/AstrBot#696', 'su-kaka/gcli2api#354'],
    road: 'verify',
    answer: () =>
      createAnswer(
        '502 Bad Gateway',
        ['Server: cloudflare', 'CF-RAY: 8aaaaaaaaaaaaaaa-HKG', 'Content-Type: text/html; charset=UTF-8'],
        '<!DOCTYPE html><html lang="en-US"><head><title>bot.example.com | 502: Bad gateway</title></head><body><div id="cf-error-details"><h1>Bad gateway <span>Error code 502</span></h1></div></body></html>',
      ),
    verdict: 'rejected',
    finds: ['hop.edge error'],
    names: { zh: [/cloudflare/i], en: [/cloudflare/i] },
  },
  {
    id: 'certificate-self-signed',
    reported: 'The address works over http and fails over https, whose certificate nobody signed.',
    sources: ['https://developers.weixin.qq.com/community/personal/oCJUswxkmarrMgIgU-14ge117MFg/question'],
    road: 'verify',
    tls: true,
    answer: ({ echostr }) => createAnswer('200 OK', ['Content-Type: text/plain'], echostr),
    verdict: 'rejected',
    finds: ['probe.unreachable error'],
    names: { zh: [/证书/], en: [/certificate/] },
    never: [/use-system-ca/, /Node\.js/],
  },
]
