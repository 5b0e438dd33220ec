import type { Evidence } from '../findings/kind.ts'
import type { Bilingual } from '../text.ts'

/** The stations of a push on its way from WeChat to the workbench, in the order in which it is quickest to look. */
export const ARRIVAL_STATIONS = {
  here: { zh: '这台电脑和隧道', en: 'This machine and the tunnel' },
  address: { zh: '填写的 URL', en: 'The URL that was filled in' },
  server: { zh: '服务器和网络', en: 'Server and network' },
  console: { zh: '后台的配置', en: 'The settings in the console' },
  elsewhere: { zh: '消息去了别处', en: 'The message goes elsewhere' },
} as const satisfies Record<string, Bilingual>
export type ArrivalStation = keyof typeof ARRIVAL_STATIONS

/** One thing to check when WeChat never calls. */
export interface ArrivalCheck {
  station: ArrivalStation
  /** The possible cause, in a few words. */
  title: Bilingual
  /** Why nothing arrives then. */
  why: Bilingual
  /** How to find out: a concrete step. */
  find: Bilingual
  /** A command that belongs to the step. `{path}` is the account's path, `{port}` the responder's port. */
  command?: string
  evidence: Evidence
  /** The official page. */
  page: string | null
  /** Addresses, sections of RFCs, and public threads as `owner/repo#number`. */
  sources: readonly string[]
}

/** A part of the table: one file has one station. The keys are stable, since probes and scripts may name them. */
export type ArrivalRows = Readonly<Record<string, ArrivalCheck>>
