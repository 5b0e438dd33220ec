import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findDebianArchitecture, findOldestGlibc } from '../../packaging/linux/binary.ts'
import { toDebianVersion, writeControl, writeCopyright } from '../../packaging/linux/debian-files.ts'
import { writeDesktopEntry, writeMimeType } from '../../packaging/linux/desktop-files.ts'
import { PackagingError } from '../../packaging/project.ts'
import { makeInstaller, writeRemoval } from '../../packaging/windows/nsis.ts'

const folder = mkdtempSync(join(tmpdir(), 'mpscope-installers-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(path: string, content: string | Buffer): string {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, content)
  return file
}

function createElf(machine: number, symbols = ''): Buffer {
  const head = Buffer.alloc(64)
  head.write('\x7fELF', 'latin1')
  head.writeUInt16LE(machine, 18)
  return Buffer.concat([head, Buffer.from(symbols)])
}

describe('the Debian package', () => {
  it('is for the processor of its program', () => {
    expect(findDebianArchitecture(write('x64', createElf(0x3e)))).toBe('amd64')
    expect(findDebianArchitecture(write('arm64', createElf(0xb7)))).toBe('arm64')
    expect(() => findDebianArchitecture(write('mips', createElf(0x08)))).toThrow(PackagingError)
    expect(() => findDebianArchitecture(write('script', '#!/bin/sh'))).toThrow('no program for Linux')
  })

  it('needs the newest glibc that one of its programs asks for', () => {
    const older = write('older', createElf(0x3e, 'GLIBC_2.9\0GLIBC_2.17\0'))
    const newer = write('newer', createElf(0x3e, 'GLIBC_2.2.5\0GLIBC_2.28\0'))
    expect(findOldestGlibc([older, newer])).toBe('2.28')
  })

  it('says what dpkg has to know, and where it comes from if that is known', () => {
    const facts = { version: '1.2.0-rc.1', architecture: 'amd64', glibc: '2.28', installedSize: 1234 }
    const control = writeControl({ ...facts, repository: 'someone/mpscope' })
    expect(control).toContain('Version: 1.2.0~rc.1\nArchitecture: amd64\n')
    expect(control).toContain('libc6 (>= 2.28)')
    expect(control).toContain('Homepage: https://github.com/someone/mpscope\nDescription: ')
    expect(writeControl({ ...facts, repository: null })).not.toContain('Homepage')
    expect(toDebianVersion('1.2.0')).toBe('1.2.0')
  })

  it('opens the type of file that it declares', () => {
    const [, type = ''] = /^MimeType=(.*);$/m.exec(writeDesktopEntry()) ?? []
    expect(writeMimeType()).toContain(`<mime-type type="${type}">`)
    expect(writeMimeType()).toContain('<glob pattern="*.mpscope"/>')
  })

  it('has the whole licence, each empty line of it as a dot', () => {
    const licence = 'MIT License\n\nCopyright (c) 2026 us\n\nPermission is hereby granted\n\nTHE END\n'
    expect(writeCopyright(licence)).toContain(
      'Copyright: 2026 us\nLicense: MIT\n Permission is hereby granted\n .\n THE END\n',
    )
  })
})

describe('the installer for Windows', () => {
  it('removes the files that it brought, then their folders from the inside out, and no folder whole', () => {
    write('app/mpscope.exe', '')
    write('app/resources/deep/app.asar', '')
    const removal = writeRemoval(join(folder, 'app'))
    expect(removal.split('\n')).toEqual([
      '!macro REMOVE_FILES',
      '  Delete "$INSTDIR\\mpscope.exe"',
      '  Delete "$INSTDIR\\resources\\deep\\app.asar"',
      '  RMDir "$INSTDIR\\resources\\deep"',
      '  RMDir "$INSTDIR\\resources"',
      '!macroend',
      '',
    ])
  })

  it('takes no name that NSIS would read as something else', () => {
    write('strange/$TEMP.txt', '')
    expect(() => writeRemoval(join(folder, 'strange'))).toThrow('$TEMP.txt')
  })

  it('is made of a program for Windows alone', () => {
    expect(() => makeInstaller(join(folder, 'nowhere'))).toThrow('--app wants the unpacked app')
    write('linux/mpscope.exe', createElf(0x3e))
    expect(() => makeInstaller(join(folder, 'linux'))).toThrow('no program for Windows')
  })
})
