import type { Account } from './account.ts'
import type { Preferences } from './preferences.ts'
import type { Bilingual } from './text.ts'
import type { SettingsConflict, SettingsStatus } from './workbench.ts'

/**
 * Returns what a person has to know about the settings, one sentence each; nothing if all is well. Contains no secret.
 */
export function describeSettings(status: SettingsStatus): Bilingual[] {
  const { reason, newToken, exposed, conflict } = status
  return [
    ...describeDamage(status),
    ...(newToken ? [NEW_TOKEN] : []),
    ...(reason && reason !== 'ephemeral' ? [REASONS[reason]] : []),
    ...(exposed ? [EXPOSED[exposed]] : []),
    ...(conflict ? [describeConflict(conflict)] : []),
  ]
}

/** A notice names at most this many damaged places. */
const NAMED = 3

function describeDamage({ leftOut, keptAside: file }: SettingsStatus): Bilingual[] {
  const aside: Bilingual = file
    ? { zh: `原文件另存为 ${file}`, en: `the original was kept aside as ${file}` }
    : { zh: '原文件没有动', en: 'the file was left as it is' }
  if (leftOut.includes('version')) return [describeNewer(aside, file !== null)]
  if (leftOut.includes(''))
    return [
      {
        zh: `设置文件已损坏，现在用的是全新的设置；${aside.zh}。`,
        en: `The settings file is damaged, and these settings are new; ${aside.en}.`,
      },
    ]
  if (leftOut.length > 0) {
    const places = leftOut.length > NAMED ? [...leftOut.slice(0, NAMED), '…'] : leftOut
    const [zh, en] = [places.join('、'), places.join(', ')]
    const count = `${leftOut.length} ${leftOut.length === 1 ? 'place' : 'places'}`
    return [
      {
        zh: `设置文件有 ${leftOut.length} 处读不出来（${zh}），其余照常使用；${aside.zh}。`,
        en: `The settings file cannot be read in ${count} (${en}); all else is in use, and ${aside.en}.`,
      },
    ]
  }
  if (!file) return []
  return [
    {
      zh: `设置文件在运行中被改坏，已另存为 ${file}，并按现在的设置重新写好。`,
      en: `The settings file was damaged while this ran; it was kept aside as ${file} and written anew.`,
    },
  ]
}

/** The settings of this run need not be new: the later version may have come to the folder while it ran. */
function describeNewer(aside: Bilingual, isAside: boolean): Bilingual {
  const wayBack: Bilingual = isAside
    ? {
        zh: '关闭 mpscope，把它改回原名，再用新版本打开',
        en: 'close mpscope, give it its old name, and open',
      }
    : { zh: '请改用新版本打开', en: 'open' }
  return {
    zh: `设置文件是更新版本的 mpscope 写的，这个版本读不了，用的是自己的设置；${aside.zh}。要继续用原来的设置：${wayBack.zh}。`,
    en: `A newer version of mpscope wrote the settings file. This version cannot read it and uses settings of its own; ${aside.en}. To go on with those settings, ${wayBack.en} the newer version.`,
  }
}

const NEW_TOKEN: Bilingual = {
  zh: 'Token 是新生成的：请在公众号后台换成它，或在「账号」里填回原来的。',
  en: 'The token is a new one: enter it in the WeChat console, or put the old one back under Account.',
}

const REASONS: Record<Exclude<NonNullable<SettingsStatus['reason']>, 'ephemeral'>, Bilingual> = {
  'read-only': {
    zh: '设置所在的文件夹不能写入，设置的改动只在本次运行有效。',
    en: 'The folder of the settings cannot be written, so changes to settings last until this closes.',
  },
  unreadable: {
    zh: '没有权限读取设置文件，文件没有动；现在用的是全新的设置，只在本次运行有效。',
    en: 'The settings file may not be read and was left as it is; these settings are new and last until this closes.',
  },
  full: {
    zh: '磁盘已满，设置无法保存，改动只在本次运行有效。',
    en: 'The disk is full: settings cannot be saved, and changes last until this closes.',
  },
  failed: {
    zh: '设置文件无法写入，设置的改动只在本次运行有效。',
    en: 'The settings file cannot be written, so changes to settings last until this closes.',
  },
}

const EXPOSED: Record<NonNullable<SettingsStatus['exposed']>, Bilingual> = {
  tightened: {
    zh: '设置文件原先能被本机其他用户读取，现已改为仅当前用户可读（0600）；如果可能有人看过，请更换 Token 和密钥。',
    en: 'Other users of this machine could read the settings file; it is now yours alone (0600). Change token and keys if somebody may have looked.',
  },
  open: {
    zh: '本机其他用户能读取设置文件，而它的权限无法修改。',
    en: 'Other users of this machine can read the settings file, and its mode could not be changed.',
  },
}

function describeConflict({ winner, fields }: SettingsConflict): Bilingual {
  const name = ({ account, field }: SettingsConflict['fields'][number]): Bilingual => {
    const { zh, en } = (FIELDS as Record<string, Bilingual>)[field] ?? { zh: field, en: field }
    return account === null ? { zh, en } : { zh: `账号「${account}」的${zh}`, en: `${en} of “${account}”` }
  }
  const [zh, en] = [
    fields.map((one) => name(one).zh).join('、'),
    fields.map((one) => name(one).en).join(', '),
  ]
  if (winner === 'here')
    return {
      zh: `另一个 mpscope 同时改了${zh}，以这里后保存的为准。`,
      en: `Another mpscope changed ${en} at the same time; what was saved here, later, holds.`,
    }
  return {
    zh: `另一个 mpscope 也改了${zh}，以它后保存的为准。`,
    en: `Another mpscope changed ${en} as well; what it saved, later, holds.`,
  }
}

/** The words of the screen. A field without words here could not be reported, so the compiler asks for every one. */
const FIELDS: Record<Exclude<keyof Account, 'id'> | keyof Preferences | 'templates' | 'samples', Bilingual> =
  {
    name: { zh: '名称', en: 'name' },
    originalId: { zh: '原始 ID', en: 'original ID' },
    appId: { zh: ' AppID', en: 'AppID' },
    token: { zh: ' Token', en: 'token' },
    mode: { zh: '消息加解密方式', en: 'encryption mode' },
    aesKey: { zh: ' EncodingAESKey', en: 'EncodingAESKey' },
    previousAesKey: { zh: '上一个 EncodingAESKey', en: 'previous EncodingAESKey' },
    path: { zh: '路径', en: 'path' },
    publicUrl: { zh: '公网地址', en: 'public address' },
    tunnel: { zh: '隧道', en: 'tunnel' },
    policy: { zh: '回复方式', en: 'kind of reply' },
    rules: { zh: '规则', en: 'rules' },
    backends: { zh: '后端', en: 'backends' },
    fans: { zh: '粉丝', en: 'fans' },
    duplicates: { zh: '重复推送的处理', en: 'reply to repeated deliveries' },
    keep: { zh: '收发记录保留多久、多少条', en: 'how long and how many exchanges are kept' },
    milestones: { zh: '接入进度', en: 'steps reached' },
    templates: { zh: '模板', en: 'templates' },
    samples: { zh: '自己的消息', en: 'messages of your own' },
    language: { zh: '语言', en: 'language' },
    theme: { zh: '主题', en: 'theme' },
    textSize: { zh: '字号', en: 'text size' },
    density: { zh: '列表行距', en: 'list density' },
    wrap: { zh: '自动换行', en: 'line wrap' },
    answerWithinMs: { zh: '手动回复的时限', en: 'time to reply by hand' },
    follow: { zh: '跟随最新消息', en: 'following of the newest' },
    strangersHidden: { zh: '隐藏陌生请求', en: 'hiding of strangers' },
    waitingTitle: { zh: '窗口标题提示', en: 'window title' },
    waitingNotification: { zh: '桌面通知', en: 'desktop notifications' },
    waitingFlash: { zh: '任务栏闪烁', en: 'taskbar flashing' },
    waitingSound: { zh: '提示音', en: 'alert sound' },
    responderPort: { zh: '应答器端口', en: 'port of the responder' },
    controlPort: { zh: '调试台端口', en: 'port of the workbench' },
    mutedCodes: { zh: '不再显示的诊断', en: 'findings not shown' },
    understood: { zh: '已了解的问题', en: 'issues understood' },
    keys: { zh: '快捷键', en: 'keyboard shortcuts' },
    singleKeys: { zh: '单键快捷键', en: 'single-key shortcuts' },
    savedFilters: { zh: '收藏的筛选', en: 'saved filters' },
    refusedRows: { zh: '被拒请求最多保留的条数', en: 'limit of rejected requests' },
    refusedBytes: { zh: '被拒请求最多占用的空间', en: 'size limit of rejected requests' },
    durable: { zh: '断电也不丢', en: 'safety from power cuts' },
    keepDays: { zh: '收发记录保留的天数', en: 'days that exchanges are kept' },
    keepRows: { zh: '收发记录保留的条数', en: 'number of exchanges kept' },
    keepBytes: { zh: '收发记录占用空间的上限', en: 'size limit of the history' },
    askForUpdates: { zh: '每天检查一次新版本', en: 'check for a new version once a day' },
  }
