package county

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"jixiao/internal/form"
)

func filled(unit, department, title, project string, year int) *form.Form {
	v := func(s string) form.Value { return form.Value{Text: s} }
	return &form.Form{Title: v(title), Year: year, Project: form.Project{Unit: v(unit), Department: v(department), Name: v(project)}}
}

// The ways in which published forms name their county, each of which once had to be sorted by hand.
func TestLocateForm(t *testing.T) {
	for _, c := range []struct{ unit, department, want, code string }{
		{"河北省元氏县工商业联合会本级", "元氏县工商业联合会", "元氏县", "130132"},
		{"", "元氏县工商联", "元氏县", "130132"},
		{"219001-池州市贵池区棠溪镇人民政府", "219-池州市贵池区棠溪镇", "贵池区", "341702"},
		{"[155]濉溪县民政局", "", "濉溪县", "340621"},
		{"314002-成安县民政局机关", "", "成安县", "130424"},
		{"石家庄市长安区教育局", "", "长安区", "130102"},
		{"长安区教育局", "西安市教育局", "长安区", "610116"},
		{"河北省石家庄市鹿泉市水务局", "", "鹿泉区", "130110"},
		{"石家庄高新区管委会", "", "石家庄市高新技术产业开发区", ""},
		{"石家庄市经开区财政局", "", "石家庄市经济技术开发区", ""},
		{"苏州工业园区教育局", "", "苏州工业园区", ""},
		{"北京市朝阳区水务局", "", "朝阳区", "110105"},
		{"辽宁省朝阳市财政局", "", "朝阳市", "211300"},
		{"大同市平城区城区街道", "", "平城区", "140213"},
		{"内江市市中区文化馆", "", "市中区", "511002"},
		{"赵县教育局", "", "赵县", "130133"},
		{"恩施土家族苗族自治州宣恩县人民医院", "", "宣恩县", "422825"},
		{"石家庄市民政局", "", "石家庄市", "130100"},
		{"广东丰顺县水务局", "", "丰顺县", "441423"},
		{"济源市财政局", "", "济源市", "419001"},
	} {
		got := Locate(Input{Path: "a.xlsx", Form: filled(c.unit, c.department, "", "", 0)}).County
		if got.Name != c.want || got.Code != c.code || got.From != "form" {
			t.Errorf("%q, %q: %+v, want %s %s", c.unit, c.department, got, c.want, c.code)
		}
	}
}

// A name that does not tell which county it is must stay open: a wrong county puts a form into
// another county's totals.
func TestNeverGuess(t *testing.T) {
	for _, c := range []struct {
		unit, department string
		among            []string
	}{
		{"长安区教育局", "", []string{"陕西省西安市长安区", "河北省石家庄市长安区"}},
		{"鼓楼区民政局", "", []string{"江苏省南京市鼓楼区", "福建省福州市鼓楼区"}},
		{"元氏县民政局", "赵县民政局", []string{"河北省石家庄市元氏县", "河北省石家庄市赵县"}},
		{"石家庄市桥东区教育局", "", []string{"河北省张家口市桥东区"}},
		{"湖北省元氏县民政局", "", []string{"河北省石家庄市元氏县"}},
	} {
		got := Locate(Input{Form: filled(c.unit, c.department, "", "", 0)}).County
		if got.Name != "" {
			t.Errorf("%q, %q: guessed %+v", c.unit, c.department, got)
		}
		for _, want := range c.among {
			if !slices.Contains(got.Ambiguous, want) {
				t.Errorf("%q, %q: %v lacks %s", c.unit, c.department, got.Ambiguous, want)
			}
		}
	}
	for _, unit := range []string{"", "教育局", "棠溪镇人民政府", "城区道路改造", "长安区域医疗中心", "新城区建设指挥部", "石家庄市某某镇政府", "南山小学"} {
		if got := Locate(Input{Form: filled(unit, "", "", "", 0)}).County; got.Name != "" || got.From != "" {
			t.Errorf("%q: guessed %+v", unit, got)
		}
	}
}

// The order of the sources is a decision users rely on: flag > roster > folder > form > file name.
func TestOrder(t *testing.T) {
	f := filled("赵县教育局", "", "", "", 2021)
	in := Input{Flag: "元氏县", FlagYear: 2025, Roster: "高邑县", RosterYear: 2024, Path: "2023年度/石家庄市/井陉县/教育局/平山县2020年度.xlsx", Form: f}
	for _, want := range []struct {
		name, from string
		year       int
		next       func()
	}{
		{"元氏县", "flag", 2025, func() { in.Flag, in.FlagYear = "", 0 }},
		{"高邑县", "roster", 2024, func() { in.Roster, in.RosterYear = "", 0 }},
		{"井陉县", "folder", 2023, func() { in.Path = "平山县2020年度.xlsx" }},
		{"赵县", "form", 2021, func() { in.Form = nil }},
		{"平山县", "file", 2020, func() { in.Path = "a.xlsx" }},
		{"", "", 0, func() {}},
	} {
		got := Locate(in)
		if got.County.Name != want.name || got.County.From != want.from || got.Year != want.year || got.YearFrom != want.from {
			t.Errorf("%+v, want %s by %s, %d", got, want.name, want.from, want.year)
		}
		want.next()
	}
}

// Folders and flags are often the bare name, and may be all that tells namesakes apart.
func TestFolderAndFlag(t *testing.T) {
	for _, c := range []struct {
		in   Input
		want string
		from string
	}{
		{Input{Path: "元氏2022/工商联/a.xlsx"}, "河北省石家庄市元氏县", "folder"},
		{Input{Path: "河北省/长安区/教育局/a.xlsx"}, "河北省石家庄市长安区", "folder"},
		{Input{Path: "石家庄/a.xlsx", Form: filled("长安区教育局", "", "", "", 0)}, "河北省石家庄市长安区", "form"},
		{Input{Path: "石家庄市/a.xlsx", Form: filled("元氏县教育局", "", "", "", 0)}, "河北省石家庄市元氏县", "form"},
		{Input{Flag: "元氏"}, "河北省石家庄市元氏县", "flag"},
		{Input{Flag: "河北省石家庄市元氏县"}, "河北省石家庄市元氏县", "flag"},
		{Input{Flag: "石家庄市"}, "河北省石家庄市", "flag"},
		{Input{Flag: "某某开发区"}, "某某开发区", "flag"},
	} {
		got := Locate(c.in).County
		if got.FullName() != c.want || got.From != c.from {
			t.Errorf("%+v: %+v, want %s by %s", c.in, got, c.want, c.from)
		}
	}
}

// A year out of a date of submission would move a form into another year's summary.
func TestYear(t *testing.T) {
	for name, want := range map[string]int{
		"2022年度": 2022, "2022年绩效自评": 2022, "yuanshi-2022": 2022, "2022": 2022, "元氏县2021年度(2022年报送)": 2021,
		"20230315": 0, "2023年3月15日": 0, "2023-03-15": 0, "2021-2022": 0, "2021、2022年": 0, "12022": 0, "1999年度": 0, "": 0, "2021年度2022年度": 0,
	} {
		if got := yearIn(name); got != want {
			t.Errorf("yearIn(%q) = %d, want %d", name, got, want)
		}
	}
}

// One department must not fall apart into two because of codes and county names in front.
func TestDepartment(t *testing.T) {
	for in, want := range map[string]string{
		"元氏县工商联": "工商联", "219001-元氏县工商业联合会": "工商业联合会", "河北省元氏县工商业联合会本级": "工商业联合会", "[155]濉溪县民政局": "民政局",
		"314002-成安县民政局机关": "民政局", "青神县发展和改革局(本级)": "发展和改革局", "元氏县 财政局": "财政局", "219001-池州市贵池区棠溪镇人民政府": "棠溪镇人民政府",
		"元氏县": "元氏县", "": "", "203-省教育厅": "省教育厅", "219001": "219001", "本级": "本级",
	} {
		if got := Department(in); got != want {
			t.Errorf("Department(%q) = %q, want %q", in, got, want)
		}
	}
}

// The table must be whole and each former name must lead to a county that exists.
func TestTable(t *testing.T) {
	counties := 0
	codes := map[string]bool{}
	each(divisions, func(f []string) {
		codes[f[0]] = true
		if f[0][4:] != "00" {
			counties++
		}
	})
	if counties < 2900 {
		t.Errorf("%d counties, want at least 2900", counties)
	}
	each(former, func(f []string) {
		if !codes[f[1]] {
			t.Errorf("former name %s leads to unknown code %s", f[0], f[1])
		}
	})
	for name, list := range table().byName {
		for _, d := range list {
			if d.Province == "" || d.level == county && d.Name == "" {
				t.Errorf("%s: incomplete %+v", name, d)
			}
		}
	}
}

// Any text must give an answer that is either one county, or open, never both and never a panic.
func FuzzLocate(f *testing.F) {
	for _, s := range []string{"河北省元氏县工商业联合会本级", "元氏/工商联/a.xlsx", "长安区2022", "石家庄高新区", "城区", "\xff\xfe", "219001-"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, in := range []Input{{Flag: a, Path: b}, {Path: a, Form: filled(b, a, b, a, 0)}, {Roster: a, Path: b + "/x.xlsx"}} {
			p := Locate(in)
			if p.County.Name != "" && len(p.County.Ambiguous) > 0 {
				t.Fatalf("%+v is both settled and open", p.County)
			}
			if (p.County.From == "") != (p.County.Name == "" && len(p.County.Ambiguous) == 0) || (p.Year == 0) != (p.YearFrom == "") {
				t.Fatalf("%+v does not say where it comes from", p)
			}
		}
		if d := Department(a); utf8.ValidString(a) && strings.TrimSpace(a) != "" && d == "" {
			t.Fatalf("Department(%q) is empty", a)
		}
	})
}

func BenchmarkLocate(b *testing.B) {
	in := Input{Path: "元氏县/工商联/党建活动经费.xlsx", Form: filled("河北省元氏县工商业联合会本级", "元氏县工商业联合会", "项目支出绩效自评表", "党建活动经费", 2022)}
	Locate(in)
	b.ReportAllocs()
	for b.Loop() {
		Locate(in)
	}
}
