import { computed, onScopeDispose, shallowReactive, shallowRef } from 'vue'
import type { ExchangeDetails } from '../../../../src-core/contract/history.ts'
import type { MessageOrder } from '../../../../src-core/contract/sending.ts'
import type { Target } from '../../../../src-core/contract/target.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { isUnderWay, withAnswer, withDelivery, withTurn } from './turn.ts'
import type { Answer, Turn } from './turn.ts'

export type Conversation = ReturnType<typeof useConversation>

type TextOrder = Extract<MessageOrder, { text: string }>

/** A message that goes to one target or several, with what each delivery of it is like. */
export interface Sent extends Pick<Turn, 'title' | 'from' | 'words'> {
  order: Omit<TextOrder, 'target' | 'run' | 'sealing'>
  /** The first of them gets the request of the preview, if there is one. */
  sealing: TextOrder['sealing']
  targets: readonly { target: Target; name: string }[]
}

/** Everything that was sent from here since the page was opened, oldest first, and what came of it. */
export function useConversation() {
  const { call, listen } = useWorkbench()
  const failureText = useFailureText()
  const turns = shallowRef<readonly Turn[]>([])
  /** What is known of each exchange of a delivery. */
  const opened = shallowReactive(new Map<string, ExchangeDetails>())
  const underWay = computed(() => turns.value.some(isUnderWay))

  function change(run: string, by: Parameters<typeof withAnswer>[2]): void {
    turns.value = withAnswer(turns.value, run, by)
  }

  async function open(id: string | null): Promise<void> {
    if (id === null) return
    try {
      opened.set(id, await call('exchange.open', { id }))
    } catch {
      // It was deleted meanwhile: its line still tells what came back.
    }
  }

  async function deliver(run: string, order: TextOrder): Promise<void> {
    try {
      const { deliveries, ended, mutedUntil } = await call('message.send', { ...order, run })
      change(run, () => ({ deliveries, ended, mutedUntil, waiting: null }))
      for (const { exchange } of deliveries)
        if (exchange !== null && !opened.has(exchange)) void open(exchange)
    } catch (cause) {
      change(run, () => ({ ended: 'failed', failure: failureText(cause), waiting: null }))
    }
  }

  const stopListening = listen((told) => {
    if (told.type === 'message.delivered') {
      change(told.run, ({ deliveries }) => ({ deliveries: withDelivery(deliveries, told.delivery) }))
      if (turns.value.some(({ answers }) => answers.some(({ run }) => run === told.run)))
        void open(told.delivery.exchange)
    } else if (told.type === 'request.held') {
      // A message that waits is ours if it is this very text.
      for (const { text, answers } of turns.value)
        for (const { run, isResponder, ended } of answers)
          if (isResponder && ended === null && text === told.held.message.xml)
            change(run, () => ({ waiting: told.held.id }))
    } else if (told.type === 'request.released') {
      for (const { answers } of turns.value)
        for (const { run, waiting } of answers)
          if (waiting === told.id) change(run, () => ({ waiting: null }))
    }
  })
  onScopeDispose(stopListening)

  function send({ order, sealing, targets, title, from, words }: Sent): void {
    const begun = targets.map(({ target, name }, index) => ({
      answer: {
        run: `send-${crypto.randomUUID()}`,
        name,
        isResponder: target.kind === 'responder',
        deliveries: [],
        ended: null,
        failure: '',
        mutedUntil: null,
        waiting: null,
      } satisfies Answer,
      order: { ...order, target, ...(index === 0 && sealing && { sealing }) },
    }))
    turns.value = withTurn(turns.value, {
      id: crypto.randomUUID(),
      at: Date.now(),
      title,
      from,
      words,
      text: order.text,
      answers: begun.map(({ answer }) => answer),
    })
    for (const { answer, order: one } of begun) void deliver(answer.run, one)
  }

  return {
    turns,
    opened,
    underWay,
    send,
    async stop(): Promise<void> {
      const runs = turns.value.flatMap(({ answers }) => answers.filter(({ ended }) => ended === null))
      // One that has just ended by itself has nothing to stop.
      await Promise.allSettled(runs.map(({ run }) => call('run.stop', { run })))
    },
    clear(): void {
      turns.value = turns.value.filter(isUnderWay)
      if (turns.value.length === 0) opened.clear()
    },
  }
}
