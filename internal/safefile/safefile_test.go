package safefile

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// broken is a system whose step named fail returns err, the first times times it is taken.
type broken struct {
	disk
	fail  string
	err   error
	times int
	steps []string
	slept time.Duration
}

func (b *broken) step(name string) error {
	b.steps = append(b.steps, name)
	if name == b.fail && b.times > 0 {
		b.times--
		return b.err
	}
	return nil
}

func (b *broken) mkdirAll(dir string) error {
	if err := b.step("mkdir"); err != nil {
		return err
	}
	return b.disk.mkdirAll(dir)
}

func (b *broken) create(path string, mode fs.FileMode) (file, error) {
	if err := b.step("create"); err != nil {
		return nil, err
	}
	f, err := b.disk.create(path, mode)
	return &brokenFile{f, b}, err
}

func (b *broken) rename(from, to string) error {
	if err := b.step("rename"); err != nil {
		return err
	}
	return b.disk.rename(from, to)
}

func (b *broken) syncDir(dir string) error {
	if err := b.step("syncdir"); err != nil {
		return err
	}
	return b.disk.syncDir(dir)
}

func (b *broken) sleep(d time.Duration) { b.slept += d }

type brokenFile struct {
	file
	b *broken
}

func (f *brokenFile) Write(data []byte) (int, error) {
	if err := f.b.step("write"); err != nil {
		n, _ := f.file.Write(data[:len(data)/2]) // a disk fills up in the middle
		return n, err
	}
	return f.file.Write(data)
}

func (f *brokenFile) Sync() error {
	if err := f.b.step("sync"); err != nil {
		return err
	}
	return f.file.Sync()
}

func (f *brokenFile) Close() error {
	err := f.b.step("close")
	return errors.Join(err, f.file.Close())
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func wantFile(t *testing.T, path, text string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != text {
		t.Errorf("%s holds %q (%v), want %q", filepath.Base(path), got, err, text)
	}
}

func wantOnly(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, "|") != strings.Join(names, "|") {
		t.Errorf("folder holds %q, want %q", got, names)
	}
}

// The order of the steps is what makes the write safe; it must not change unnoticed.
func TestSteps(t *testing.T) {
	b := &broken{}
	path := filepath.Join(t.TempDir(), "结果", "表.xlsx")
	if err := (Real{sys: b}).WriteFile(path, []byte("新")); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(b.steps, " "); got != "mkdir create write sync close rename syncdir" {
		t.Errorf("steps: %s", got)
	}
	wantFile(t, path, "新")
	wantOnly(t, filepath.Dir(path), "表.xlsx")
}

// Whatever step fails, the old file stays whole, no temporary file is left, and the error is ours.
func TestEveryStepFailing(t *testing.T) {
	for _, step := range []string{"mkdir", "create", "write", "sync", "close", "rename", "syncdir"} {
		t.Run(step, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "表.xlsx")
			write(t, path, "旧")
			err := Real{sys: &broken{fail: step, err: errors.New("boom"), times: 99}}.WriteFile(path, []byte("新的内容"))
			var e *Error
			if !errors.As(err, &e) || e.Path != path || e.Kind != KindOther || !strings.Contains(err.Error(), "boom") {
				t.Fatalf("error %v", err)
			}
			want := "旧"
			if step == "syncdir" {
				want = "新的内容"
			}
			wantFile(t, path, want)
			wantOnly(t, dir, "表.xlsx")
		})
	}
}

// A virus scanner lets go after a moment: the write must succeed without the user noticing.
func TestBusyIsRetried(t *testing.T) {
	path := filepath.Join(t.TempDir(), "表.xlsx")
	b := &broken{fail: "rename", err: errBusy, times: renameTries - 1}
	if err := (Real{sys: b}).WriteFile(path, []byte("新")); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "新")
	if b.slept == 0 || b.slept > time.Second {
		t.Errorf("waited %v in all", b.slept)
	}
}

// Each cause a person can mend has its own sentence; a wrong one sends people the wrong way.
func TestPlainErrors(t *testing.T) {
	for _, c := range []struct {
		step string
		err  error
		kind Kind
		text string
	}{
		{"create", &fs.PathError{Op: "open", Path: ".jixiao-1.tmp", Err: errPermission}, KindPermission, "没有写入权限"},
		{"write", &fs.PathError{Op: "write", Path: ".jixiao-1.tmp", Err: errFull}, KindSpace, "磁盘空间不足"},
		{"close", &fs.PathError{Op: "close", Path: ".jixiao-1.tmp", Err: errFull}, KindSpace, "磁盘空间不足"},
		{"rename", &os.LinkError{Op: "rename", Err: errBusy}, KindBusy, "Excel 或 WPS"},
		{"mkdir", &fs.PathError{Op: "mkdir", Err: errReadOnly}, KindReadOnly, "只读"},
	} {
		path := filepath.Join(t.TempDir(), "表.xlsx")
		err := Real{sys: &broken{fail: c.step, err: c.err, times: 99}}.WriteFile(path, []byte("新"))
		var e *Error
		if !errors.As(err, &e) || e.Kind != c.kind || e.Hint() == "" || !errors.Is(err, c.err) {
			t.Errorf("%s: %v (%+v)", c.step, err, e)
			continue
		}
		if got := err.Error(); !strings.Contains(got, c.text) || !strings.Contains(got, path) || strings.Contains(got, ".tmp") {
			t.Errorf("%s: %s", c.step, got)
		}
	}
}

// Things that are in the way on a real disk are told as such.
func TestInTheWay(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "文件"), "x")
	for path, kind := range map[string]Kind{
		filepath.Join(dir, "文件", "表.xlsx"): KindFolder, // a file where a folder must be
		dir:                                KindFolder,
	} {
		for _, w := range []Writer{Real{}, Real{Fast: true}} {
			var e *Error
			if err := w.WriteFile(path, nil); !errors.As(err, &e) || e.Kind != kind {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	wantOnly(t, dir, "文件")
}

// A name just short enough for the file system must be writable: the temporary name is shorter.
func TestLongestName(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("长", 83)+".xlsx")
	if err := (Real{}).WriteFile(path, []byte("新")); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "新")
}

// Writers of one path at the same time leave one of their files, whole.
func TestConcurrent(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "表.xlsx")
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for range 5 {
				err := Real{Fast: i%2 == 0}.WriteFile(path, bytes.Repeat([]byte{'a' + byte(i)}, 50_000))
				// Windows refuses one of two that rename at the same moment, and says so.
				if err != nil && runtime.GOOS != "windows" {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, err := os.ReadFile(path)
	if err != nil || len(got) != 50_000 || len(bytes.Trim(got, string(got[:1]))) != 0 {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	wantOnly(t, dir, "表.xlsx")
}

// Folder walks must be able to pass over what a power cut leaves behind, and nothing else.
func TestIsTemp(t *testing.T) {
	b := &broken{fail: "rename", err: errors.New("boom"), times: 1}
	f, path, err := createTemp(b, t.TempDir(), 0o666)
	if err != nil || !IsTemp(filepath.Base(path)) {
		t.Fatalf("%s, %v", path, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"表.xlsx", ".jixiao-说明.xlsx", "x.tmp", ".jixiao.yaml"} {
		if IsTemp(name) {
			t.Errorf("%s is not ours", name)
		}
	}
}

// A dry run touches nothing and tells what would happen.
func TestDryRun(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "b.xlsx"), "旧")
	var d DryRun
	for _, name := range []string{"b.xlsx", "子/a.xlsx", "b.xlsx"} {
		if err := d.WriteFile(filepath.Join(dir, name), []byte("123")); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.WriteFile(dir, nil); err == nil {
		t.Error("a folder as the target must be refused as in a real run")
	}
	got := d.Planned()
	if len(got) != 2 || !got[0].Replaces || got[0].Size != 3 || got[1].Replaces {
		t.Errorf("planned %+v", got)
	}
	wantOnly(t, dir, "b.xlsx")
	wantFile(t, filepath.Join(dir, "b.xlsx"), "旧")
}

// spelling is two paths and whether they are one file.
type spelling struct {
	a, b string
	want bool
}

// However the output is spelled, it must be known for the input.
func TestSameAndGuard(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"sub/deep", "out"} {
		if err := os.MkdirAll(name, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	write(t, "sub/in.xlsx", "原件")
	write(t, "out/other.xlsx", "原件")
	if err := os.Link("sub/in.xlsx", "out/hard.xlsx"); err != nil {
		t.Fatal(err)
	}
	guard := NewGuard(&DryRun{})
	guard.Protect("sub/in.xlsx")
	guard.Protect("sub/later.xlsx")
	guard.Protect("sub/nowhere.xlsx")
	for _, c := range append(linked(t), []spelling{
		{"sub/in.xlsx", "./sub//deep/../in.xlsx", true},
		{"sub/in.xlsx", filepath.Join(dir, "sub", "in.xlsx"), true},
		{"sub/in.xlsx", "out/hard.xlsx", true},
		{"sub/in.xlsx", "out/other.xlsx", false},
		{"sub/in.xlsx", "sub/new.xlsx", false},
		{"sub/later.xlsx", "out/later.xlsx", false},
	}...) {
		if got := Same(c.a, c.b); got != c.want {
			t.Errorf("Same(%s, %s) = %v", c.a, c.b, got)
		}
		if got := Same(c.b, c.a); got != c.want {
			t.Errorf("Same(%s, %s) = %v", c.b, c.a, got)
		}
		err := guard.WriteFile(c.b, []byte("新"))
		var e *Error
		if refused := errors.As(err, &e) && e.Kind == KindOriginal; refused != c.want {
			t.Errorf("guard on %s: %v", c.b, err)
		}
	}
}

// What a durable write costs beside a fast one, for a marked form's usual size.
func BenchmarkWriteFile(b *testing.B) {
	path, data := filepath.Join(b.TempDir(), "表.xlsx"), bytes.Repeat([]byte("x"), 20_000)
	for name, w := range map[string]Writer{"durable": Real{}, "fast": Real{Fast: true}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := w.WriteFile(path, data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
