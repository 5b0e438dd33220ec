import { isTexts, useStored } from '../../composables/useStored.ts'

/** The most addresses that are remembered. */
const URLS_MAX = 10

/** The addresses that somebody has typed as a target, the newest first, wherever that was. Kept in this browser. */
export function useKnownUrls() {
  const urls = useStored('mpscope.send.urls', [], isTexts)
  const forget = (url: string): void => void (urls.value = urls.value.filter((one) => one !== url))
  return {
    urls,
    forget,
    remember(url: string): void {
      forget(url)
      urls.value = [url, ...urls.value].slice(0, URLS_MAX)
    },
  }
}
