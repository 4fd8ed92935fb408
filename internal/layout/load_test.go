package layout

import (
	"strings"
	"testing"
	"testing/fstest"

	"jixiao/internal/form"
)

// The layouts that come with the program must load and be complete, or forms cannot be read.
func TestBuiltin(t *testing.T) {
	names := map[string]bool{}
	for _, l := range Builtin().Layouts {
		if names[l.Name] {
			t.Errorf("%s twice", l.Name)
		}
		names[l.Name] = true
		if len(l.Seen) == 0 || len(l.Titles) == 0 {
			t.Errorf("%s: seen or titles missing", l.Name)
		}
	}
	for _, want := range []string{"central-2020", "central-2020-dept", "central-2021", "hebei-2020", "sichuan-2023", "yunnan-2022",
		"neimenggu-2024", "hainan-2023", "xinjiang-2023", "poverty-2019", "ningxia-2022", "yinchuan-2021", "beijing-2016", "hubei-ab",
		"guangshui-2019", "wuhan-2021", "chongqing-2022", "transfer-2019", "transfer-2022", "transfer-food-2021", "transfer-drug-2021",
		"shenzhen-bond-2022", "suzhou-2017", "hunan-dept-2014"} {
		if !names[want] {
			t.Errorf("%s is not described", want)
		}
	}
}

// A county's own file that is wrong must be told where and what was expected.
func TestFaults(t *testing.T) {
	const head = "title: 甲表\nlevel: project\n"
	for name, c := range map[string]struct{ text, want string }{
		"unknown key":    {head + "blokcs: []\n", "own.yaml 第3行第1列:一种自评表的描述中不认识 \"blokcs\",是否为“blocks”?"},
		"unknown role":   {head + "blocks:\n  - indicators:\n      columns:\n        targett: 指标值\n", "第6行第9列:绩效指标的列中不认识 \"targett\",是否为“target”?"},
		"level":          {"title: 甲\nlevel: projekt\nblocks: []\n", "第2行第8列:level 应为 project、department、transfer,现为 \"projekt\",是否为“project”?"},
		"no indicators":  {head + "blocks:\n  - head: {name: 项目名称}\n", "缺少 indicators"},
		"no title":       {"level: project\nblocks: []\n", "缺少 title"},
		"twice":          {head + "title: 乙表\n", "title 重复"},
		"not a list":     {head + "blocks: 甲\n", "第3行第9列:blocks 应为列表"},
		"blank word":     {head + "blocks:\n  - total: [\"\"]\n", "第4行第13列:应为一段文字"},
		"no words":       {head + "blocks:\n  - indicators: {columns: {target: {group: 甲}}}\n", "列 target 缺少 words"},
		"optional":       {head + "blocks:\n  - indicators: {columns: {target: {words: 甲, optional: ja}}}\n", "optional 应为 true 或 false"},
		"no name column": {head + "blocks:\n  - indicators: {columns: {target: 甲}}\n", "没有 level3"},
		"empty":          {"", "文件是空的"},
		"not yaml":       {"a: [", "不是有效的 YAML"},
		"not a mapping":  {"- a\n", "应为“键: 值”的形式"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := With(fstest.MapFS{"own.yaml": {Data: []byte(c.text)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// All faults of a file are told at once, and a county's file can replace a built-in one.
func TestSeveralFaultsAndReplacement(t *testing.T) {
	_, err := With(fstest.MapFS{"own.yaml": {Data: []byte("titel: 甲\nlevel: x\n")}})
	if err == nil || strings.Count(err.Error(), "own.yaml") != 2 {
		t.Errorf("errors %v", err)
	}
	own := "name: central-2020\ntitle: 本县自评表\nlevel: project\nblocks:\n  - indicators: {columns: {level3: 考核要点, target: 计划, actual: 完成}}\n"
	s, err := With(fstest.MapFS{"own.yaml": {Data: []byte(own)}})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Layout("central-2020"); got == nil || got.Title != "本县自评表" || len(s.Layouts) != len(Builtin().Layouts) {
		t.Errorf("not replaced: %+v", got)
	}
}

// Headings are known however writers space, bracket and decorate them, and data is not taken for one.
func TestLookup(t *testing.T) {
	s := Builtin()
	for text, want := range map[string]struct {
		kind Kind
		role form.Role
	}{
		"年度\n指标值":                   {Indicators, form.Target},
		"三级 指标":                     {Indicators, form.Level3},
		"年初目标值（A）":                  {Indicators, form.Target},
		"年初目标值(A":                   {Indicators, form.Target},
		"执行数B）":                     {Funds, form.Executed},
		"执行率（B／A）":                  {Funds, form.Rate},
		"预算执行率(B/A×100%)":           {Funds, form.Rate},
		"全年（调整）预算数":                 {Funds, form.Budget},
		"预算安排情况(调整后): 预算数":          {Funds, form.Budget},
		"得分（20分*执行率）":               {Funds, form.SelfScore},
		"自评得分:单项指标得分":               {Indicators, form.SelfScore},
		"指标权重（分）":                   {Indicators, form.Points},
		"1.项目年度目标":                  {Goals, Expected},
		"五、存在问题、原因及下一步整改措施":         {Notes, Note},
		"项　目　名　称":                   {Head, Name},
		"实施单位（盖章）":                  {Head, Implementer},
		"预期指标值 (符号 / 值 / 单位(文字描述))": {Indicators, form.Target},
		"2022年度指标值":                 {Indicators, form.Target},
		"2023年预算数":                  {Funds, form.Budget},
		"总 分":                       {Totals, Total},
		"其中：当年财政拨款":                 {FundRow, Source},
		"年度资金总额：":                   {FundRow, Total},
	} {
		if e := s.Lookup(Key(text)); !e.Is(want.kind, want.role) {
			t.Errorf("%q: %+v, want %v %s", text, e, want.kind, want.role)
		}
	}
	for _, text := range []string{"道路维修", "≥95%", "100", "县财政局", "目标值达到95%以上", "指标1:维修路灯", "2022年度", "2022年底完成", "完成年度目标任务。", "50分"} {
		if e := s.Lookup(Key(text)); e != nil {
			t.Errorf("%q is taken for %s", text, e.Word)
		}
	}
}

// A key is what writers have in common: the key of a key is the key, and it has no blanks.
func FuzzKey(f *testing.F) {
	f.Add("年度 指标值（Ａ）")
	f.Add("\u200b【甲】：％")
	f.Fuzz(func(t *testing.T, s string) {
		k := Key(s)
		if Key(k) != k {
			t.Errorf("Key(%q) = %q, again %q", s, k, Key(k))
		}
		if strings.ContainsAny(k, " \t\n\u3000（）") {
			t.Errorf("Key(%q) = %q", s, k)
		}
		Builtin().Lookup(k)
	})
}

// The distance is that of single characters, whatever their length in bytes.
func TestNearest(t *testing.T) {
	if d := Distance("年度指标植", "年度指标值"); d != 1 {
		t.Errorf("distance %d", d)
	}
	if got := Nearest("实际完成直", []string{"年度指标值", "实际完成值"}); got != "实际完成值" {
		t.Errorf("nearest %q", got)
	}
	if got := Nearest("甲乙", []string{"年度指标值"}); got != "" {
		t.Errorf("nearest %q", got)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := With(fstest.MapFS{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	s := Builtin()
	keys := []string{Key("三级指标"), Key("执行率(B/A)"), Key("自评得分:单项指标得分"), Key("维修道路十公里"), Key("≥95%"), Key("(50分)")}
	b.ReportAllocs()
	for b.Loop() {
		for _, k := range keys {
			s.Lookup(k)
		}
	}
}
