import { useWorkbench } from '../../composables/useWorkbench.ts'
import { useWaiting } from './useWaiting.ts'

/** Two short tones, the second one higher, in hertz. */
const TONES = [660, 880]
const TONE_S = 0.12
/** Heard beside other sounds, and frightens nobody. */
const LOUDNESS = 0.12

/** Plays a short sound when a message comes to wait and nobody looks at it. */
export function useChime(): void {
  const { state } = useWorkbench()
  const { calls, onCame } = useWaiting()
  onCame((messages) => {
    if (!state.value?.preferences.waitingSound) return
    if (messages.some(({ id }) => calls(id))) play()
  })
}

/** Plays nothing in a tab in which nobody has clicked or typed yet: browsers do not allow that. */
function play(): void {
  const context = new AudioContext()
  const gain = context.createGain()
  gain.gain.value = LOUDNESS
  gain.connect(context.destination)
  for (const [index, frequency] of TONES.entries()) {
    const tone = context.createOscillator()
    tone.frequency.value = frequency
    tone.connect(gain)
    tone.start(context.currentTime + index * TONE_S)
    tone.stop(context.currentTime + (index + 1) * TONE_S)
    if (index === TONES.length - 1) tone.addEventListener('ended', () => void context.close())
  }
}
