export const LANGUAGES = ['zh', 'en'] as const
export const THEMES = ['light', 'dark', 'contrast'] as const
/** `@2` is a window of this size at 200 %: the page is laid out in half as many pixels. Its picture has no more. */
export const SIZES = ['1024x640', '1280x800', '1440x900', '2560x1440', '1280x800@2'] as const

export type Language = (typeof LANGUAGES)[number]
export type Theme = (typeof THEMES)[number]

export interface Look {
  theme: Theme
  size: string
}

/** Returns null if it is none. */
export function readSize(size: string): { width: number; height: number; scale: number } | null {
  const [, width = '', height = '', at = '1'] = /^(\d+)x(\d+)(?:@(\d))?$/.exec(size) ?? []
  const scale = Number(at)
  if (width === '' || scale === 0) return null
  return { width: Math.round(Number(width) / scale), height: Math.round(Number(height) / scale), scale }
}
