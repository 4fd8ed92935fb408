package safefile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func linked(*testing.T) []spelling { return nil }

// hold opens a file as another program does and lets go of it with the returned function.
func hold(t *testing.T, path string, share uint32) (release func()) {
	t.Helper()
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, share, nil, syscall.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := syscall.CloseHandle(h); err != nil {
			t.Error(err)
		}
	}
}

// A result that Excel or WPS has open is not replaced, is known for what it is, and stays whole;
// once it is closed the writing goes through.
func TestHeldOpen(t *testing.T) {
	for name, share := range map[string]uint32{"alone": 0, "readers": syscall.FILE_SHARE_READ, "writers": syscall.FILE_SHARE_READ | syscall.FILE_SHARE_WRITE} {
		path := filepath.Join(t.TempDir(), "结果 表.xlsx")
		write(t, path, "旧")
		release := hold(t, path, share)
		var e *Error
		if err := (Real{}).WriteFile(path, []byte("新")); !errors.As(err, &e) || e.Kind != KindBusy {
			t.Errorf("%s: %v", name, err)
		}
		release()
		wantFile(t, path, "旧")
		wantOnly(t, filepath.Dir(path), filepath.Base(path))
		if err := (Real{}).WriteFile(path, []byte("新")); err != nil {
			t.Errorf("%s, closed: %v", name, err)
		}
		wantFile(t, path, "新")
	}
}

// A virus scanner holds every new file for a moment; nobody needs to know.
func TestHeldForAMoment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "表.xlsx")
	write(t, path, "旧")
	release := hold(t, path, syscall.FILE_SHARE_READ)
	time.AfterFunc(renameFirstWait, release)
	if err := (Real{}).WriteFile(path, []byte("新")); err != nil {
		t.Error(err)
	}
	wantFile(t, path, "新")
}

// What a person protected stays, and the message is no riddle.
func TestReadOnlyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "表.xlsx")
	write(t, path, "旧")
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	err := Real{}.WriteFile(path, []byte("新"))
	var e *Error
	if err != nil && (!errors.As(err, &e) || e.Kind != KindPermission) {
		t.Errorf("%v", err)
	}
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
}

// Folders within folders soon make a path longer than the 260 characters of old.
func TestLongPath(t *testing.T) {
	path := t.TempDir()
	for range 6 {
		path = filepath.Join(path, strings.Repeat("很长的文件夹名称", 8))
	}
	path = filepath.Join(path, "表.xlsx")
	if err := (Real{}).WriteFile(path, []byte("新")); err != nil {
		t.Fatal(err)
	}
	data, err := ReadFile(path)
	if err != nil || string(data) != "新" {
		t.Errorf("%q, %v", data, err)
	}
}
