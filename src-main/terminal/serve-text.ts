import type { Exchange, Finding } from '../../src-core/contract/exchange.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import type {
  DamagedHistory,
  HistoryStatus,
  SettingsStatus,
  Snapshot,
} from '../../src-core/contract/workbench.ts'
import { findFindingKind } from '../../src-core/contract/findings.ts'
import { findGrounds, nameEvidence } from '../../src-core/contract/findings/evidence.ts'
import { markOf, VERDICT_WORDS } from '../../src-core/contract/verdict-words.ts'
import { createExcerpt } from '../../src-core/exchange/record.ts'
import type { Retention } from '../../src-core/ports/history.ts'
import { oneLine } from './one-line.ts'
import { describeRetention } from './serve-retention.ts'

/**
 * Words the lines that stand on the terminal once the responder listens; `controlLink` is null if there is no workbench
 * for the browser.
 */
export function describeStart(
  { responder, accounts, history, settings }: Snapshot,
  controlLink: string | null,
  retention: Retention | undefined,
): Bilingual {
  const account = accounts[0]!
  const address = responder.origin + account.path
  const moved = responder.movedFrom
  const kept = HISTORY_TEXTS[history.reason ?? 'kept']
  const bounds = retention ? describeRetention(retention) : NOTHING
  const damaged = history.damaged && describeDamage(history.damaged)
  const set = SETTINGS_TEXTS[settings.reason ?? 'kept']
  const link = controlLink === null ? NOTHING : describeLink(controlLink)
  // Does not print the token itself: a terminal's output ends up in logs.
  const [tokenOnScreen, tokenIsNew] =
    controlLink === null ? [TOKEN_IN_SETTINGS, TOKEN_IS_NEW_AND_UNSEEN] : [TOKEN_ON_SCREEN, TOKEN_IS_NEW]
  const token = settings.newToken ? tokenIsNew : account.secrets.token ? tokenOnScreen : TOKEN_IN_KEYCHAIN
  const end = controlLink === null ? END : END_AND_LINK
  return {
    zh:
      (moved ? `端口 ${moved} 已被占用，改用 ${responder.port}。\n` : '') +
      `本地地址  ${address}\nToken     ${token.zh}\n${link.zh}历史      ${kept.zh}${bounds.zh}\n` +
      (damaged ? `          ${damaged.zh}\n` : '') +
      `设置      ${set.zh}\n` +
      '让隧道指向本地地址，把公网 URL 和 Token 填进公众号后台。\n' +
      end.zh,
    en:
      (moved ? `Port ${moved} is taken; using ${responder.port}.\n` : '') +
      `Responder  ${address}\nToken      ${token.en}\n${link.en}History    ${kept.en}${bounds.en}\n` +
      (damaged ? `           ${damaged.en}\n` : '') +
      `Settings   ${set.en}\n` +
      'Point the tunnel at the responder and register its public URL and the token.\n' +
      end.en,
  }
}

const NOTHING: Bilingual = { zh: '', en: '' }

const END: Bilingual = { zh: '按 Ctrl+C 结束。\n', en: 'Press Ctrl+C to end.\n' }

const END_AND_LINK: Bilingual = {
  zh: '调试台的链接只能用一次，10 分钟内有效；按 Enter 换一个新链接，按 Ctrl+C 结束。\n',
  en: 'The workbench link works once, within 10 minutes. Press Enter for a new one, Ctrl+C to end.\n',
}

/** Words the line with the link that opens the page in a browser. */
export function describeLink(link: string): Bilingual {
  return { zh: `调试台    ${link}\n`, en: `Workbench  ${link}\n` }
}

const TOKEN_ON_SCREEN: Bilingual = {
  zh: '在调试台的「账号」里查看，或用 --token-file 指定',
  en: 'under Account in the workbench; --token-file sets it',
}

const TOKEN_IS_NEW: Bilingual = {
  zh: '新生成的（原来的读不出来）：在调试台的「账号」里查看，或用 --token-file 指定',
  en: 'a new one, since the old one cannot be read: under Account in the workbench; --token-file sets it',
}

const TOKEN_IN_SETTINGS: Bilingual = {
  zh: '设置里的那一个，或用 --token-file 指定',
  en: 'that of the settings; --token-file sets it',
}

const TOKEN_IS_NEW_AND_UNSEEN: Bilingual = {
  zh: '新生成的（原来的读不出来）：用 --token-file 指定',
  en: 'a new one, since the old one cannot be read: --token-file sets it',
}

const TOKEN_IN_KEYCHAIN: Bilingual = {
  zh: '由桌面版存放在系统钥匙串里，这里读不到；可用 --token-file 另设',
  en: 'in the system keychain, put there by the desktop and unreadable here; --token-file sets another',
}

function describeDamage({ file, salvaged, lost }: DamagedHistory): Bilingual {
  return {
    zh: `原文件已损坏，另存为 ${file}；救回 ${salvaged} 条${lost ? `，${lost} 条无法读取` : ''}`,
    en: `the file was damaged and is kept as ${file}; ${salvaged} exchanges salvaged${lost ? `, ${lost} unreadable` : ''}`,
  }
}

const HISTORY_TEXTS: Record<NonNullable<HistoryStatus['reason']> | 'kept', Bilingual> = {
  kept: { zh: '保存在本机', en: 'kept on this machine' },
  ephemeral: { zh: '只在内存里（--ephemeral）', en: 'in memory only (--ephemeral)' },
  unsupported: {
    zh: '只在内存里（这个 Node 没有 SQLite，要保存请安装 Node 22.13 以上）',
    en: 'in memory only (this Node has no SQLite; to keep it, install Node 22.13 or newer)',
  },
  locked: {
    zh: '暂时只在内存里（数据文件被其他程序占用，放开后写入）',
    en: 'in memory for now (another program holds the file; written when it lets go)',
  },
  full: {
    zh: '暂时只在内存里（磁盘已满，有空间后写入）',
    en: 'in memory for now (the disk is full; written when there is space)',
  },
  'read-only': {
    zh: '只在内存里（数据目录只读，旧记录可以查看）',
    en: 'in memory only (the folder is read-only; what was there can be read)',
  },
  newer: {
    zh: '只在内存里（数据文件由更新版本的 mpscope 写成，没有改动）',
    en: 'in memory only (a newer mpscope wrote the file, which is left as it is)',
  },
  failed: { zh: '只在内存里（数据文件无法写入）', en: 'in memory only (the file cannot be written)' },
}

const SETTINGS_TEXTS: Record<NonNullable<SettingsStatus['reason']> | 'kept', Bilingual> = {
  kept: { zh: '保存在本机', en: 'kept on this machine' },
  ephemeral: { zh: '只在内存里（--ephemeral）', en: 'in memory only (--ephemeral)' },
  'read-only': {
    zh: '改动只在内存里（文件夹不能写入）',
    en: 'changes in memory only (the folder is read-only)',
  },
  unreadable: { zh: '只在内存里（没有权限读取设置文件）', en: 'in memory only (the file may not be read)' },
  full: { zh: '改动只在内存里（磁盘已满）', en: 'changes in memory only (the disk is full)' },
  failed: { zh: '改动只在内存里（文件无法写入）', en: 'changes in memory only (the file cannot be written)' },
}

/** Words the line that replaces missing lines. */
export function describeDropped(count: number): Bilingual {
  return {
    zh: `（输出来不及读取，略过了 ${count} 行）`,
    en: `(${count} ${count === 1 ? 'line was' : 'lines were'} left out, since nobody read them in time)`,
  }
}

/**
 * Describes an exchange in one line. Without `words` nothing of its texts is in it: neither what the user wrote, nor
 * what the title of a finding quotes.
 */
export function describeExchange(exchange: Exchange, { words } = { words: true }): Bilingual {
  const { receivedAt, request, message, response, findings } = exchange
  const time = new Date(receivedAt).toTimeString().slice(0, 8)
  const kind = message ? (message.event ?? message.type) : 'verify'
  const excerpt = words && createExcerpt(exchange)
  const facts = [
    time,
    request.method,
    request.path,
    kind,
    excerpt && JSON.stringify(excerpt),
    response.status,
  ]
  const line = `${facts.filter(Boolean).join('  ')}  ${response.durationMs} ms`
  // A finding that is only worth knowing belongs on the screen.
  const cause = findings.find(({ severity }) => severity !== 'info')
  const title = cause && ((!words && findFindingKind(cause.code)?.name) || cause.title)
  const source = cause ? describeSource(cause) : { zh: '', en: '' }
  const mark = markOf({ ...exchange, ...exchange.response })
  return {
    zh: oneLine(`${line}  ${VERDICT_WORDS[mark].zh}${title ? `：${title.zh}` : ''}${source.zh}`),
    en: oneLine(
      `${line}  ${VERDICT_WORDS[mark].en.toLowerCase()}${title ? `: ${title.en}` : ''}${source.en}`,
    ),
  }
}

/** Names the evidence, and the code by which `explain` tells the rest. */
function describeSource(cause: Finding): Bilingual {
  const grounds = findGrounds(cause)
  if (!grounds) return { zh: '', en: '' }
  const { zh, en } = nameEvidence(grounds)
  return { zh: `  [${zh}，${cause.code}]`, en: `  [${en}, ${cause.code}]` }
}
