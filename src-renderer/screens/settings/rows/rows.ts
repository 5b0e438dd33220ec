import { MEBIBYTE } from '../../../../src-core/contract/limits.ts'
import type { NumberControl, Section, SettingRow } from './row.ts'

export const SECTIONS: readonly Section[] = [
  'appearance',
  'receiving',
  'network',
  'diagnosis',
  'data',
  'keys',
  'about',
]

const MILLISECONDS: NumberControl['unit'] = { name: 'milliseconds', of: 1000 }
const BYTES: NumberControl['unit'] = { name: 'bytes', of: MEBIBYTE }
const DAYS: NumberControl['unit'] = { name: 'days', of: 1 }
const ROWS: NumberControl['unit'] = { name: 'rows', of: 1 }

/** Every setting, in the order in which the screen lists them. */
export const SETTING_ROWS: readonly SettingRow[] = [
  {
    id: 'language',
    section: 'appearance',
    pinyin: 'yy',
    control: { kind: 'choice', preference: 'language', values: ['system', 'zh', 'en'] },
  },
  {
    id: 'theme',
    section: 'appearance',
    pinyin: 'zt',
    control: { kind: 'choice', preference: 'theme', values: ['system', 'light', 'dark', 'contrast'] },
  },
  {
    id: 'textSize',
    section: 'appearance',
    pinyin: 'zh',
    control: { kind: 'choice', preference: 'textSize', values: [12, 13, 14, 15, 16] },
  },
  {
    id: 'density',
    section: 'appearance',
    pinyin: 'lbhj',
    control: { kind: 'choice', preference: 'density', values: ['compact', 'comfortable'] },
  },
  { id: 'wrap', section: 'appearance', pinyin: 'zdhh', control: { kind: 'switch', preference: 'wrap' } },
  { id: 'follow', section: 'receiving', pinyin: 'gszxxx', control: { kind: 'switch', preference: 'follow' } },
  {
    id: 'strangersHidden',
    section: 'receiving',
    pinyin: 'ycmsqq',
    control: { kind: 'switch', preference: 'strangersHidden' },
  },
  {
    id: 'answerWithinMs',
    section: 'receiving',
    pinyin: 'sdhfdsx',
    control: { kind: 'number', preference: 'answerWithinMs', range: 'answerWithinMs', unit: MILLISECONDS },
  },
  {
    id: 'waitingTitle',
    section: 'receiving',
    pinyin: 'ckbtts',
    control: { kind: 'switch', preference: 'waitingTitle' },
  },
  {
    id: 'waitingNotification',
    section: 'receiving',
    pinyin: 'zmtz',
    control: { kind: 'switch', preference: 'waitingNotification' },
  },
  {
    id: 'waitingFlash',
    section: 'receiving',
    pinyin: 'rwlss',
    control: { kind: 'switch', preference: 'waitingFlash' },
  },
  {
    id: 'waitingSound',
    section: 'receiving',
    pinyin: 'tsy',
    control: { kind: 'switch', preference: 'waitingSound' },
  },
  {
    id: 'refusedRows',
    section: 'receiving',
    pinyin: 'bjqqzdbl',
    control: { kind: 'number', preference: 'refusedRows', range: 'refusedRows', unit: ROWS },
  },
  {
    id: 'refusedBytes',
    section: 'receiving',
    pinyin: 'bjqqzdzy',
    control: { kind: 'number', preference: 'refusedBytes', range: 'refusedBytes', unit: BYTES },
  },
  {
    id: 'responderPort',
    section: 'network',
    pinyin: 'ydqdk',
    control: {
      kind: 'number',
      preference: 'responderPort',
      range: 'port',
      inUse: 'responder',
    },
  },
  {
    id: 'controlPort',
    section: 'network',
    pinyin: 'tstdk',
    control: {
      kind: 'number',
      preference: 'controlPort',
      range: 'port',
      inUse: 'page',
    },
  },
  {
    id: 'mutedCodes',
    section: 'diagnosis',
    pinyin: 'bzxsdzd',
    control: { kind: 'part', part: 'mutedCodes' },
  },
  { id: 'dataFolder', section: 'data', pinyin: 'sjwjj', control: { kind: 'part', part: 'dataFolder' } },
  { id: 'historySize', section: 'data', pinyin: 'sfjl', control: { kind: 'part', part: 'historySize' } },
  {
    id: 'keepDays',
    section: 'data',
    pinyin: 'sfjlblts',
    control: { kind: 'number', preference: 'keepDays', range: 'keepDays', unit: DAYS },
  },
  {
    id: 'keepRows',
    section: 'data',
    pinyin: 'sfjlblts',
    control: { kind: 'number', preference: 'keepRows', range: 'keepRows', unit: ROWS },
  },
  {
    id: 'keepBytes',
    section: 'data',
    pinyin: 'sfjlzdzy',
    control: { kind: 'number', preference: 'keepBytes', range: 'keepBytes', unit: BYTES },
  },
  {
    id: 'accountBounds',
    section: 'data',
    pinyin: 'mgzhdbl',
    control: { kind: 'part', part: 'accountBounds' },
  },
  { id: 'durable', section: 'data', pinyin: 'ddybd', control: { kind: 'switch', preference: 'durable' } },
  { id: 'historyClear', section: 'data', pinyin: 'qcsfjl', control: { kind: 'part', part: 'historyClear' } },
  { id: 'keys', section: 'keys', pinyin: 'kjj', control: { kind: 'part', part: 'keys' } },
  { id: 'versions', section: 'about', pinyin: 'bb', control: { kind: 'part', part: 'versions' } },
  { id: 'askForUpdates', section: 'about', pinyin: 'xbb', control: { kind: 'part', part: 'newVersions' } },
  { id: 'pages', section: 'about', pinyin: 'gfwd', control: { kind: 'part', part: 'pages' } },
  { id: 'licences', section: 'about', pinyin: 'xkz', control: { kind: 'part', part: 'licences' } },
]
