package cli

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"
)

// A letter in parts that fails in the middle goes on where it stopped, whoever goes on: the parts
// that arrived do not come again, and people can see how far it is.
func TestPartsGoOnWhereTheyStopped(t *testing.T) {
	r := newMailroom(t)
	noise := make([]byte, 400<<10)
	_, _ = rand.NewChaCha8([32]byte{}).Read(noise)
	copies, err := filepath.Glob(filepath.Join(r.dir, "结果", "元氏县", "*", "*.xlsx"))
	if err != nil || len(copies) < 3 {
		t.Fatalf("%q, %v", copies, err)
	}
	for _, path := range copies { // with these, one mail takes one copy
		data, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, append(data, noise...), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(filepath.Join(r.dir, "jixiao.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	r.write("jixiao.yaml", strings.Replace(string(text), "mail:\n", "mail:\n  size_limit_mb: 1\n", 1))
	status := func() string {
		var out bytes.Buffer
		Main(t.Context(), []string{"jixiao", "status", r.dir}, Streams{In: strings.NewReader(""), Out: &out, Err: &out})
		return out.String()
	}
	letters := 0
	r.server.Data = func(c *smtp.Conn) error {
		if letters++; letters == 3 {
			return c.Conn().Close() // the letter is there, the answer is not
		}
		return nil
	}
	r.jixiao(ExitUnprocessed, "send")
	for _, said := range []string{r.jixiao(ExitClean, "list"), status()} {
		r.says(said, "没有发全", "已发 2 封", "可能收到两次:第 3 封")
	}
	r.says(r.jixiao(ExitClean, "preview", "-o", filepath.Join(r.dir, "预览")), "(3/", ".eml")
	r.server.Data = nil
	r.says(r.jixiao(ExitClean, "send"), "没有发出 0 封")
	r.says(r.jixiao(ExitClean, "list"), "已发", "第 3 封")
	seen, files, doubtful := map[string]bool{}, map[string]bool{}, []string{}
	for _, l := range r.arrived() {
		if strings.Contains(l.text, "你可能已收到同样的一封") {
			doubtful = append(doubtful, l.subject)
		} else if seen[l.id] {
			t.Errorf("%s came twice unseen", l.id)
		}
		seen[l.id] = true
		if l.to == "office@county.example" {
			for name := range l.files {
				files[name] = true
			}
		}
	}
	if len(doubtful) != 1 || !strings.Contains(doubtful[0], "(3/") {
		t.Errorf("these say that they may be a second copy: %q", doubtful)
	}
	if len(files) != len(copies)+1 {
		t.Errorf("the bureau has %d files; %d copies and a summary were made", len(files), len(copies))
	}
}
