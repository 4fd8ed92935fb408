package rule

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Bureaus hand over what their systems and Excel export: any order of columns, GBK or UTF-8, tabs,
// and the headings say what it is.
func TestReferenceFiles(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("主管部门,项目名称\r\n示例县人社局,职业技能培训\r\n,\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data string
		want Reference
	}{
		"approval": {"\ufeff项目名称,三级指标,年度指标值,分值\n职业技能培训,培训次数,≥26次,10\n",
			Reference{Approved: []Approved{{"职业技能培训", "培训次数", "≥26次", "10"}}}},
		"columns": {"项目名称,三级指标,符号,指标值,计量单位\n职业技能培训,培训次数,≥,26,次\n职业技能培训,完成情况,定性,良好,\n养老服务,,,,\n",
			Reference{Approved: []Approved{{"职业技能培训", "培训次数", "≥26次", ""}, {"职业技能培训", "完成情况", "良好", ""}}}},
		"accounts": {"项目名称\t决算数(万元)\n职业技能培训\t1,200.5\n", Reference{Accounts: []Account{{"职业技能培训", "1200.5"}}}},
		"yuan":     {"项目名称,支付数(元)\n职业技能培训,\"200,000\"\n", Reference{Accounts: []Account{{"职业技能培训", "20.0000"}}}},
		"roster":   {gbk, Reference{Roster: []Expected{{"示例县人社局", "职业技能培训"}}}},
		"alarms":   {"项目名称,三级指标,预警\n职业技能培训,培训次数,红灯\n职业技能培训,就业率,绿灯\n", Reference{Red: []Alarm{{"职业技能培训", "培训次数"}}}},
	} {
		var got Reference
		if err := got.Add(name+".csv", []byte(c.data)); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A file that cannot be used must say which line and why; half of it must not count.
func TestReferenceFaults(t *testing.T) {
	for data, want := range map[string]string{
		"":             "没有内容",
		"项目名称\n":       "没有内容",
		"部门,金额\n甲,1\n": "没有“项目名称”",
		"项目名称,执行数\n甲,20\n乙,约20\n":     "第 3 行:“约20”不是金额",
		"项目名称,三级指标\n甲,\"未完\n":         "引号",
		"\xff\xfe\x00\x01\n\xff,\xff": "",
	} {
		var r Reference
		err := r.Add("参照.csv", []byte(data))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", data, err, want)
		}
		if len(r.Accounts)+len(r.Approved)+len(r.Roster)+len(r.Red) > 0 {
			t.Errorf("%q: half of it was taken: %+v", data, r)
		}
	}
}

// Whatever the file holds, reading ends and either says what is wrong or takes something.
func FuzzReference(f *testing.F) {
	f.Add([]byte("项目名称,执行数\n甲,20\n"))
	f.Add([]byte("项目名称\t三级指标\t指标值\n甲\t乙\t≥1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r Reference
		if err := r.Add("a", data); err != nil && len(r.Accounts)+len(r.Approved)+len(r.Roster)+len(r.Red) > 0 {
			t.Errorf("%q: %v, and yet taken", data, err)
		}
	})
}

// A roster that names departments shortly meets forms that name them with their county.
func TestRosterDepartments(t *testing.T) {
	for want, line := range map[string]string{
		"": "名单 人社局 职业技能培训", "L-XF-01  住建局应自评1个项目,缺少1个:“职业技能培训”": "名单 住建局 职业技能培训",
	} {
		if got := lines(run(t, line)); got != want {
			t.Errorf("%s yields %q", line, got)
		}
	}
}
