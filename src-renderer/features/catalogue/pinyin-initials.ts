const pinyin = new Intl.Collator('zh-Hans-CN-u-co-pinyin')

/** The first character of each initial in the order of pinyin; no syllable begins with i, u or v. */
const FIRST = [...'阿八嚓哒妸发旮哈击咔垃妈拿噢妑七呥撒他哇夕丫匝']
const INITIALS = 'abcdefghjklmnopqrstwxyz'

/**
 * Returns the initials by which people type Chinese words: `gz` for 关注. Other characters stay as they are, in lower
 * case. Of a character that is read in several ways, only the usual reading counts.
 */
export function pinyinInitials(text: string): string {
  return [...text.toLowerCase()].map((character) => initialOf(character)).join('')
}

function initialOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return character
  return INITIALS[FIRST.findLastIndex((first) => pinyin.compare(first, character) <= 0)] ?? character
}
