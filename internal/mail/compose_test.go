package mail

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"mime"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	gomessagemail "github.com/emersion/go-message/mail"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

func compose(t testing.TB, l Letter, files fstest.MapFS) *Message {
	t.Helper()
	m, err := Compose(&l, Options{From: office, Files: files, Now: at})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// received is a mail as a parser that is not ours sees it.
type received struct {
	subject, from, to, id string
	text, html            string
	files                 map[string]string
}

func parse(t testing.TB, data []byte) received {
	t.Helper()
	r, err := gomessagemail.CreateReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("the mail cannot be parsed: %v", err)
	}
	got := received{files: map[string]string{}}
	got.subject, _ = r.Header.Subject()
	got.id, _ = r.Header.MessageID()
	if list, err := r.Header.AddressList("From"); err == nil && len(list) == 1 {
		got.from = list[0].Name + " " + list[0].Address
	}
	if list, err := r.Header.AddressList("To"); err == nil && len(list) == 1 {
		got.to = list[0].Name + " " + list[0].Address
	}
	for {
		p, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return got
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(p.Body)
		if err != nil {
			t.Fatal(err)
		}
		switch h := p.Header.(type) {
		case *gomessagemail.InlineHeader:
			if kind, _, _ := h.ContentType(); kind == "text/html" {
				got.html = string(body)
			} else {
				got.text = string(body)
			}
		case *gomessagemail.AttachmentHeader:
			name, err := h.Filename()
			if err != nil {
				t.Fatal(err)
			}
			got.files[name] = string(body)
		}
	}
}

// partHeaders returns the raw header fields of every attachment.
func partHeaders(t testing.TB, data []byte) (types, dispositions []string) {
	t.Helper()
	e, err := message.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	err = e.Walk(func(_ []int, e *message.Entity, err error) error {
		if d := e.Header.Get("Content-Disposition"); err == nil && d != "" {
			types, dispositions = append(types, e.Header.Get("Content-Type")), append(dispositions, d)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return types, dispositions
}

// What travels must arrive: names, bytes, words, identity, as an independent parser reads them.
func TestWhatIsSentIsWhatIsRead(t *testing.T) {
	files := workspace()
	parts := plan(sample(files), Limits{})
	if len(parts) != 1 {
		t.Fatalf("%d parts, want 1", len(parts))
	}
	m := compose(t, parts[0], files)
	got := parse(t, m.Data)
	want := map[string]string{}
	for path, f := range files {
		want[filepath.Base(path)] = string(f.Data)
	}
	if d := cmp.Diff(want, got.files); d != "" {
		t.Errorf("attachments differ (-want +got):\n%s", d)
	}
	if got.subject != m.Subject || got.id != m.ID || got.from != "县财政局绩效股 jixiao@bureau.example" || got.to != "绩效股 clerk@county.example" {
		t.Errorf("headers: %+v", got)
	}
	for _, body := range []string{got.text, got.html} {
		for _, words := range []string{"需要修改(1 份)", "党建活动经费(县工商联)", "自评表!I6", "这是旧版 .xls 格式", "结果/元氏县/工商联/党建活动经费.xlsx"} {
			if !strings.Contains(body, words) {
				t.Errorf("no %q in:\n%s", words, body)
			}
		}
	}
	if strings.Contains(got.html, "<改善计划>") {
		t.Error("a project name got into the HTML as a tag")
	}
}

// The pages are looked at as text: a change of the words shows in the diff of a golden file.
func TestPages(t *testing.T) {
	files := workspace()
	digest := plan(sample(files), Limits{})[0]
	department := sample(files)
	department.Department, department.Summaries = "县工商联", nil
	department.Items = department.Items[:1]
	split := plan(sample(files), Limits{Bytes: 14 << 10})
	again := sample(files)
	again.Uncertain, again.Items = true, again.Items[1:2]
	changed := sample(files)
	changed.Items[0].Copy.SHA256 = strings.Repeat("0", 64)
	changed.Items[1].Copy.Path = "结果/gone.xlsx"
	for name, l := range map[string]Letter{
		"digest": digest, "department": plan(department, Limits{})[0],
		"again": plan(again, Limits{})[0], "second": split[len(split)-1], "changed": plan(changed, Limits{})[0],
	} {
		got := parse(t, compose(t, l, files).Data)
		golden(t, name+".txt", got.subject+"\n\n"+got.text)
		golden(t, name+".html", got.html)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	got = strings.ReplaceAll(got, "\r\n", "\n")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// awkward are names that real departments, phones and attackers make.
var awkward = []string{
	"党建活动经费.xlsx",
	strings.Repeat("关于全县农村饮水安全巩固提升工程项目支出绩效自评表", 8) + "(终稿2).xlsx",
	"report \"final\" (2).xlsx",
	"e\u0301te\u0301 与 한글 и кириллица 😀.xlsx",
	"附件\u202excod.exe",
	"a\r\nBcc: x@example.com\r\n.xlsx",
	"..", "", ".xlsx", "没有扩展名", "CON", strings.Repeat("x", 300),
	strings.Repeat("😀", 100) + ".xlsx", "\xff\xfe坏.xlsx", "名 字\u3000空格.xlsx",
}

// QQ Mail reads the name of the type, Outlook that of the disposition: both must give the same
// name, by the standard library's parser, and no header line may come near the limit.
func TestBothEncodingsOfAName(t *testing.T) {
	decoder := mime.WordDecoder{}
	for _, raw := range awkward {
		name := cleanName(raw)
		files := fstest.MapFS{"x": {Data: []byte("x")}}
		m := compose(t, Letter{ID: "k@bureau.example", To: clerk, Created: at, Attach: []File{{Path: "x", Name: raw, Size: 1}}}, files)
		checkWire(t, m.Data)
		types, dispositions := partHeaders(t, m.Data)
		if raw == "" {
			name = "x"
		}
		_, p, err := mime.ParseMediaType(dispositions[0])
		if err != nil || p["filename"] != name {
			t.Errorf("%q: disposition gives %q (%v), want %q", raw, p["filename"], err, name)
		}
		_, p, err = mime.ParseMediaType(types[0])
		if err != nil {
			t.Fatalf("%q: %v", raw, err)
		}
		if got, err := decoder.DecodeHeader(p["name"]); err != nil || got != name {
			t.Errorf("%q: type gives %q (%v), want %q", raw, got, err, name)
		}
	}
}

// checkWire holds every mail to RFC 5322: ASCII, CRLF, lines of at most 998 bytes, and one header
// block without surprises.
func checkWire(t testing.TB, data []byte) {
	t.Helper()
	for i, line := range bytes.SplitAfter(data, []byte("\n")) {
		if len(line) > 998+2 {
			t.Fatalf("line %d has %d bytes", i+1, len(line))
		}
		if len(line) > 0 && (!bytes.HasSuffix(line, []byte("\r\n")) || bytes.Count(line, []byte("\r")) != 1) {
			t.Fatalf("line %d does not end in CRLF alone: %q", i+1, line)
		}
		for _, c := range line {
			if c >= 0x80 || c == 0 {
				t.Fatalf("line %d is not ASCII: %q", i+1, line)
			}
		}
	}
	m, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if m.Header.Get("Bcc") != "" {
		t.Fatal("a name made a header of its own")
	}
}

// A name of any bytes becomes one that fits, is stable, and can be saved on Windows.
func FuzzName(f *testing.F) {
	for _, name := range awkward {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		name := cleanName(raw)
		if !utf8.ValidString(name) || name == "" || utf8.RuneCountInString(name) > maxName || strings.ContainsAny(name, "\"/\\:*?<>|\r\n\x00") {
			t.Fatalf("%q became %q", raw, name)
		}
		if again := cleanName(name); again != name {
			t.Fatalf("%q became %q, then %q", raw, name, again)
		}
		kind, disposition := fileHeaders(name)
		for _, line := range strings.Split(kind+"\r\n"+disposition, "\r\n") {
			if len(line) > 900 {
				t.Fatalf("%q: header line of %d bytes", raw, len(line))
			}
		}
	})
}

// Two hundred copies are one archive, whose Chinese names Windows must read as UTF-8.
func TestManyCopiesTravelInAnArchive(t *testing.T) {
	files := fstest.MapFS{"汇总/汇总.xlsx": {Data: []byte("summary")}}
	l := Letter{ID: "k@bureau.example", To: clerk, Created: at, Summaries: []File{*file(files, "汇总/汇总.xlsx")}}
	want := map[string]string{}
	for i := range 12 {
		name := fmt.Sprintf("部门%02d/自评表.xlsx", i)
		files["结果/元氏县/"+name] = &fstest.MapFile{Data: []byte(name)}
		want[name] = name
		l.Items = append(l.Items, Item{Source: name, Verdict: Passed, Copy: file(files, "结果/元氏县/"+name)})
	}
	got := parse(t, compose(t, plan(l, Limits{})[0], files).Data).files
	if len(got) != 2 || got["汇总.xlsx"] != "summary" {
		t.Fatalf("attachments: %d, summary %q", len(got), got["汇总.xlsx"])
	}
	packed := got["评分副本.zip"]
	r, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	unpacked := map[string]string{}
	for _, f := range r.File {
		if f.Flags&0x800 == 0 {
			t.Errorf("%s is not marked as UTF-8", f.Name)
		}
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(rc)
		unpacked[f.Name] = string(data)
	}
	if d := cmp.Diff(want, unpacked); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// Departments give their forms one name; each must reach the clerk under a name of its own.
func TestEqualNamesAreToldApart(t *testing.T) {
	got := names([]File{{Path: "结果/工商联/自评表.xlsx"}, {Path: "结果/文化馆/自评表.XLSX"}, {Path: "a/文化馆/自评表.xlsx"}, {Path: "其他.xlsx"}})
	want := []string{"工商联-自评表.xlsx", "文化馆-自评表.XLSX", "文化馆-自评表(2).xlsx", "其他.xlsx"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A wrong address in the roster is that row's fault for ever, a wrong sender everybody's until it
// is mended; neither may reach a server.
func TestAddressesAreCheckedBeforeSending(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     Kind
	}{
		{office, "clerk at county", Permanent}, {office, "绩效股@county.example", Permanent},
		{office, "a@county.example\r\nBcc: x@y.example", Permanent}, {office, "", Permanent}, {"", clerk, Auth},
	} {
		_, err := Compose(&Letter{ID: "k@bureau.example", To: c.to}, Options{From: c.from, Now: at})
		var e *Error
		if !errors.As(err, &e) || e.Kind != c.want || e.Advice == "" {
			t.Errorf("from %q to %q: %v", c.from, c.to, err)
		}
	}
}
