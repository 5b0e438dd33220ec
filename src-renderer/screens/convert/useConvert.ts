import { Text } from '@codemirror/state'
import { useTimeoutFn } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import type {
  ConversionError,
  ConversionKind,
  ConversionView,
  Converted,
  JsonDialect,
} from '../../../src-core/contract/conversion.ts'
import { DOCUMENT_MAX, LARGE_DOCUMENT } from '../../../src-core/contract/limits.ts'
import { createProvided } from '../../composables/create-provided.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import type { Side } from '../../features/fields/useCounterparts.ts'
import { useConversionJob } from './useConversionJob.ts'
import type { JobEnd } from './useConversionJob.ts'

/** The result of converting the last text; `side` is the side on which that text stands. */
export type Outcome =
  | { kind: 'empty' }
  | { kind: 'converted'; side: Side; source: string; conversion: Converted }
  | { kind: 'broken'; side: Side; error: ConversionError }
  | { kind: 'too-large' }
  | { kind: 'cancelled' }
  | { kind: 'failed'; cause: unknown }

export type Convert = ReturnType<typeof createConvert>

/** Long enough that a word typed is one conversion, short enough that the other side seems to follow at once. */
const PAUSE_MS = 120
/** Sending megabytes takes a moment of this thread, too: then it waits for a longer pause in the typing. */
const LARGE_PAUSE_MS = 400

function otherOf(side: Side): Side {
  return side === 'xml' ? 'json' : 'xml'
}

/** Keeps two texts; the one that was touched last drives the other. */
function createConvert() {
  const { connection } = useWorkbench()
  const docs = { xml: shallowRef<Text>(Text.empty), json: shallowRef<Text>(Text.empty) }
  const driver = shallowRef<Side>('xml')
  const view = shallowRef<ConversionView>('simple')
  const outcome = shallowRef<Outcome>({ kind: 'empty' })
  /** True if something was typed that has not been converted yet. */
  const pending = shallowRef(false)
  const job = useConversionJob()
  const convertLater = useTimeoutFn(
    () => void convert(),
    () => (docs[driver.value].value.length > LARGE_DOCUMENT ? LARGE_PAUSE_MS : PAUSE_MS),
    { immediate: false },
  )

  function put(side: Side, text: string): void {
    docs[side].value = Text.of(text.split(/\r\n?|\n/))
  }

  function edited(side: Side, doc: Text): void {
    docs[side].value = doc
    drive(side)
    convertLater.start()
  }

  /** Makes this side count from now on; gives up work for an earlier text. */
  function drive(side: Side): void {
    convertLater.stop()
    job.drop()
    driver.value = side
    pending.value = true
  }

  async function convert(): Promise<void> {
    const side = driver.value
    const other = otherOf(side)
    drive(side)
    const source = docs[side].value.toString()
    if (source.trim() === '') {
      put(other, '')
      return settle({ kind: 'empty' })
    }
    if (source.length > DOCUMENT_MAX) return settle({ kind: 'too-large' })
    const end = await job.run({ kind: side === 'xml' ? 'to-json' : 'to-xml', text: source, view: view.value })
    if (end.kind !== 'done') return settleWithout(end)
    const { conversion } = end
    if (!conversion.ok) return settle({ kind: 'broken', side, error: conversion.error })
    put(other, conversion.text)
    settle({ kind: 'converted', side, source, conversion })
  }

  function settle(next: Outcome): void {
    pending.value = false
    outcome.value = next
  }

  function settleWithout(end: Exclude<JobEnd, { kind: 'done' }>): void {
    if (end.kind !== 'superseded') settle(end)
  }

  /** Writes a side anew: formatted, without blanks, as WeChat writes it, or in our view what another library wrote. */
  async function rewrite(side: Side, kind: ConversionKind, from?: JsonDialect): Promise<void> {
    const text = docs[side].value.toString()
    if (text.trim() === '') return
    drive(side)
    const end = await job.run({ kind, text, view: view.value, ...(from && { from }) })
    if (end.kind !== 'done') return settleWithout(end)
    if (!end.conversion.ok) return settle({ kind: 'broken', side, error: end.conversion.error })
    load(side, end.conversion.text)
  }

  function load(side: Side, text: string): void {
    put(side, text)
    driver.value = side
    void convert()
  }

  function choose(next: ConversionView): void {
    view.value = next
    // The XML is the document; the JSON is a view of it, unless it was never understood.
    if (outcome.value.kind === 'converted' && !pending.value) driver.value = 'xml'
    void convert()
  }

  /** Makes the other side lead from now on: its text is written into this one. */
  function swap(): void {
    driver.value = otherOf(driver.value)
    void convert()
  }

  watch(connection, (now) => {
    if (now === 'open' && outcome.value.kind === 'failed') void convert()
  })

  return {
    docs,
    driver,
    view,
    outcome,
    pending,
    progress: job.progress,
    /** The side that still shows the result of an earlier text; null if the two belong together. */
    stale: computed<Side | null>(() => {
      if (['converted', 'empty'].includes(outcome.value.kind)) return null
      const other = otherOf(driver.value)
      return docs[other].value.length > 0 ? other : null
    }),
    edited,
    load,
    rewrite,
    choose,
    swap,
    convert,
    cancel: job.cancel,
    clear(): void {
      drive('xml')
      put('xml', '')
      put('json', '')
      settle({ kind: 'empty' })
    },
  }
}

export const [provideConvert, useConvert] = createProvided('convert', createConvert)
