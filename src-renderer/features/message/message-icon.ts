import {
  AppWindow,
  ArrowUpRight,
  BadgeCheck,
  CircleQuestionMark,
  Clapperboard,
  ExternalLink,
  File,
  Headset,
  Image,
  KeyRound,
  Link,
  MapPin,
  MessageSquareText,
  Mic,
  MousePointerClick,
  Network,
  Receipt,
  ScanQrCode,
  Send,
  ShieldCheck,
  SquareMenu,
  Store,
  TicketPercent,
  UserMinus,
  UserPlus,
  Video,
  Wifi,
  Zap,
} from '@lucide/vue'
import type { Component } from 'vue'

const byType: Record<string, Component> = {
  text: MessageSquareText,
  image: Image,
  voice: Mic,
  video: Video,
  shortvideo: Clapperboard,
  location: MapPin,
  link: Link,
  file: File,
}

const byEvent: Record<string, Component> = {
  subscribe: UserPlus,
  unsubscribe: UserMinus,
  scan: ScanQrCode,
  location: MapPin,
  click: MousePointerClick,
  view: ExternalLink,
}

const byGroup: Record<string, Component> = {
  menu: SquareMenu,
  'send-result': Send,
  'customer-service': Headset,
  verification: BadgeCheck,
  card: TicketPercent,
  invoice: Receipt,
  authorization: KeyRound,
  store: Store,
  device: Wifi,
  'mini-program': AppWindow,
  'open-platform': Network,
}

export const verificationIcon: Component = ShieldCheck

/** A request that the workbench has sent. */
export const outgoingIcon: Component = ArrowUpRight

/**
 * Returns a sign for a kind of message. It only helps to find a row again: the title beside it says what the message
 * is.
 */
export function messageIcon(type: string | null, event: string | null, group: string | undefined): Component {
  if (type === null) return CircleQuestionMark
  const groupIcon = group === undefined ? undefined : byGroup[group]
  const lower = type.toLowerCase()
  if (lower !== 'event') return byType[lower] ?? groupIcon ?? CircleQuestionMark
  return byEvent[(event ?? '').toLowerCase()] ?? groupIcon ?? Zap
}
