//go:build unix

package safefile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A link at the target is replaced: writing through it would change the file behind it.
func TestLinkIsReplaced(t *testing.T) {
	dir := t.TempDir()
	original, link := filepath.Join(dir, "a.xlsx"), filepath.Join(dir, "b.xlsx")
	write(t, original, "原件")
	if err := os.Symlink(original, link); err != nil {
		t.Fatal(err)
	}
	if err := (Real{}).WriteFile(link, []byte("新")); err != nil {
		t.Fatal(err)
	}
	wantFile(t, original, "原件")
	wantFile(t, link, "新")
}

// A result that was made private or shared by hand stays so.
func TestModeIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "表.xlsx")
	write(t, path, "旧")
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (Real{}).WriteFile(path, []byte("新")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// A name that no file system takes is known for that; on Windows the error numbers are tested.
func TestNameTooLong(t *testing.T) {
	var e *Error
	path := filepath.Join(t.TempDir(), strings.Repeat("长", 100)+".xlsx")
	if err := (Real{}).WriteFile(path, nil); !errors.As(err, &e) || e.Kind != KindName {
		t.Errorf("%v", err)
	}
}

// linked makes symbolic links below the working folder (on Windows that is a right of its own) and
// returns what must be known through them.
func linked(t *testing.T) []spelling {
	t.Helper()
	for link, target := range map[string]string{"sub/soft.xlsx": "in.xlsx", "linked": "sub", "sub/dangling.xlsx": "nowhere.xlsx"} {
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
	}
	return []spelling{
		{"sub/in.xlsx", "sub/soft.xlsx", true},
		{"sub/in.xlsx", "linked/in.xlsx", true},
		{"sub/later.xlsx", "linked/later.xlsx", true},
		{"sub/later.xlsx", "linked/new/../later.xlsx", true},
		{"sub/nowhere.xlsx", "linked/dangling.xlsx", true},
	}
}
