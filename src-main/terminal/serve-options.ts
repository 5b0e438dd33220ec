import { DEFAULT_PREFERENCES } from '../../src-core/contract/preferences.ts'
import { AES_KEY, APP_ID, TOKEN } from './account-options.ts'
import type { CommandTable } from './command-table.ts'
import { MODE } from './mode.ts'
import { decodeReply } from './serve-reply.ts'
import { decodeAge, DURABLE } from './serve-retention.ts'

export const SERVE = {
  name: 'serve',
  summary: {
    zh: '运行应答器，并打印浏览器里调试台的地址',
    en: 'run the responder, and print the address of the workbench for the browser',
  },
  options: {
    port: {
      kind: 'integer',
      value: 'N',
      min: 0,
      max: 65535,
      text: {
        zh: `应答器的端口，被占用时换一个；不给则用「设置」里的，最初是 ${DEFAULT_PREFERENCES.responderPort}；0 是任意空闲端口`,
        en: `port of the responder, or another if it is taken; else that of the settings, at first ${DEFAULT_PREFERENCES.responderPort}; 0 is any free one`,
      },
    },
    'control-port': {
      kind: 'integer',
      value: 'N',
      min: 0,
      max: 65535,
      text: {
        zh: `浏览器里调试台的端口，被占用时换一个；不给则用「设置」里的，最初是 ${DEFAULT_PREFERENCES.controlPort}；0 是任意空闲端口`,
        en: `port of the workbench in the browser, or another if it is taken; else that of the settings, at first ${DEFAULT_PREFERENCES.controlPort}; 0 is any free one`,
      },
    },
    data: {
      kind: 'text',
      value: 'DIR',
      text: {
        zh: '存放记录和设置的文件夹；不给则用环境变量 MPSCOPE_DATA，或系统存放应用数据的地方',
        en: 'folder of history and settings; else the environment variable MPSCOPE_DATA, or the system’s place for application data',
      },
    },
    ephemeral: {
      kind: 'flag',
      text: { zh: '什么都不保存，只在内存里', en: 'keep nothing, all of it in memory' },
    },
    token: {
      ...TOKEN,
      text: {
        zh: '第一个账号的 Token，和公众号后台填写的一致',
        en: 'token of the first account, the one registered in the console',
      },
    },
    'app-id': APP_ID,
    'aes-key': AES_KEY,
    mode: MODE,
    reply: {
      kind: 'text',
      value: 'REPLY',
      decode: decodeReply,
      text: {
        zh: '回复方式：success、empty（空回复）、hold（等你在调试台里写）、text:内容，或 relay:URL（转给这个后端）',
        en: 'how to reply: success, empty, hold (waits for you in the workbench), text:… or relay:URL (asks that backend)',
      },
    },
    'no-guard': {
      kind: 'flag',
      text: {
        zh: '和 --reply relay:URL 一起用：后端的回复一律原样带回，迟到或无效时也不改成 success',
        en: 'with --reply relay:URL: pass on whatever the backend replies, and never success in place of a late or invalid reply',
      },
    },
    keep: {
      kind: 'text',
      value: 'AGE',
      decode: decodeAge,
      text: {
        zh: '收发记录保留多久，如 7d 或 12h；不给则按设置',
        en: 'how long to keep exchanges, as in 7d or 12h; else as the settings say',
      },
    },
    'keep-rows': {
      kind: 'integer',
      value: 'N',
      min: 1,
      max: 10_000_000,
      text: {
        zh: '最多保留多少条收发记录，旧的先删；被拒的请求另有上限',
        en: 'how many exchanges to keep, the newest; refused ones have a limit of their own',
      },
    },
    durable: { kind: 'flag', text: DURABLE },
    'no-control': {
      kind: 'flag',
      text: {
        zh: '不开浏览器里的调试台：长期运行的服务用不着它',
        en: 'open no workbench for the browser, which a service does without',
      },
    },
    open: {
      kind: 'flag',
      text: {
        zh: '在系统的浏览器里打开调试台；只写 mpscope、不写命令时就是这样',
        en: 'open the workbench in the system’s browser, as mpscope without a command does',
      },
    },
    'strict-port': {
      kind: 'flag',
      text: {
        zh: '应答器的端口被占用时退出，而不是换一个',
        en: 'end if the responder’s port is taken, instead of taking another',
      },
    },
    'no-words': {
      kind: 'flag',
      text: {
        zh: '每次收发的那一行里不写用户发的内容，原因只写名称',
        en: 'leave what users write out of the line of an exchange; causes by their name only',
      },
    },
    json: {
      kind: 'flag',
      text: {
        zh: '每行输出一个 JSON 对象：先是 ready，然后每次收发一行',
        en: 'print one JSON object a line: ready first, then one an exchange',
      },
    },
  },
  exclusive: [
    ['data', 'ephemeral'],
    ['durable', 'ephemeral'],
    ['control-port', 'no-control'],
    ['open', 'no-control'],
    ['json', 'no-words'],
  ],
} as const satisfies CommandTable
