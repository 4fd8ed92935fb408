package report

import (
	"encoding/xml"
	"strings"
	"testing"

	"jixiao/internal/finding"
	"jixiao/internal/form"
)

// Official punctuation is full width beside Chinese; numbers, times and Latin text keep theirs,
// and the mark of a gap must stay as people search for it.
func TestOfficial(t *testing.T) {
	for in, want := range map[string]string{
		"一,二;三:四": "一\uFF0C二\uFF1B三\uFF1A四", "共1,200元": "共1,200元", "执行率100%,得分10": "执行率100%\uFF0C得分10", "12:30开会": "12:30开会",
		"A, B (C)": "A, B (C)", "收支(含结转)": "收支\uFF08含结转\uFF09", "(一)概况": "\uFF08一\uFF09概况", "附件(2022)": "附件\uFF082022\uFF09", "f(x)": "f(x)",
		"【待填:文号】": "【待填:文号】", "好吗?": "好吗\uFF1F", ")孤立": "\uFF09孤立", "": "",
	} {
		if got := official(in); got != want {
			t.Errorf("official(%q) = %q, want %q", in, got, want)
		}
	}
}

// A Chinese ordinal that is read back as another number would renumber problems or miscount
// projects.
func TestOrdinals(t *testing.T) {
	seen := map[string]bool{}
	for n := 1; n < 100; n++ {
		word := ordinal(n)
		if seen[word] || numeral(word) != n || numeral(itoa(n)) != n {
			t.Errorf("%d is written %q and read %d", n, word, numeral(word))
		}
		seen[word] = true
	}
	for text, want := range map[string]int{"十": 10, "十二": 12, "二十": 20, "两": 2, "九十九": 99, "百": 0, "": 0} {
		if got := numeral(text); got != want {
			t.Errorf("numeral(%q) = %d, want %d", text, got, want)
		}
	}
}

// A project's name without its budget code must stay a name: years and short prefixes are kept.
func TestWithoutCode(t *testing.T) {
	for in, want := range map[string]string{
		"130132-道路养护": "道路养护", "51000021R000000019951-工资性支出": "工资性支出", "5G-基站建设": "5G-基站建设", "2022-乡村振兴": "2022-乡村振兴", "道路-养护": "道路-养护", "130132-": "130132-", "": "",
	} {
		if got := withoutCode(in); got != want {
			t.Errorf("withoutCode(%q) = %q, want %q", in, got, want)
		}
	}
}

// Filed values are quoted as filed: dates in Chinese, a bare number with its column's unit.
func TestValueText(t *testing.T) {
	for _, c := range []struct {
		value form.Value
		unit  string
		want  string
	}{
		{form.Value{Text: "2022-12-05", Date: true}, "", "2022年12月5日"}, {form.Value{Text: "35", Number: true}, "公里", "35公里"}, {form.Value{Text: "≥35公里"}, "公里", "≥35公里"},
		{form.Value{Text: "37个。"}, "", "37个"}, {form.Value{Text: " 一\n二 "}, "", "一 二"}, {form.Value{}, "个", ""},
	} {
		if got := valueText(c.value, c.unit); got != c.want {
			t.Errorf("valueText(%q, %q) = %q, want %q", c.value.Text, c.unit, got, c.want)
		}
	}
}

// Every finding must find a group that tells it: one that falls through would be left out of the
// report's problems.
func TestProblemGroups(t *testing.T) {
	groups, err := problemGroups()
	if err != nil {
		t.Fatal(err)
	}
	if last := groups[len(groups)-1]; len(last.Prefixes) != 1 || last.Prefixes[0] != "" {
		t.Error("the last group does not take what no other takes")
	}
	for _, g := range groups {
		if g.Text == "" || g.Measure == "" || strings.HasSuffix(g.Text+g.Measure, "。") {
			t.Errorf("group %v is not told as a clause", g.Prefixes)
		}
	}
	in := one(t, draft{name: "甲", department: "教育局", rows: fullRows(), budget: "20", executed: "20", findings: []finding.Finding{fault("NEW-01", finding.Error, "新的问题")}})
	if doc, _ := Build(in, nil); !strings.Contains(doc.Markdown(), "新的问题") {
		t.Error("a finding of a new code is not told")
	}
}

// The two writers must say the same: a sentence that only Markdown has would be tested and never
// printed.
func TestWritersAgree(t *testing.T) {
	for _, d := range departments() {
		doc, _ := d.build(t)
		data, err := doc.WriteDocx(nil)
		if err != nil {
			t.Fatal(err)
		}
		var runs []string
		decoder := xml.NewDecoder(strings.NewReader(string(partsOf(t, data)["word/document.xml"])))
		for {
			token, err := decoder.Token()
			if err != nil {
				break
			}
			if text, ok := token.(xml.CharData); ok {
				runs = append(runs, string(text))
			}
		}
		word, markdown := strings.Join(runs, ""), strings.NewReplacer(`\`, "").Replace(doc.Markdown())
		doc.each(func(text string) {
			if text = printable(text); !strings.Contains(word, text) || !strings.Contains(markdown, text) {
				t.Errorf("%s: a writer leaves out %q", d.name, text)
			}
		})
	}
}
