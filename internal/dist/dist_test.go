package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"debug/pe"
	"encoding/binary"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

var sampleProperties = properties{
	Version: "1.20.3-rc1", Product: "jixiao 绩效", Description: "绩效自评表检查", Company: "jixiao", Copyright: "MIT", File: "jixiao.exe",
}

// The Go linker takes our object into a real Windows program, where the Explorer must find the
// properties: they are looked up as Windows does it, directory by directory.
func TestPropertiesInAProgram(t *testing.T) {
	dir := t.TempDir()
	object, err := resourceObject(machineAMD64, sampleProperties)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"go.mod": []byte("module tiny\n\ngo 1.26\n"), "main.go": []byte("package main\n\nfunc main() {}\n"),
		"resource_windows_amd64.syso": object,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "build", "-ldflags", "-s -w", "-o", "tiny.exe", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=windows", "GOARCH=amd64", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	f, err := pe.Open(filepath.Join(dir, "tiny.exe"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	section := f.Section(".rsrc")
	if section == nil {
		t.Fatal("the program has no resources")
	}
	data, err := section.Data()
	if err != nil {
		t.Fatal(err)
	}
	table := f.OptionalHeader.(*pe.OptionalHeader64).DataDirectory[pe.IMAGE_DIRECTORY_ENTRY_RESOURCE]
	if table.VirtualAddress != section.VirtualAddress {
		t.Fatal("Windows is not told where the resources are")
	}
	version := lookUp(t, data, section.VirtualAddress, typeVersion)
	want := map[string]string{
		"CompanyName": "jixiao", "FileDescription": "绩效自评表检查", "FileVersion": "1.20.3-rc1", "InternalName": "jixiao",
		"LegalCopyright": "MIT", "OriginalFilename": "jixiao.exe", "ProductName": "jixiao 绩效", "ProductVersion": "1.20.3-rc1",
	}
	if d := cmp.Diff(want, texts(version)); d != "" {
		t.Error(d)
	}
	if i := bytes.Index(version, []byte{0xbd, 0x04, 0xef, 0xfe}); i < 0 || binary.LittleEndian.Uint32(version[i+8:]) != 1<<16|20 || binary.LittleEndian.Uint32(version[i+12:]) != 3<<16 {
		t.Error("the numeric version is not 1.20.3.0")
	}
	if m := string(lookUp(t, data, section.VirtualAddress, typeManifest)); !strings.Contains(m, "asInvoker") {
		t.Errorf("manifest: %s", m)
	}
}

// lookUp walks kind, name, language to a resource, as the loader does.
func lookUp(t *testing.T, section []byte, base uint32, kind uint32) []byte {
	t.Helper()
	le := binary.LittleEndian
	at := uint32(0)
	for level := range 3 {
		found := false
		for i := range uint32(le.Uint16(section[at+14:])) {
			e := section[at+16+8*i:]
			if level == 0 && le.Uint32(e) != kind {
				continue
			}
			at, found = le.Uint32(e[4:])&^(1<<31), true
			break
		}
		if !found {
			t.Fatalf("no resource of kind %d", kind)
		}
	}
	start, size := le.Uint32(section[at:])-base, le.Uint32(section[at+4:])
	return section[start : start+size]
}

// texts reads the strings of a VS_VERSIONINFO: those blocks of type text that have a value.
func texts(b []byte) map[string]string {
	found := map[string]string{}
	var walk func(b []byte)
	walk = func(b []byte) {
		for len(b) >= 6 {
			length, size, text := int(binary.LittleEndian.Uint16(b)), int(binary.LittleEndian.Uint16(b[2:])), binary.LittleEndian.Uint16(b[4:]) == 1
			if length < 6 || length > len(b) {
				return
			}
			key, n := narrow(b[6:length])
			value := (6 + n + 3) &^ 3
			if text && size > 0 {
				found[key], _ = narrow(b[value:length])
			} else if !text {
				value = (value + size + 3) &^ 3
			}
			if (!text || size == 0) && value < length {
				walk(b[value:length])
			}
			b = b[min((length+3)&^3, len(b)):]
		}
	}
	walk(b)
	return found
}

// narrow reads UTF-16 up to its zero and returns how many bytes it took.
func narrow(b []byte) (string, int) {
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		u := binary.LittleEndian.Uint16(b[i:])
		if u == 0 {
			return string(utf16.Decode(units)), i + 2
		}
		units = append(units, u)
	}
	return string(utf16.Decode(units)), len(b)
}

// A program that says the wrong version is worse than one that says none.
func TestNumericVersion(t *testing.T) {
	for in, want := range map[string][4]uint16{"0.1.0": {0, 1, 0, 0}, "1.2.3-rc1": {1, 2, 3, 0}, "1.2.3.4": {1, 2, 3, 4}} {
		if got, err := numeric(in); err != nil || got != want {
			t.Errorf("%s: %v %v", in, got, err)
		}
	}
	for _, in := range []string{"", "v1.0.0", "1.2.3.4.5", "1.70000", "1..2"} {
		if got, err := numeric(in); err == nil {
			t.Errorf("%q was read as %v", in, got)
		}
	}
}

// The release is called what the change log says, so that the two cannot differ.
func TestVersionOfTheChangeLog(t *testing.T) {
	for log, want := range map[string]string{
		"# 更新记录\n\n## 0.1.0(未发布)\n": "0.1.0", "## 1.2.0-rc1 (2026-01-02)\n\n## 1.1.0\n": "1.2.0-rc1", "# nothing\n": "",
		"## 2.0.0(2027-01-01)\n": "2.0.0",
	} {
		if got := newest(log); got != want {
			t.Errorf("%q: %q, want %q", log, got, want)
		}
	}
	log, err := os.ReadFile(filepath.Join("..", "..", "CHANGELOG.md"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := numeric(newest(string(log))); err != nil {
		t.Error(err)
	}
}

// Archives unpack to what was packed, the program can be run, and two releases of the same
// sources have the same checksums.
func TestArchives(t *testing.T) {
	files := []packed{{"jixiao", 0o755, []byte("program")}, {"README.md", 0o644, []byte("说明")}}
	date := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, pack := range map[string]func([]packed, time.Time) ([]byte, error){"zip": zipped, "tar": tarGz} {
		a, err := pack(files, date)
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := pack(files, date); !bytes.Equal(a, b) {
			t.Errorf("%s: two archives differ", name)
		}
		if d := cmp.Diff(files, unpack(t, name, a), cmp.AllowUnexported(packed{})); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func unpack(t *testing.T, kind string, data []byte) (files []packed) {
	t.Helper()
	if kind == "zip" {
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			rc, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			content, _ := io.ReadAll(rc)
			files = append(files, packed{f.Name, f.Mode(), content})
		}
		return files
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		content, _ := io.ReadAll(r)
		files = append(files, packed{h.Name, h.FileInfo().Mode(), content})
	}
}

// A misspelt target must not give a release without it.
func TestUnknownTarget(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	if err := run(context.Background(), []string{"-o", t.TempDir(), "-targets", "windows/amd46"}); err == nil || !strings.Contains(err.Error(), "amd46") {
		t.Errorf("%v", err)
	}
}
