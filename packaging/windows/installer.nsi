; The installer for Windows, for one's own account: it asks for no administrator, and nothing of it is fetched. Compiled by
; nsis.ts, which says where the app is (APP), what the installer is called (OUT), and which files there are (FILES).
;
; What it installs it removes file by file, so that nothing of the user's is lost that stands in the same folder. Before a
; newer version comes, the older one removes itself; the data of the workbench stays.

Unicode true
ManifestDPIAware true
!ifdef TARGET
  Target "${TARGET}"
!endif
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
!include "${FILES}"

!define PROGRAM "$INSTDIR\${NAME}.exe"
!define LINK "$SMPROGRAMS\${TITLE}.lnk"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define TYPE "${NAME}.session"
!define SHCNE_ASSOCCHANGED 0x08000000

Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText " "
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "${PROGRAM}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first is taken where Windows speaks neither.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString RUNNING ${LANG_ENGLISH} "${NAME} is running. Close its window, then click Retry."
LangString RUNNING ${LANG_SIMPCHINESE} "公众号调试台正在运行。请关闭它的窗口，然后点「重试」。"
LangString OLD_WINDOWS ${LANG_ENGLISH} "${NAME} needs Windows 10 or later."
LangString OLD_WINDOWS ${LANG_SIMPCHINESE} "公众号调试台需要 Windows 10 或更高版本。"
LangString OTHER_PROCESSOR ${LANG_ENGLISH} "This installer is for another kind of processor (${ARCH}). Download the other one."
LangString OTHER_PROCESSOR ${LANG_SIMPCHINESE} "这个安装程序用于另一种处理器（${ARCH}），请下载另一个。"
LangString OLD_STAYS ${LANG_ENGLISH} "The older version could not be removed. Remove it in the settings of Windows, then install again."
LangString OLD_STAYS ${LANG_SIMPCHINESE} "旧版本没有卸载成功。请在 Windows 的设置里卸载它，然后重新安装。"
LangString REMOVE_DATA ${LANG_ENGLISH} "Remove your data, too: accounts, rules, settings and history?$\n$\n$APPDATA\${NAME}"
LangString REMOVE_DATA ${LANG_SIMPCHINESE} "同时删除你的数据：账号、规则、设置和收发记录？$\n$\n$APPDATA\${NAME}"
LangString SESSION_FILE ${LANG_ENGLISH} "${SESSION_EN}"
LangString SESSION_FILE ${LANG_SIMPCHINESE} "${SESSION_ZH}"

VIProductVersion "${VERSION_OF_FOUR}"
!macro VERSION_INFO LANGUAGE
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${TITLE}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${TITLE}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "${PUBLISHER}"
!macroend
!insertmacro VERSION_INFO ${LANG_ENGLISH}
!insertmacro VERSION_INFO ${LANG_SIMPCHINESE}

; Windows lets nobody write to a program that runs. It is not ended by force: a message may be waiting for a reply by hand.
; Asked to be silent, it gives up with the code 3.
!macro WAIT_UNTIL_CLOSED
  ${Do}
    ${IfNot} ${FileExists} "${PROGRAM}"
      ${Break}
    ${EndIf}
    ClearErrors
    FileOpen $0 "${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${Break}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${Loop}
!macroend

; The entry of the menu says what program it is (APP_ID) as the program itself does, so that Windows takes both as one: for
; its notifications, and where it is pinned.
!macro CREATE_LINK
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IShellLink::SetPath} $0 '("${PROGRAM}")'
    ${IShellLink::SetWorkingDirectory} $0 '("$INSTDIR")'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r1)'
    ${If} $1 P<> 0
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r2'
      System::Call '*(&w64 "${APP_ID}")p.r4'
      System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r4)p.r3'
      ${IPropertyStore::SetValue} $1 '($2,$3)'
      ${IPropertyStore::Commit} $1 ""
      System::Free $3
      System::Free $4
      System::Free $2
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Save} $1 '("${LINK}",1)'
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD_WINDOWS)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
!if "${ARCH}" == "arm64"
  ${IfNot} ${IsNativeARM64}
!else
  ${IfNot} ${RunningX64}
!endif
    MessageBox MB_OK|MB_ICONSTOP "$(OTHER_PROCESSOR)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

Section
  SetShellVarContext current
  !insertmacro WAIT_UNTIL_CLOSED

  ReadRegStr $1 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $1 != ""
  ${AndIf} ${FileExists} "$1\uninstall.exe"
    ; With `_?=` it works where it is, and this waits for it.
    ExecWait '"$1\uninstall.exe" /S _?=$1' $0
    ${If} $0 <> 0
      MessageBox MB_OK|MB_ICONSTOP "$(OLD_STAYS)" /SD IDOK
      SetErrorLevel 3
      Quit
    ${EndIf}
    Delete "$1\uninstall.exe"
    RMDir "$1"
  ${EndIf}

  SetOutPath "$INSTDIR"
  File /r "${APP}${SLASH}*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  !insertmacro CREATE_LINK

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "${PROGRAM},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
!ifdef PAGE
  WriteRegStr HKCU "${UNINSTALL_KEY}" "URLInfoAbout" "${PAGE}"
!endif
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KIB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1

  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "$(SESSION_FILE)"
  WriteRegStr HKCU "Software\Classes\${TYPE}\DefaultIcon" "" "${PROGRAM},0"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"${PROGRAM}" "%1"'
  WriteRegStr HKCU "Software\Classes\.${EXTENSION}" "" "${TYPE}"
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
SectionEnd

Section Uninstall
  SetShellVarContext current
  !insertmacro WAIT_UNTIL_CLOSED
  ; Asked to be silent, as an installer of a newer version does, it leaves the data.
  ${If} ${Cmd} `MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "$(REMOVE_DATA)" /SD IDNO IDYES`
    RMDir /r "$APPDATA\${NAME}"
  ${EndIf}

  !insertmacro REMOVE_FILES
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "${LINK}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  ReadRegStr $0 HKCU "Software\Classes\.${EXTENSION}" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey HKCU "Software\Classes\.${EXTENSION}"
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
SectionEnd
