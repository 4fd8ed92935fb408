package blank

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/form"
	"jixiao/internal/layout"
	"jixiao/internal/recognize"
	"jixiao/internal/workbook"
)

// typed is one cell that somebody fills in: a text, or a number.
type typed struct {
	At    string `json:"at"`
	Value any    `json:"value"`
}

// facts are what a form says, by what it is: "row 3 target".
type facts map[string]string

// filler fills in a blank form with random legal content and remembers what it wrote.
type filler struct {
	*rand.Rand
	layout *layout.Layout
	form   *Form
	cells  []typed
	want   facts
	rows   map[int]int // printed row of the indicator table → the how manieth that is filled in
	score  float64
}

func fill(l *layout.Layout, f *Form, seed uint64) *filler {
	r := &filler{Rand: rand.New(rand.NewPCG(seed, 0)), layout: l, form: f, rows: map[int]int{}, want: facts{"layout": l.Name, "level": string(l.Level), "forms": "1"}}
	r.score = r.decimal(60, 100)
	r.choose()
	for _, s := range f.Slots {
		switch s.Block {
		case layout.Head:
			r.head(s)
		case layout.Funds:
			r.fund(s)
		case layout.Goals:
			r.goal(s)
		case layout.Indicators:
			r.indicator(s)
		case layout.Totals:
			r.total(s)
		case layout.Notes:
			if text := r.maybe(r.sentence()); text != "" {
				r.put(s, "note "+s.Label, text)
			}
		case layout.Skip:
			r.put(s, "", r.maybe(r.sentence()))
		}
	}
	return r
}

// put types a value and remembers it under a name, "" for what is not read.
func (r *filler) put(s Slot, what string, value any) {
	text := fmt.Sprint(value)
	if f, ok := value.(float64); ok {
		text = strconv.FormatFloat(f, 'f', -1, 64)
	}
	if text != "" {
		r.cells = append(r.cells, typed{s.Cell().String(), value})
	} else {
		text = s.Preset
	}
	if what != "" {
		r.want[what] = text
	}
}

func (r *filler) pick(words ...string) string { return words[r.IntN(len(words))] }

func (r *filler) maybe(s string) string {
	if r.IntN(5) == 0 {
		return ""
	}
	return s
}

func (r *filler) decimal(low, high int) float64 {
	f, _ := strconv.ParseFloat(strconv.FormatFloat(float64(low)+r.Float64()*float64(high-low), 'f', r.IntN(3), 64), 64)
	return f
}

func (r *filler) thing() string {
	return r.pick("村道", "水渠", "路灯", "校舍", "苗圃", "泵站", "公厕", "图书") + r.pick("新建", "维修", "养护", "更新", "巡查")
}

func (r *filler) sentence() string {
	s := r.thing() + r.pick("按计划完成", "进度偏慢", "已通过验收", "改善了出行条件")
	for range r.IntN(3) {
		s += r.pick(",", ";", "，", "\n", "、") + r.thing() + strconv.Itoa(1+r.IntN(99)) + r.pick("处", "公里", "%", "万元")
	}
	return s + r.pick("。", "", ".")
}

func (r *filler) office() string {
	return r.pick("某县", "某区", "某市") + r.pick("水利局", "教育局", "交通运输局", "农业农村局")
}

func (r *filler) head(s Slot) {
	switch s.Role {
	case layout.Year:
		year := 2015 + r.IntN(15)
		r.want["year"] = strconv.Itoa(year)
		r.put(s, "", r.pick(fmt.Sprintf("（%d年度）", year), fmt.Sprintf("(%d 年度)", year)))
	case layout.Name:
		r.put(s, "name", r.pick("", "130132-")+r.thing()+r.pick("项目", "补助资金", "经费(二期)", "工程"))
	case layout.Department:
		r.put(s, "department", r.office())
	case layout.Implementer:
		r.put(s, "unit", r.maybe(r.office()+r.pick("", "机关", "服务中心")))
	case layout.Code:
		r.put(s, "code", "13013222P0"+strconv.Itoa(1000+r.IntN(9000)))
	case layout.Person:
		r.put(s, "person", r.maybe("项目科"))
	case layout.MoneyUnit:
		r.put(s, "money unit", r.pick("万元", "元"))
	case form.SelfScore:
		r.put(s, "total score", r.score)
	case form.ReviewScore:
		r.put(s, "total review", r.decimal(60, 100))
	case layout.Grade:
		r.put(s, "grade", r.pick("优", "良", "中", "差"))
	default:
		r.put(s, "", r.maybe(r.pick("是", "否", "常年性项目")))
	}
}

func (r *filler) fund(s Slot) {
	what := fmt.Sprintf("fund %d %s", s.Row, s.Role)
	if s.Role == layout.Ignore {
		what = ""
	}
	switch s.Role {
	case form.Rate:
		r.put(s, what, r.pick("86.2%", "100%", "0.00%", "97.15%"))
	case form.Reason:
		r.put(s, what, r.maybe(r.sentence()))
	case form.Points:
		r.put(s, what, float64(5*(1+r.IntN(4))))
	case form.SelfScore, form.ReviewScore:
		r.put(s, what, r.decimal(0, 10))
	default:
		if s.Row > 0 && r.IntN(4) == 0 {
			r.put(s, what, "")
		} else {
			r.put(s, what, r.decimal(0, 5000))
		}
	}
	if budget := fmt.Sprintf("fund %d %s", s.Row, form.Budget); s.Role == form.Initial && r.layout.Block(layout.Funds).Column(form.Budget) == nil {
		r.want[budget] = r.want[what] // the only budget is the one that counts
	}
}

func (r *filler) goal(s Slot) {
	text := r.sentence()
	if s.Role == form.Completion {
		text = r.pick("100%", "95%")
	}
	switch s.Role {
	case layout.Adjusted: // in force where it is filled in
		if r.IntN(2) == 0 {
			r.put(s, "goal expected", text)
		}
	case layout.Ignore:
		r.put(s, "", text)
	default:
		r.put(s, "goal "+string(s.Role), text)
	}
}

// choose picks the rows of the indicator table that are filled in.
func (r *filler) choose() {
	for _, s := range r.form.Slots {
		if s.Block != layout.Indicators || s.Role != form.Level3 {
			continue
		}
		if len(r.rows) == 0 || r.IntN(4) > 0 {
			n := len(r.rows)
			r.rows[s.Row] = n
			r.want[fmt.Sprintf("row %d level1", n)], _, _ = strings.Cut(s.Level1, "\n")
			r.want[fmt.Sprintf("row %d level2", n)] = s.Level2
		}
	}
	r.want["rows"] = strconv.Itoa(len(r.rows))
}

func (r *filler) indicator(s Slot) {
	n, used := r.rows[s.Row]
	if !used {
		return
	}
	what := fmt.Sprintf("row %d %s", n, s.Role)
	switch s.Role {
	case layout.Ignore:
		r.put(s, "", r.maybe("3"))
	case form.Level2:
		r.put(s, what, r.pick("数量指标", "质量指标"))
	case form.Level3:
		name := r.thing() + r.pick("数量", "合格率", "及时率", "单位成本", "群众满意度")
		r.want[fmt.Sprintf("row %d name", n)] = name
		r.put(s, what, r.pick("", "", "指标1:", "★")+name)
	case layout.Adjusted:
		if r.IntN(2) == 0 {
			r.put(s, fmt.Sprintf("row %d target", n), r.decimal(1, 500))
		}
	case form.Target, form.Actual:
		r.put(s, what, r.amount(s.Role))
	case form.Direction:
		r.put(s, what, r.pick(signs...))
	case form.Polarity:
		r.put(s, what, r.pick(polarities...))
	case form.Unit:
		r.put(s, what, r.pick("个", "%", "万元", "公里", "项"))
	case form.Points, form.SelfScore, form.ReviewScore, form.Converted:
		r.put(s, what, r.decimal(0, 20))
	case form.WeightShare: // not kept
		r.put(s, "", r.pick("15%", "10%"))
	case form.Completion, form.Factor:
		r.put(s, what, r.pick("100%", "92.5%"))
	default:
		r.put(s, what, r.maybe(r.sentence()))
	}
}

func (r *filler) amount(role form.Role) any {
	direct := r.layout.Block(layout.Indicators).Column(form.Direction) == nil
	switch r.IntN(4) {
	case 0:
		return r.decimal(1, 900)
	case 1:
		return r.pick("2023年12月底前", "11月20日", "全年")
	case 2:
		return r.pick("有所改善", "达成预期指标", "部分达成", "优良中低差", "较好")
	}
	text := strconv.Itoa(1+r.IntN(99)) + r.pick("%", "个", "公里", "万元", "次")
	if direct && role == form.Target {
		text = r.pick("≥", "≤", "不低于", "=", "") + text
	}
	return text
}

func (r *filler) total(s Slot) {
	switch s.Role {
	case form.Points:
		r.put(s, "total points", "")
	case form.SelfScore:
		r.put(s, "total score", r.score)
	case form.ReviewScore:
		r.put(s, "total review", r.decimal(60, 100))
	}
}

// read gathers the facts that a filled-in workbook is read as.
func read(t testing.TB, data []byte, set *layout.Set) facts {
	t.Helper()
	book, err := workbook.Open(data, workbook.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	out := facts{}
	count := 0
	for _, sheet := range book.Sheets() {
		res := recognize.Sheet(sheet, set)
		for i, x := range res.Findings {
			out[fmt.Sprintf("finding %d", i)] = x.Code + " " + x.Message
		}
		for _, f := range res.Forms {
			count++
			out.add(f)
		}
	}
	out["forms"] = strconv.Itoa(count)
	return out
}

func (m facts) add(f *form.Form) {
	m["layout"], m["level"], m["year"], m["rows"] = f.Layout, string(f.Level), strconv.Itoa(f.Year), strconv.Itoa(len(f.Indicators))
	p := f.Project
	m["name"], m["department"], m["unit"], m["code"], m["person"] = p.Name.Text, p.Department.Text, p.Unit.Text, p.Code.Text, p.Person.Text
	m["money unit"] = f.Funds.MoneyUnit
	for n, r := range f.Funds.Rows {
		for role, v := range map[form.Role]form.Value{form.Label: r.Label, form.Initial: r.Initial, form.Budget: r.Budget, form.Received: r.Received,
			form.Executed: r.Executed, form.Rate: r.Rate, form.Points: r.Points, form.SelfScore: r.Score, form.ReviewScore: r.ReviewScore, form.Reason: r.Reason} {
			m[fmt.Sprintf("fund %d %s", n, role)] = v.Text
		}
	}
	for _, g := range f.Goals {
		m["goal expected"], m["goal actual"], m["goal completion"] = g.Expected.Text, g.Actual.Text, g.Completion.Text
	}
	for n := range f.Indicators {
		i := &f.Indicators[n]
		for _, role := range []form.Role{form.Level3, form.Describe, form.Direction, form.Polarity, form.Unit, form.Target, form.Actual, form.Completion,
			form.Points, form.Factor, form.SelfScore, form.ReviewScore, form.Converted, form.Reason, form.Evidence, form.Remark} {
			m[fmt.Sprintf("row %d %s", n, role)] = i.Cell(role).Text
		}
		m[fmt.Sprintf("row %d level1", n)], m[fmt.Sprintf("row %d level2", n)], m[fmt.Sprintf("row %d name", n)] = i.Level1, i.Level2, i.Name
	}
	m["total points"], m["total score"], m["total review"], m["grade"] = f.Total.Points.Text, f.Total.Score.Text, f.Total.ReviewScore.Text, f.Total.Grade.Text
	for _, n := range f.Notes {
		m["note "+n.Label] = n.Text.Text
	}
}

// differences compares what was written and read; a fact that is missing is a blank one.
func (m facts) differences(got facts) string {
	var b strings.Builder
	for what, want := range m {
		if got[what] != want {
			fmt.Fprintf(&b, "%s: %q, want %q\n", what, got[what], want)
		}
	}
	for what, g := range got {
		if _, ok := m[what]; !ok && g != "" && unexpected(what) {
			fmt.Fprintf(&b, "%s: %q out of nowhere\n", what, g)
		}
	}
	return b.String()
}

// unexpected tells what nobody typed from what the form prints.
func unexpected(what string) bool {
	return !strings.HasSuffix(what, " label") && what != "money unit" && !(strings.HasPrefix(what, "fund ") && (strings.HasSuffix(what, " points") || strings.HasSuffix(what, " score")))
}

// withExcelize types the values into the blank form.
func withExcelize(t testing.TB, blank []byte, cells []typed) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(blank))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, c := range cells {
		if err := f.SetCellValue(FormSheet, c.At, c.Value); err != nil {
			t.Fatal(err)
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
