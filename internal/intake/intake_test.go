package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"go.uber.org/goleak"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"jixiao/internal/ledger"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func put(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// zipped returns an archive; the names are stored as they are, with the UTF-8 flag only where
// flagged is set.
func zipped(t testing.TB, flagged bool, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(members); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: members[i], Method: zip.Deflate, NonUTF8: !flagged})
		if err == nil {
			_, err = f.Write([]byte(members[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What the offices' programs leave beside a file says that it is open; other files do not.
func TestOwnerFiles(t *testing.T) {
	for _, c := range []struct {
		name, owner string
		held        bool
	}{
		{"自评表.xlsx", "~$自评表.xlsx", true},
		{"自评表.xlsx", ".~自评表.xlsx", true}, // WPS
		{"自评表.xlsx", ".~评表.xlsx", true},  // WPS drops one character
		{"自评表2.xlsx", ".~表2.xlsx", true}, // or two
		{"自评表.xlsx", "~$评表.xlsx", true},  // so does Office with long names
		{"自评表.xlsx", ".~.xlsx", false},   // nothing left to tell by
		{"局2022自评表.xlsx", "~$自评表.xlsx", false},
		{"自评表.xlsx", ".~lock.自评表.xlsx#", true}, // LibreOffice
		{"自评表.xlsx", "~$别的.xlsx", false},
		{"自评表.xlsx", "自评表.xlsx.tmp", false},
	} {
		if got := holder(c.name, []string{c.owner}) != ""; got != c.held {
			t.Errorf("%s beside %s: held %v", c.owner, c.name, got)
		}
	}
}

// A folder holds much that is no file of ours; what is taken and what is passed over is a contract.
func TestScan(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{
		"a.xlsx", "深/深/b.XLSX", "c.zip", "d.et", "e.pdf", "~$a.xlsx", ".~a.xlsx", ".隐藏.xlsx", "f.xlsx.tmp", "g.crdownload",
		"@eaDir/h.xlsx", ".git/i.xlsx", "草稿1.xlsx", "Thumbs.db", strings.Repeat("长", 80) + ".xlsx",
	} {
		put(t, filepath.Join(root, filepath.FromSlash(name)), []byte("x"))
	}
	if err := os.Symlink(filepath.Join(root, "a.xlsx"), filepath.Join(root, "link.xlsx")); err != nil {
		t.Fatal(err)
	}
	l, err := Scan(root, []string{"草稿*"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range l.Files {
		held := ""
		if e.Held != "" {
			held = " held"
		}
		got = append(got, e.Rel+held)
	}
	slices.Sort(got)
	want := []string{"a.xlsx held", "c.zip", "d.et", "深/深/b.XLSX", strings.Repeat("长", 80) + ".xlsx"}
	slices.Sort(want)
	if !slices.Equal(got, want) || !slices.Equal(l.Others, []string{"e.pdf"}) || len(l.Folders) != 3 {
		t.Errorf("files %q, others %q, folders %q", got, l.Others, l.Folders)
	}
	if _, err := Scan(filepath.Join(root, "nowhere"), nil); err == nil {
		t.Error("an inbox that is not there is no empty one")
	}
}

// A file is taken only when it is whole: each way of not being so has its reason, and none is
// for ever.
func TestTracker(t *testing.T) {
	root := t.TempDir()
	whole := zipped(t, true, "x", strings.Repeat("content", 100))
	at := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	tracker := Tracker{Root: root, Quiet: 5 * time.Second, Patience: time.Minute}
	step := func(after time.Duration, wantReady string, wantReason string) {
		t.Helper()
		at = at.Add(after)
		l, err := Scan(root, nil)
		if err != nil {
			t.Fatal(err)
		}
		ready, waiting := tracker.Update(at, l.Files)
		var names, reasons []string
		for _, e := range ready {
			names = append(names, e.Rel)
		}
		for _, w := range waiting {
			reasons = append(reasons, w.Reason)
		}
		if strings.Join(names, " ") != wantReady || !strings.Contains(strings.Join(reasons, " "), wantReason) || (wantReason == "") != (len(reasons) == 0) {
			t.Fatalf("ready %q, waiting %q; want %q, %q", names, reasons, wantReady, wantReason)
		}
	}
	put(t, filepath.Join(root, "表.xlsx"), whole[:len(whole)/2])
	step(0, "", "刚放入")
	step(4*time.Second, "", "刚放入")
	step(2*time.Second, "", "不完整") // quiet, but half
	put(t, filepath.Join(root, "表.xlsx"), whole)
	step(time.Second, "", "刚放入") // changed: quiet starts again
	put(t, filepath.Join(root, "~$表.xlsx"), nil)
	step(10*time.Second, "", "正在被打开编辑(旁边有 ~$表.xlsx)")
	if err := os.Remove(filepath.Join(root, "~$表.xlsx")); err != nil {
		t.Fatal(err)
	}
	step(time.Second, "表.xlsx", "")
	tracker.Again("表.xlsx", at)
	step(time.Second, "", "刚放入")
	step(10*time.Second, "表.xlsx", "")
	put(t, filepath.Join(root, "表.xlsx"), whole[:len(whole)-3])
	step(0, "", "刚放入")
	tracker.MaxSize = 10
	step(time.Minute, "", "超过")
	tracker.MaxSize = 0
	step(time.Minute, "表.xlsx", "") // cut off for good: taken, to be refused with the reason
}

// Whatever prefix of a zip has arrived, it is not whole; with anything behind its end it is.
func TestZipEnd(t *testing.T) {
	whole := zipped(t, true, "a", "1", "b", strings.Repeat("xyz", 1000))
	for n := range whole {
		got, err := zipComplete(bytes.NewReader(whole[:n]), int64(n))
		if want := n == 0; err != nil || got != want {
			t.Fatalf("%d of %d bytes: %v, %v", n, len(whole), got, err)
		}
	}
	for _, data := range [][]byte{whole, append(slices.Clone(whole), 0, 0, 0), []byte("<html>"), nil} {
		if got, err := zipComplete(bytes.NewReader(data), int64(len(data))); err != nil || !got {
			t.Errorf("%.10q: %v, %v", data, got, err)
		}
	}
}

// Names that a file system cannot hold, that of Windows included, become others: different ones, and
// readable text. All others stay as they are.
func TestFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.StringMatching(`[a长𠮷é ]{0,120}(\.xlsx)?`), rapid.StringMatching(`[a:?"<>|*. \x01]{0,9}(\.xlsx)?[. ]?`),
			rapid.StringMatching(`(con|NUL|Com1|lpt³|COM|com12|aux)( |x)?(\.[a.]{0,3}xlsx)?`))
		a, b := name.Draw(t, "a"), name.Draw(t, "b")
		x, y := Fit("目录/"+a), Fit("目录/"+b)
		short, ok := strings.CutPrefix(x, "目录/")
		if !ok || len(short) > maxName || !utf8.ValidString(x) || (x == y) != (a == b) || Fit(x) != x {
			t.Fatalf("%q and %q", x, y)
		}
		if strings.HasSuffix(a, ".xlsx") && !strings.HasSuffix(x, ".xlsx") {
			t.Fatalf("the ending of %q is lost: %q", a, x)
		}
		windows := regexp.MustCompile(`(?i)[<>:"|?*\\\x00-\x1f]|[ .]$|^(con|prn|aux|nul|(com|lpt)[0-9¹²³]) *(\.|$)`)
		if windows.MatchString(short) {
			t.Fatalf("Windows does not take %q", short)
		}
		if len(a) <= maxName && !windows.MatchString(a) && short != a {
			t.Fatalf("%q was changed to %q", a, short)
		}
	})
}

// Archives as Chinese Windows, macOS and Linux make them yield the same names; those that lead
// out, are too large, damaged or locked are refused as a whole.
func TestUnpack(t *testing.T) {
	store := Store{Dir: t.TempDir()}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("示例局/自评表.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	small := Limits{Entries: 3, File: 1000, Total: 1500, Depth: 2}
	locked := zipped(t, true, "a.xlsx", "1")
	locked[6] |= 1 // local header
	if i := bytes.Index(locked, []byte("PK\x01\x02")); i > 0 {
		locked[i+8] |= 1
	}
	broken := zipped(t, true, "a.xlsx", strings.Repeat("1234567", 20))
	broken[40] ^= 0xFF
	for _, c := range []struct {
		name string
		data []byte
		want string // names, or a part of the refusal after "!"
	}{
		{"utf8", zipped(t, true, "示例局/自评表.xlsx", "1"), "包/示例局/自评表.xlsx"},
		{"gbk", zipped(t, false, gbk, "1"), "包/示例局/自评表.xlsx"},
		{"macos", zipped(t, false, "示例局/自评表.xlsx", "1", "__MACOSX/._自评表.xlsx", "2"), "包/示例局/自评表.xlsx"},
		{"backslash", zipped(t, true, `局\表.xlsx`, "1"), "包/局/表.xlsx"},
		{"twice", zipped(t, true, "a.xlsx", "1", "a.xlsx", "2"), "包/a.xlsx 包/a(2).xlsx"},
		{"inner", zipped(t, true, "b.zip", "1", "~$x.xlsx", "1", "c.txt", "2"), "包/b.zip"},
		{"slip", zipped(t, true, "a.xlsx", "1", "../../b.xlsx", "2"), "!指向压缩包之外"},
		{"slip inside", zipped(t, true, "a/../../b.xlsx", "2"), "!指向压缩包之外"},
		{"slip backslash", zipped(t, true, `..\b.xlsx`, "2"), "!指向压缩包之外"},
		{"absolute", zipped(t, true, "/etc/b.xlsx", "2"), "!指向压缩包之外"},
		{"drive", zipped(t, true, `C:\b.xlsx`, "2"), "!指向压缩包之外"},
		{"none", zipped(t, true, "a.txt", "2"), "!没有电子表格"},
		{"many", zipped(t, true, "a.xlsx", "1", "b.xlsx", "1", "c.xlsx", "1", "d.xlsx", "1"), "!超过 3 个"},
		{"large", zipped(t, true, "a.xlsx", strings.Repeat("0", 5000)), "!过大"},
		{"large in all", zipped(t, true, "a.xlsx", strings.Repeat("0", 900), "b.xlsx", strings.Repeat("1", 900)), "!过大"},
		{"locked", locked, "!有密码"},
		{"broken member", broken, "!已损坏"},
		{"no zip", []byte("PK\x03\x04 and nothing"), "!已损坏"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sha, _, err := store.Add(bytes.NewReader(c.data), 1<<20)
			if err != nil {
				t.Fatal(err)
			}
			members, err := store.Unpack(ledger.File{ID: 7, Rel: "包.zip", SHA256: sha}, small, time.Now())
			var refused *Refusal
			if want, ok := strings.CutPrefix(c.want, "!"); ok {
				if !errors.As(err, &refused) || !strings.Contains(refused.Message, want) || refused.Hint == "" {
					t.Errorf("got %v, want %s", err, want)
				}
				return
			}
			var names []string
			for _, m := range members {
				names = append(names, m.Rel)
				if m.Parent != 7 || m.Depth != 1 {
					t.Errorf("member %+v", m)
				}
				if sum, err := HashFile(store.Path(m.SHA256)); err != nil || sum != m.SHA256 {
					t.Errorf("%s is not in the store: %v", m.Rel, err)
				}
			}
			if err != nil || strings.Join(names, " ") != c.want {
				t.Errorf("got %q, %v", names, err)
			}
		})
	}
	sha, _, err := store.Add(bytes.NewReader(zipped(t, true, "a.xlsx", "1")), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Unpack(ledger.File{SHA256: sha, Depth: 2}, small, time.Now()); err == nil || !strings.Contains(err.Error(), "2 层") {
		t.Errorf("depth: %v", err)
	}
}

// Putting an original away never loses a version: not when it was replaced, removed, moved before
// a crash, or when another file stands in its place.
func TestPlace(t *testing.T) {
	for _, c := range []struct {
		name     string
		prepare  func(from, to string)
		from, to string // what the files hold at the end, "" for no file
		err      error
	}{
		{"usual", func(string, string) {}, "", "原件", nil},
		{"replaced", func(from, _ string) { put(t, from, []byte("新的版本")) }, "新的版本", "原件", nil},
		{"removed", func(from, _ string) { _ = os.Remove(from) }, "", "原件", nil},
		{"crashed after the move", func(from, to string) { _ = os.Rename(from, to) }, "", "原件", nil},
		{"dropped again after that", func(_, to string) { put(t, to, []byte("原件")) }, "原件", "原件", nil},
		{"taken", func(_, to string) { put(t, to, []byte("别的")) }, "原件", "别的", ErrTaken},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			store := Store{Dir: filepath.Join(dir, "store")}
			from, to := filepath.Join(dir, "in", "a.xlsx"), filepath.Join(dir, "out", "a.xlsx")
			put(t, from, []byte("原件"))
			if err := os.Mkdir(filepath.Join(dir, "out"), 0o777); err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(from)
			if err != nil {
				t.Fatal(err)
			}
			e := Entry{Size: info.Size(), Modified: info.ModTime()}
			sha, err := store.Take(from, e)
			if err != nil {
				t.Fatal(err)
			}
			c.prepare(from, to)
			err = store.Place(ledger.File{SHA256: sha, Size: e.Size, Modified: e.Modified}, from, to)
			if !errors.Is(err, c.err) {
				t.Fatalf("error %v", err)
			}
			for path, want := range map[string]string{from: c.from, to: c.to} {
				if got, _ := os.ReadFile(path); string(got) != want {
					t.Errorf("%s holds %q, want %q", path, got, want)
				}
			}
		})
	}
}

// A move to another disk copies, checks and only then removes.
func TestCarry(t *testing.T) {
	dir := t.TempDir()
	store := Store{Dir: filepath.Join(dir, "store")}
	from, to := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	put(t, from, []byte("原件"))
	sha, _, err := store.Add(strings.NewReader("原件"), 100)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := store.carry(ledger.File{SHA256: sha}, from, to); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if _, err := os.Stat(from); err == nil {
		t.Error("the original is still there")
	}
	put(t, from, []byte("另一个"))
	if ok, err := store.carry(ledger.File{SHA256: sha}, from, filepath.Join(dir, "c")); ok || err != nil {
		t.Fatal("another file was carried away", err)
	}
	if got, _ := os.ReadFile(from); string(got) != "另一个" {
		t.Error("another file was removed")
	}
}

// A file that changes while it is read is not taken.
func TestTakeChanged(t *testing.T) {
	dir := t.TempDir()
	store := Store{Dir: filepath.Join(dir, "store")}
	path := filepath.Join(dir, "a")
	put(t, path, []byte("1"))
	for _, e := range []Entry{{Size: 1, Modified: time.Now().Add(time.Hour)}, {Size: 2}} {
		if _, err := store.Take(path, e); !errors.Is(err, ErrChanged) {
			t.Errorf("%+v: %v", e, err)
		}
	}
	if _, err := store.Take(filepath.Join(dir, "gone"), Entry{}); !errors.Is(err, ErrChanged) {
		t.Errorf("gone: %v", err)
	}
	if _, _, err := store.Add(strings.NewReader("keep"), 100); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(store.Dir, halfPrefix+"x"), []byte("half"))
	if err := store.Sweep(map[string]bool{}); err != nil {
		t.Fatal(err)
	}
	left := 0
	_ = filepath.WalkDir(store.Dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			left++
		}
		return err
	})
	if left != 0 {
		t.Errorf("%d copies left", left)
	}
}

// Notifications must come from folders that were there, that came later, and that were moved in.
func TestWatcher(t *testing.T) {
	root := t.TempDir()
	w, err := NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}()
	follow := func() {
		t.Helper()
		l, err := Scan(root, nil)
		if err == nil {
			err = w.Follow(l.Folders)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	follow()
	put(t, filepath.Join(root, "a.xlsx"), []byte("1"))
	<-w.Wake()
	if err := os.MkdirAll(filepath.Join(root, "新", "下级"), 0o777); err != nil {
		t.Fatal(err)
	}
	<-w.Wake()
	follow()
	for len(w.Wake()) > 0 {
		<-w.Wake()
	}
	put(t, filepath.Join(root, "新", "下级", "b.xlsx"), []byte("1"))
	<-w.Wake()
	w.Forget()
	follow()
}
