package main

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// properties is what the Explorer shows of a program under 属性 → 详细信息. A program that says
// nothing there is taken for malware more often.
type properties struct {
	Version     string // "0.1.0" or "0.2.0-rc1"
	Product     string
	Description string
	Company     string
	Copyright   string
	File        string // jixiao.exe
}

// Resource types and the language of the texts, as winuser.h and winnt.h number them.
const (
	typeVersion  = 16
	typeManifest = 24
	langChinese  = 0x0804 // simplified
	codeUnicode  = 0x04b0
)

// manifest asks for no rights beyond the user's and lets paths be longer than 260 characters.
const manifest = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
<trustInfo xmlns="urn:schemas-microsoft-com:asm.v3"><security><requestedPrivileges>
<requestedExecutionLevel level="asInvoker" uiAccess="false"/>
</requestedPrivileges></security></trustInfo>
<application xmlns="urn:schemas-microsoft-com:asm.v3"><windowsSettings>
<longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
<activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
</windowsSettings></application>
</assembly>
`

// resourceObject returns an object file (.syso) that the Go linker puts into a Windows program:
// the version information and the manifest.
func resourceObject(machine uint16, p properties) ([]byte, error) {
	version, err := versionInfo(p)
	if err != nil {
		return nil, err
	}
	section, places := resourceSection([]resource{
		{kind: typeVersion, name: 1, lang: langChinese, data: version},
		{kind: typeManifest, name: 1, lang: langChinese, data: []byte(manifest)},
	})
	return object(machine, section, places), nil
}

// block is one element of VS_VERSIONINFO: length, value length, type, key, value, children, each
// aligned to four bytes. A text value counts its characters, a binary one its bytes.
func block(key string, text bool, value []byte, children ...[]byte) []byte {
	b := make([]byte, 6)
	b = append(b, wide(key)...)
	b = align(b)
	b = append(b, value...)
	for _, c := range children {
		b = append(align(b), c...)
	}
	length := len(value)
	if text {
		binary.LittleEndian.PutUint16(b[4:], 1)
		length /= 2
	}
	binary.LittleEndian.PutUint16(b, uint16(len(b)))
	binary.LittleEndian.PutUint16(b[2:], uint16(length))
	return b
}

// wide is s as UTF-16 with its final zero.
func wide(s string) []byte {
	var b []byte
	for _, u := range append(utf16.Encode([]rune(s)), 0) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func align(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// versionInfo is the resource VS_VERSIONINFO.
func versionInfo(p properties) ([]byte, error) {
	numbers, err := numeric(p.Version)
	if err != nil {
		return nil, err
	}
	var texts [][]byte
	for _, t := range []struct{ key, value string }{
		{"CompanyName", p.Company}, {"FileDescription", p.Description}, {"FileVersion", p.Version},
		{"InternalName", strings.TrimSuffix(p.File, ".exe")}, {"LegalCopyright", p.Copyright},
		{"OriginalFilename", p.File}, {"ProductName", p.Product}, {"ProductVersion", p.Version},
	} {
		texts = append(texts, block(t.key, true, wide(t.value)))
	}
	table := block(fmt.Sprintf("%04x%04x", langChinese, codeUnicode), true, nil, texts...)
	translation := binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, langChinese), codeUnicode)
	return block("VS_VERSION_INFO", false, fixedInfo(numbers, strings.Contains(p.Version, "-")),
		block("StringFileInfo", true, nil, table),
		block("VarFileInfo", true, nil, block("Translation", false, translation))), nil
}

// fixedInfo is VS_FIXEDFILEINFO: a console program for Windows NT of this version.
func fixedInfo(v [4]uint16, prerelease bool) []byte {
	high, low := uint32(v[0])<<16|uint32(v[1]), uint32(v[2])<<16|uint32(v[3])
	flags := uint32(0)
	if prerelease {
		flags = 2 // VS_FF_PRERELEASE
	}
	var b []byte
	for _, n := range []uint32{
		0xfeef04bd, 0x00010000, // signature, version of the structure
		high, low, high, low, // file and product version
		0x3f, flags, // mask, flags
		0x00040004, 1, 0, // VOS_NT_WINDOWS32, VFT_APP, no subtype
		0, 0, // no date
	} {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return b
}

// numeric reads "1.2.3" or "1.2.3-rc1" as the four numbers of Windows.
func numeric(version string) (v [4]uint16, err error) {
	core, _, _ := strings.Cut(version, "-")
	parts := strings.Split(core, ".")
	if len(parts) > len(v) {
		return v, fmt.Errorf("version %q has more than four numbers", version)
	}
	for i, s := range parts {
		n, err := strconv.ParseUint(s, 10, 16)
		if err != nil {
			return v, fmt.Errorf("version %q: %w", version, err)
		}
		v[i] = uint16(n)
	}
	return v, nil
}
