package service

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// awkward is what folders are called: blanks, quotes, and signs that mean something to systemd and XML.
const awkward = `绩效 2022 "新" 50%n $HOME <a&b> it's\x20`

// systemd itself reads the unit and finds the program and the folder.
func TestSystemdUnit(t *testing.T) {
	if runtime.GOOS != "linux" {
		return
	}
	dir := filepath.Join(t.TempDir(), awkward)
	// systemd takes no program with quotes or backslashes in its path, however they are written.
	program := filepath.Join(t.TempDir(), "绩效 程序 50%n $HOME", "jixiao")
	if err := os.MkdirAll(filepath.Dir(program), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(program, []byte("#!/bin/sh\nexit 0\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	unit := filepath.Join(t.TempDir(), "jixiao-0.service")
	verify := func(text string) string {
		if err := os.WriteFile(unit, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("systemd-analyze", "verify", "--man=no", unit).CombinedOutput()
		if err != nil && len(out) == 0 {
			t.Fatalf("systemd-analyze: %v", err)
		}
		var about []string
		for line := range strings.Lines(string(out)) {
			if strings.Contains(line, "jixiao-0") { // other units of this machine are not ours
				about = append(about, line)
			}
		}
		return strings.Join(about, "")
	}
	text := systemdUnit("jixiao-0", "自动检查:"+dir, dir, program, []string{"watch", dir})
	if said := verify(text); said != "" {
		t.Errorf("systemd says of\n%s\n%s", text, said)
	}
	if said := verify(systemdUnit("jixiao-0", "x", dir, program+"-not-there", nil)); !strings.Contains(said, "not-there") {
		t.Errorf("systemd does not look at the program: %q", said)
	}
	if strings.Contains(text, "\n\n\n") || strings.Count(text, "\n[") != 2 {
		t.Errorf("the unit is\n%s", text)
	}
}

// The property list is one to parsers that are not ours, and says what to run, word by word.
func TestLaunchdList(t *testing.T) {
	program, folder := "/Applications/"+awkward+"/jixiao", "/Users/x/"+awkward
	text := launchdList("jixiao-0", program, []string{"watch", folder})
	if err := xml.Unmarshal([]byte(text), new(struct {
		XMLName xml.Name `xml:"plist"`
	})); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	python := exec.Command("/usr/bin/python3", "-c", "import plistlib,json,sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))")
	python.Stdin = strings.NewReader(text)
	out, err := python.Output()
	if err != nil {
		t.Fatalf("plistlib: %v", err)
	}
	var got struct {
		Label            string
		ProgramArguments []string
		RunAtLoad        bool
		KeepAlive        struct{ SuccessfulExit bool }
	}
	got.KeepAlive.SuccessfulExit = true
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprint("jixiao-0", []string{program, "watch", folder}, true, false); fmt.Sprint(got.Label, got.ProgramArguments, got.RunAtLoad, got.KeepAlive.SuccessfulExit) != want {
		t.Errorf("got %+v, want %s", got, want)
	}
}
