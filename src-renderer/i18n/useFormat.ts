import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

/** Times and numbers in the language of the screen. */
export function useFormat() {
  const { locale } = useI18n()
  const formats = computed(() => {
    const tag = locale.value === 'zh' ? 'zh-CN' : 'en-GB'
    const time = new Intl.DateTimeFormat(tag, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      hourCycle: 'h23',
    })
    const date = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' })
    return {
      time,
      date,
      number: new Intl.NumberFormat(tag),
      plain: new Intl.NumberFormat(tag, { useGrouping: false }),
      tenths: new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    }
  })
  return {
    /** `HH:mm:ss.mmm` */
    time: (ms: number) => formats.value.time.format(ms),
    /** Day and time in full, for a tooltip. */
    date: (ms: number) => formats.value.date.format(ms),
    count: (value: number) => formats.value.number.format(value),
    /** `12 ms`; tenths below ten, since a local answer often takes less than one. */
    duration(ms: number) {
      const rounded = ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)
      return `${formats.value.plain.format(rounded)} ms`
    },
    /** `5.0 s`, from milliseconds. */
    seconds: (ms: number) => `${formats.value.tenths.format(ms / 1000)} s`,
  }
}
