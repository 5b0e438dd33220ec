import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { renewText } from '../../../../src-core/contract/renew-text.ts'
import { removeField, writeField } from '../../../../src-core/contract/write-field.ts'
import type { MessageSpec } from '../../../../src-core/contract/catalogue.ts'
import { useCatalogue } from '../../../composables/useCatalogue.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import type { MessageToOpen } from '../../../composables/useNavigation.ts'
import { useQuery } from '../../../composables/useQuery.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { leafFields } from '../../../features/catalogue/leaf-fields.ts'
import { drawValue } from './draw-value.ts'
import { useSender } from '../options/useSender.ts'

export type MessageForm = ReturnType<typeof useMessageForm>

const NO_FIELDS: MessageSpec['fields'] = []
const nowInSeconds = (): string => String(Math.floor(Date.now() / 1000))
const random = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32

/**
 * The message that is written. Its text is what counts and what goes out; the fields are read out of it by the core, and
 * a change of one changes the text in that place alone.
 */
export function useMessageForm() {
  const { call } = useWorkbench()
  const { account } = useCurrentAccount()
  const { find } = useCatalogue()
  const { t, locale } = useI18n()
  const failureText = useFailureText()
  const sender = useSender()
  const text = shallowRef('')
  /** What was chosen last. */
  const taken = shallowRef<MessageToOpen | null>(null)
  /** The CreateTime that was put in here. While it stands there, nobody has chosen another one. */
  let ownTime = ''
  /** Why the message that was chosen could not be written. */
  const failure = shallowRef('')

  const { answer } = useQuery(
    computed(() =>
      account.value && text.value !== '' ? { account: account.value.id, text: text.value } : null,
    ),
    (asked) => call('message.draft', asked),
  )
  /** Fields that were changed since the last answer: a letter that was typed must not go away for a moment. */
  const changed = shallowRef<Readonly<Record<string, string | undefined>>>({})
  const isRead = computed(() => answer.value?.text === text.value)
  watch(isRead, (now) => now && (changed.value = {}))

  const values = computed((): Readonly<Record<string, string | undefined>> =>
    isRead.value ? (answer.value?.values ?? {}) : { ...answer.value?.values, ...changed.value },
  )
  const fault = computed(() => (isRead.value ? (answer.value?.fault ?? null) : null))
  const spec = computed(() => (answer.value ? find.value(answer.value.type, answer.value.event) : undefined))
  const isJson = computed(() => text.value.trimStart().startsWith('{'))
  /** The fields that the form offers; none of JSON, which is edited as text. */
  const fields = computed(() =>
    spec.value && !isJson.value ? leafFields(spec.value) : { own: [], common: [] },
  )
  const title = computed(() => {
    const { type = '', event = null } = answer.value ?? {}
    return spec.value?.title[locale.value] ?? event ?? (type === '' ? t('send.own.unnamed') : type)
  })

  function set(path: string, value: string): void {
    const written = writeField(text.value, path, value, spec.value?.fields ?? NO_FIELDS)
    if (written === null) return
    changed.value = { ...changed.value, [path]: value }
    text.value = written
    if (path === 'FromUserName') sender.remember(value)
  }

  function remove(path: string): void {
    changed.value = { ...changed.value, [path]: undefined }
    text.value = removeField(text.value, path)
  }

  function draw(paths: readonly string[]): void {
    const all = [...fields.value.own, ...fields.value.common]
    for (const one of all.filter(({ path }) => paths.includes(path))) {
      const value = drawValue(one.spec, values.value[one.path] ?? '', random, Date.now())
      if (value !== null) set(one.path, value)
    }
  }

  /** The fields in the text whose values chance can make. */
  const drawable = computed(() =>
    [...fields.value.own, ...fields.value.common]
      .filter(({ path, spec: one }) => path in values.value && drawValue(one, '', () => 0, 0) !== null)
      .map(({ path }) => path),
  )

  /** The sender stays from one message to the next. */
  function withSender(drawn: string): string {
    const openId = sender.last.value
    if (openId === undefined || !/<FromUserName\b/.test(drawn)) return drawn
    return writeField(drawn, 'FromUserName', openId, NO_FIELDS) ?? drawn
  }

  async function take(message: MessageToOpen): Promise<void> {
    failure.value = ''
    if ('text' in message) {
      renew(message.text)
      taken.value = message
      return
    }
    if (!account.value) return
    const { type, event } = message
    try {
      const drawn = await call('message.draft', {
        account: account.value.id,
        type,
        ...(event !== undefined && { event }),
        set: { ...message.set },
      })
      text.value = withSender(drawn.text)
      ownTime = drawn.values['CreateTime'] ?? ''
      taken.value = message
    } catch (cause) {
      failure.value = failureText(cause)
    }
  }

  function renew(from: string): void {
    text.value = renewText(from, Date.now())
    ownTime = nowInSeconds()
  }

  /** The page may have stood open for hours: a message says when it is sent, unless somebody chose another time. */
  function keepTime(): void {
    if (ownTime === '' || values.value['CreateTime'] !== ownTime || !isRead.value) return
    const now = nowInSeconds()
    if (now !== ownTime) set('CreateTime', now)
    ownTime = now
  }

  // Another account has another name, and other users.
  watch(account, (now, before) => {
    if (!now || !before || now.id === before.id || values.value['ToUserName'] !== before.originalId) return
    text.value = withSender(writeField(text.value, 'ToUserName', now.originalId, NO_FIELDS) ?? text.value)
  })

  return {
    text,
    taken,
    failure,
    answer,
    values,
    fault,
    spec,
    fields,
    isJson,
    title,
    drawable,
    set,
    remove,
    draw,
    take,
    /** Gives it another MsgId and the time of now. */
    renew: () => renew(text.value),
    keepTime,
  }
}
