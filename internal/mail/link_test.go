package mail

import (
	"html/template"
	"strings"
	"testing"
)

// A link must open on the recipient's machine: names are escaped, a Windows share becomes a file
// address, and without a base there is none rather than a broken one.
func TestLinks(t *testing.T) {
	const path = "结果/元氏县/党建 经费#1.xlsx"
	const escaped = "%E7%BB%93%E6%9E%9C/%E5%85%83%E6%B0%8F%E5%8E%BF/%E5%85%9A%E5%BB%BA%20%E7%BB%8F%E8%B4%B9%231.xlsx"
	for base, want := range map[string]template.URL{
		"":                        "",
		"https://nas.example/jx/": "https://nas.example/jx/" + escaped,
		"javascript:alert(1)//":   "",
		`\\server\jx`:             "file://server/jx/" + escaped,
	} {
		if got := link(base, path); got != want {
			t.Errorf("%q: %q, want %q", base, got, want)
		}
	}
	// The HTML template blocks addresses that it thinks unsafe; a share must get through it.
	files := workspace()
	l := plan(sample(files), Limits{})[0]
	m, err := Compose(&l, Options{From: office, Files: files, Now: at, LinkBase: `\\server\jx`})
	if err != nil {
		t.Fatal(err)
	}
	if html := parse(t, m.Data).html; !strings.Contains(html, `href="file://server/jx/%E7%BB%93`) {
		t.Errorf("no link in:\n%s", html)
	}
}
