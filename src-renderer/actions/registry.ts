import { format } from './convert/format.ts'
import { clearTexts } from './convert/clear-texts.ts'
import { minify } from './convert/minify.ts'
import { openSamples } from './convert/open-samples.ts'
import { showWechat } from './convert/show-wechat.ts'
import { swapSides } from './convert/swap-sides.ts'
import { turnView } from './convert/turn-view.ts'
import { openFile } from './convert/open-file.ts'
import { saveFile } from './convert/save-file.ts'
import { closePanel } from './everywhere/close-panel.ts'
import { exportBurst } from './burst/export.ts'
import { playRehearsal } from './rehearsal/play.ts'
import { stopRehearsal } from './rehearsal/stop.ts'
import { startBurst } from './burst/start.ts'
import { stopBurst } from './burst/stop.ts'
import { checkFailedAgain } from './check-up/failed-again.ts'
import { startCheckUp } from './check-up/start.ts'
import { stopCheckUp } from './check-up/stop.ts'
import { toggleFailed } from './check-up/only-failed.ts'
import { copyReport } from './check-up/copy-report.ts'
import { goCheckUp } from './everywhere/go-check-up.ts'
import { goConvert } from './everywhere/go-convert.ts'
import { goLive } from './everywhere/go-live.ts'
import { goSend } from './everywhere/go-send.ts'
import { goSettings } from './everywhere/go-settings.ts'
import { goSign } from './everywhere/go-sign.ts'
import { undo } from './everywhere/undo.ts'
import { newAccount } from './everywhere/new-account.ts'
import { openAccount } from './everywhere/open-account.ts'
import { openPalette } from './everywhere/open-palette.ts'
import { showKeys } from './everywhere/show-keys.ts'
import { listView } from './live/list-view.ts'
import { answerByHand } from './live/answer-by-hand.ts'
import { answerRelay } from './live/answer-relay.ts'
import { answerSuccess } from './live/answer-success.ts'
import { answer } from './live/answer.ts'
import { backToList } from './live/back-to-list.ts'
import { choosePolicy } from './live/choose-policy.ts'
import { clearHistory } from './live/clear-history.ts'
import { copyAddress } from './live/copy-address.ts'
import { copyOpenId } from './live/copy-open-id.ts'
import { copyXml } from './live/copy-xml.ts'
import { goWaiting } from './everywhere/go-waiting.ts'
import { routeSender } from './live/route-sender.ts'
import { makeRule } from './live/make-rule.ts'
import { newestRow } from './live/newest-row.ts'
import { nextRow } from './live/next-row.ts'
import { openDetails } from './live/open-details.ts'
import { openMenu } from './live/open-menu.ts'
import { openTemplates } from './live/open-templates.ts'
import { previousRow } from './live/previous-row.ts'
import { returnToRow } from './live/return-to-row.ts'
import { replySuccess } from './live/reply-success.ts'
import { writeAhead } from './live/write-ahead.ts'
import { sendTest } from './live/send-test.ts'
import { toggleArrival } from './live/toggle-arrival.ts'
import { toggleIssues } from './live/toggle-issues.ts'
import { toggleRules } from './live/toggle-rules.ts'
import { toggleStrangers } from './live/toggle-strangers.ts'
import { toggleGuide } from './live/toggle-guide.ts'
import { compare } from './exchange/compare.ts'
import { copyAs } from './exchange/copy-as.ts'
import { exportExchanges } from './live/export-exchanges.ts'
import { importExchanges } from './live/import-exchanges.ts'
import { editAndReplay } from './exchange/edit-and-replay.ts'
import { ownWindow } from './exchange/own-window.ts'
import { note } from './exchange/note.ts'
import { pin } from './exchange/pin.ts'
import { replay } from './exchange/replay.ts'
import { showMessage } from './live/show-message.ts'
import { showReply } from './live/show-reply.ts'
import { showRequest } from './live/show-request.ts'
import { showSignature } from './live/show-signature.ts'
import { showLayers } from './live/show-layers.ts'
import { showBackends } from './live/show-backends.ts'
import { openSignatureTab } from './sign/open-signature-tab.ts'
import { openDecryptionTab } from './sign/open-decryption-tab.ts'
import { openEncryptionTab } from './sign/open-encryption-tab.ts'
import { openAlarmTab } from './sign/open-alarm-tab.ts'
import { fillSample } from './sign/fill-sample.ts'
import { renewRequest } from './sign/renew-request.ts'
import { newKey } from './sign/new-key.ts'
import { restoreFields } from './sign/restore-fields.ts'
import { copySignedUrl } from './sign/copy-url.ts'
import { copyCurl } from './sign/copy-curl.ts'
import { copyCode } from './sign/copy-code.ts'
import { sendAgain } from './send/send-again.ts'
import { writeMessage } from './send/write-message.ts'
import { sendMessage } from './send/send-message.ts'
import { stopSending } from './send/stop-sending.ts'
import { drawValues } from './send/draw-values.ts'
import { importCollection } from './send/import-collection.ts'
import { togglePatience } from './send/toggle-patience.ts'
import { newRule } from './rules/new-rule.ts'
import { importRules } from './rules/import-rules.ts'
import { exportRules } from './rules/export-rules.ts'
import { manageBackends } from './live/manage-backends.ts'
import { toConvert } from './exchange/to-convert.ts'
import { toSign } from './exchange/to-sign.ts'
import { nextAccount } from './everywhere/next-account.ts'
import { turnReplyView } from './live/turn-reply-view.ts'
import { toggleReach } from './reach/toggle-reach.ts'
import { checkAddress } from './reach/check-address.ts'
import { startTunnel } from './reach/start-tunnel.ts'
import { stopTunnel } from './reach/stop-tunnel.ts'
import { showOutput } from './reach/show-output.ts'
import { clearFilter } from './filter/clear.ts'
import { copyFilter } from './filter/copy.ts'
import { focusFilter } from './filter/focus.ts'
import { keepFilter } from './filter/keep.ts'
import { stopFilter } from './filter/stop.ts'
import type { Action } from './kind/action.ts'
import { deleteRow } from './rows/delete-row.ts'
import { toggleAccount } from './rows/toggle-account.ts'

/** Every action, in the order in which the palette and the sheet of keys list them. */
export const actions: readonly Action[] = [
  openPalette,
  showKeys,
  closePanel,
  goLive,
  goSend,
  goConvert,
  goSign,
  goCheckUp,
  goSettings,
  openAccount,
  nextAccount,
  newAccount,
  undo,
  nextRow,
  previousRow,
  newestRow,
  returnToRow,
  focusFilter,
  clearFilter,
  keepFilter,
  copyFilter,
  stopFilter,
  openDetails,
  backToList,
  showMessage,
  showReply,
  showRequest,
  showSignature,
  showLayers,
  showBackends,
  turnReplyView,
  replay,
  editAndReplay,
  compare,
  pin,
  note,
  copyAs,
  ownWindow,
  toConvert,
  toSign,
  openMenu,
  goWaiting,
  answer,
  replySuccess,
  openTemplates,
  writeAhead,
  sendTest,
  sendAgain,
  writeMessage,
  togglePatience,
  sendMessage,
  stopSending,
  drawValues,
  importCollection,
  copyAddress,
  choosePolicy,
  answerByHand,
  answerSuccess,
  answerRelay,
  manageBackends,
  toggleRules,
  newRule,
  importRules,
  exportRules,
  makeRule,
  routeSender,
  copyOpenId,
  copyXml,
  deleteRow,
  toggleStrangers,
  toggleAccount,
  listView,
  exportExchanges,
  importExchanges,
  clearHistory,
  toggleIssues,
  toggleArrival,
  toggleReach,
  checkAddress,
  startTunnel,
  stopTunnel,
  showOutput,
  toggleGuide,
  openSamples,
  openFile,
  saveFile,
  format,
  minify,
  showWechat,
  turnView,
  swapSides,
  clearTexts,
  openSignatureTab,
  openDecryptionTab,
  openEncryptionTab,
  openAlarmTab,
  fillSample,
  renewRequest,
  newKey,
  restoreFields,
  copySignedUrl,
  copyCurl,
  copyCode,
  playRehearsal,
  stopRehearsal,
  startBurst,
  stopBurst,
  exportBurst,
  startCheckUp,
  stopCheckUp,
  checkFailedAgain,
  toggleFailed,
  copyReport,
]
