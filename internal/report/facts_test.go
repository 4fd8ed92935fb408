package report

import (
	"errors"
	"strings"
	"testing"
)

// The template is what a department starts from: as it is it must load and say nothing.
func TestFactsTemplate(t *testing.T) {
	facts, err := LoadFacts("facts.yaml", FactsTemplate())
	if err != nil {
		t.Fatal(err)
	}
	if facts.Department != "" || facts.Duties != "" || facts.Units != nil || facts.Accounts.Total.Valid || facts.Members != nil {
		t.Errorf("the template says something: %+v", facts)
	}
	uncommented := strings.NewReplacer("#  - ", "  - ", "#    - ", "    - ").Replace(string(FactsTemplate()))
	if facts, err = LoadFacts("facts.yaml", []byte(uncommented)); err != nil {
		t.Fatalf("the examples of the template do not load: %v", err)
	}
	if len(facts.Units) != 1 || len(facts.Members) != 1 || len(facts.Work.Steps) != 1 || len(facts.Problems) != 1 {
		t.Errorf("examples are lost: %+v", facts)
	}
}

// A slip in the file must be told with its line, all at once, and with the likely right word: a
// key that is silently ignored leaves a gap in an official document.
func TestFactsErrors(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"departmnt: 教育局", "f.yaml 第1行第1列:不认识“departmnt”,是否想写 department?"},
		{"staff:\n  servng: 5", "f.yaml 第2行第3列:不认识“servng”,是否想写 serving?"},
		{"staff: 五人", "f.yaml 第1行第8列:“staff”下应分行写“键: 值”"},
		{"staff: {serving: 五}", "f.yaml 第1行第18列:“staff.serving”应为整数,现为“五”"},
		{"staff: {serving: -1}", "应为整数"},
		{"accounts: {total: 111.77万元}", "f.yaml 第1行第19列:“accounts.total”应为数字,不写单位,现为“111.77万元”"},
		{"accounts: {total: 1E+99}", "应为数字"},
		{"accounts: {total: 123456789012345678901234}", "应为数字"},
		{"units: 某局", "f.yaml 第1行第8列:“units”下应一行一条"},
		{"units: [某局]", "f.yaml 第1行第9列:“units[0]”下应分行写“键: 值”"},
		{"duties: [甲]", "“duties”应为一段文字"},
		{"year: 2022\nyear: 2023", "f.yaml 第2行"},
		{"a: &x 1\nb: *x", "f.yaml 第1行第1列"},
		{"duties: &x 甲\ngoal: *x", "不用 YAML 引用"},
		{"xyzxyz: 1", "这里可以写 department、name"},
		{"- 甲", "首行如 department"},
		{"duties: \"甲", "不是有效的 YAML"},
		{"\xff\xfe", "不是 UTF-8 编码"},
	} {
		_, err := LoadFacts("f.yaml", []byte(c.yaml))
		var list *FactsError
		if !errors.As(err, &list) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.yaml, err, c.want)
		}
	}
	_, err := LoadFacts("f.yaml", []byte("yaer: 1\nnmae: 2"))
	var list *FactsError
	if !errors.As(err, &list) || len(list.Problems) != 2 {
		t.Errorf("two faults, reported %v", err)
	}
	for _, ok := range []string{"", "# 只有说明\n", "\xEF\xBB\xBFyear: 2022", "accounts: {percent: 16.02%}", "problems: 一句话", "duties:\n", "null"} {
		if _, err := LoadFacts("f.yaml", []byte(ok)); err != nil {
			t.Errorf("%q: %v", ok, err)
		}
	}
}

// Whatever a file holds, it gives facts or problems with places, never a panic.
func FuzzFacts(f *testing.F) {
	f.Add(FactsTemplate())
	f.Add([]byte(wholeFacts))
	f.Add([]byte("units: [{name: a}, 3, null]\nstaff: {serving: 1e3}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		facts, err := LoadFacts("f.yaml", data)
		if (facts == nil) == (err == nil) {
			t.Fatalf("facts %v, error %v", facts, err)
		}
		if facts != nil {
			doc, _ := Build(&Input{}, facts)
			if doc.Markdown() == "" {
				t.Fatal("an empty report")
			}
		}
	})
}
