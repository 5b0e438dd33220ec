import { useI18n } from 'vue-i18n'
import type { Language } from './texts.ts'

/** Making one takes longer than drawing a row, so each is made once, when it is first needed. */
const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

function once<Format extends Intl.DateTimeFormat | Intl.NumberFormat>(
  name: string,
  language: Language,
  make: (tag: string) => Format,
): Format {
  const key = `${name} ${language}`
  const format = made.get(key) ?? make(language === 'zh' ? 'zh-CN' : 'en-GB')
  made.set(key, format)
  return format as Format
}

function clock(ms: number): string {
  const date = new Date(ms)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two)
  return `${hours}:${minutes}:${seconds}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** Times and numbers in the language of the screen. */
export function useFormat() {
  const { locale } = useI18n()
  const numbers = (name: string, options?: Intl.NumberFormatOptions) =>
    once(name, locale.value, (tag) => new Intl.NumberFormat(tag, options))
  return {
    /** `HH:mm:ss.mmm`, the same in both languages. */
    time: clock,
    /** Day and time to the minute, without the year. */
    moment: (ms: number) =>
      once('moment', locale.value, (tag) => new Intl.DateTimeFormat(tag, MOMENT)).format(ms),
    /** Day and time in full, for a tooltip. */
    date: (ms: number) => once('date', locale.value, (tag) => new Intl.DateTimeFormat(tag, FULL)).format(ms),
    /** The day alone, with its weekday. */
    day: (ms: number) =>
      once(
        'day',
        locale.value,
        (tag) => new Intl.DateTimeFormat(tag, locale.value === 'zh' ? DAY_ZH : DAY_EN),
      ).format(ms),
    // Below a thousand nothing is grouped, and the browser's first format takes as long as the whole list.
    count: (value: number) => (value < 1000 ? String(value) : numbers('count').format(value)),
    /** `12 ms`; tenths below ten, since a local answer often takes less than one. */
    duration(ms: number) {
      const rounded = ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)
      return `${rounded} ms`
    },
    /** `312 KB`, `12.3 MB`; of 1024 each. */
    bytes(value: number) {
      const kilobytes = value / 1024
      if (kilobytes < 1000) return `${numbers('count').format(Math.ceil(kilobytes))} KB`
      return `${numbers('tenths', TENTHS).format(kilobytes / 1024)} MB`
    },
    /** `5.0 s`, from milliseconds. */
    seconds: (ms: number) => `${numbers('tenths', TENTHS).format(ms / 1000)} s`,
  }
}

const FULL = { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' } as const
const MOMENT = {
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const
const DAY_EN = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' } as const
const DAY_ZH = { ...DAY_EN, month: 'numeric' } as const
const TENTHS = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
