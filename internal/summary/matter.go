package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/roster"
)

// Matter is something that a person must confirm or know: nothing of the kind is decided silently.
type Matter struct {
	Kind       string `json:"kind"`
	Department string `json:"department"`
	Project    string `json:"project"`
	Path       string `json:"path"`
	Text       string `json:"text"`
}

// Kinds of matters.
const (
	MatterDepartment = "部门名称待确认"
	MatterProject    = "是否已报待确认"
	MatterStranger   = "名单外部门"
	MatterUnlisted   = "名单外项目"
	MatterRepeated   = "名单重复"
	MatterLate       = "迟报"
	MatterSavedLate  = "疑似迟报"
	MatterYear       = "其他年度"
	MatterUnequal    = "分值合计不是100"
	MatterOlder      = "已被替代"
	MatterTwice      = "疑似重复报送"
	MatterPlace      = "县区待确认"
	MatterMoney      = "金额存疑"
)

// held is the roster of one county held against its forms.
type held struct {
	county  string // on forms of several counties
	entries []Due
	forms   []*Form
	filings []roster.Filing
	*roster.Result
}

// holdRoster compares the roster with the forms, county by county.
func (f *Figures) holdRoster(in *Input) {
	if in.Roster == nil {
		return
	}
	var order []string
	parts := map[string]*held{}
	part := func(county string) *held {
		if parts[county] == nil {
			parts[county] = &held{county: county}
			order = append(order, county)
		}
		return parts[county]
	}
	for i, d := range in.Roster {
		p := part(in.owner(i))
		p.entries = append(p.entries, d)
	}
	for _, x := range f.forms {
		if x.State.recognised() {
			p := part(x.County)
			p.forms = append(p.forms, x)
			p.filings = append(p.filings, roster.Filing{Department: x.Department, Unit: x.Unit, Project: x.Project, Code: x.Code, Whole: x.Whole})
		}
	}
	for _, county := range order {
		p := parts[county]
		p.Result = roster.Hold(p.entries, p.filings)
		f.held = append(f.held, p)
		for i, m := range p.Matches {
			f.Due++
			f.price(p.entries[i].Amount, m.State == roster.Filed)
			switch m.State {
			case roster.Filed:
				f.Filed++
				x := p.forms[m.Filing]
				x.Fund = p.entries[i].Fund
				switch x.late(p.entries[i].Due) {
				case MatterLate:
					f.Late++
				case MatterSavedLate:
					f.SavedLate++
				}
			case roster.Confirm:
				f.Confirm++
			default:
				d := p.entries[i]
				if county != "" {
					d.County = county
				}
				f.Missing = append(f.Missing, d)
			}
		}
	}
}

// price adds the amount of one entry of the roster.
func (f *Figures) price(amount decimal.Null, filed bool) {
	if !amount.Valid {
		f.Unpriced++
		return
	}
	f.DueAmount = plus(f.DueAmount, amount)
	if !filed {
		amount = decimal.Some(decimal.Decimal{})
	}
	f.FiledAmount = plus(f.FiledAmount, amount)
}

// late says how a form stands against its day: late by the record of its receipt, or, where nobody recorded
// that, perhaps late because its workbook was saved later. "" when in time or not known.
func (x *Form) late(due string) string {
	switch {
	case due == "":
		return ""
	case x.Received > due:
		return MatterLate
	case x.Received == "" && !x.firstSaved().IsZero() && dayOf(x.firstSaved()) > due:
		return MatterSavedLate
	}
	return ""
}

// owner is the county of an entry of a merged roster.
func (in *Input) owner(i int) string {
	if in.owners == nil {
		return ""
	}
	return in.owners[i]
}

// matters lists what a person must look at.
func (f *Figures) matters(in *Input) {
	for _, p := range f.held {
		p.matters(f)
	}
	for _, d := range in.Repeated {
		f.matter(MatterRepeated, d.Department, d.Project, "", fmt.Sprintf("名单第 %d 行与前面重复,只算一次", d.Line))
	}
	for _, x := range f.aside {
		switch x.why {
		case superseded:
			f.about(MatterOlder, x.Form, "同一项目报了不止一份,"+x.text+",本份不计入")
		case otherYear:
			f.about(MatterYear, x.Form, x.text)
		case homeless:
			f.about(MatterPlace, x.Form, x.text)
		}
	}
	for _, group := range f.doubtful {
		var paths []string
		for _, x := range group {
			paths = append(paths, x.Path)
		}
		f.about(MatterTwice, group[0], "同一项目报了不止一份而内容不同,不能确定以哪份为准,都已计入:"+strings.Join(paths, "、"))
	}
	for _, x := range f.forms {
		if x.Places != "" {
			f.about(MatterPlace, x, "表内和文件夹都不能确定是哪个县区,可能是:"+x.Places)
		}
		if x.scored() && x.Unequal {
			f.about(MatterUnequal, x, "各项分值合计不是100,得分不能与其他项目相比,未计入平均和等级个数;请更正后重报")
		}
		if x.State.recognised() && x.Money.Doubt != "" {
			f.about(MatterMoney, x, x.Money.Doubt+":"+x.Money.text()+",未计入合计")
		}
	}
	slices.SortStableFunc(f.Matters, func(a, b Matter) int {
		return cmp.Compare(slices.Index(matterOrder, a.Kind), slices.Index(matterOrder, b.Kind))
	})
}

// matterOrder is the order in which they are listed: first what changes figures.
var matterOrder = []string{MatterDepartment, MatterProject, MatterTwice, MatterOlder, MatterYear, MatterUnequal, MatterLate, MatterSavedLate, MatterStranger, MatterUnlisted, MatterRepeated, MatterPlace, MatterMoney}

func (p *held) matters(f *Figures) {
	for _, a := range p.Aliases {
		text := "表内“" + a.Form + "”与名单“" + a.Roster[0] + "”可能是同一部门,请确认后统一名称"
		if len(a.Roster) > 1 {
			text = "表内“" + a.Form + "”可能是名单中的“" + strings.Join(a.Roster, "”或“") + "”,请确认"
		}
		f.matter(MatterDepartment, a.Form, "", "", text)
	}
	for i, m := range p.Matches {
		switch d := p.entries[i]; m.State {
		case roster.Confirm:
			f.matter(MatterProject, d.Department, d.Project, p.forms[m.Filing].Path, "应报“"+d.Project+"”可能已报:"+m.Why+",请确认是否同一项目")
		case roster.Filed:
			switch x := p.forms[m.Filing]; x.late(d.Due) {
			case MatterLate:
				f.about(MatterLate, x, "期限 "+d.Due+",收到 "+x.Received)
			case MatterSavedLate:
				f.about(MatterSavedLate, x, "期限 "+d.Due+",没有收件记录,而文件自记最后保存于 "+dayOf(x.firstSaved())+",请核实收到的日期")
			}
		}
	}
	strangers := map[string]int{}
	for _, u := range p.Unlisted {
		x := p.forms[u.Filing]
		switch {
		case !u.Department:
			f.about(MatterUnlisted, x, "项目不在应报名单中")
		case strangers[x.department()] == 0:
			f.matter(MatterStranger, x.department(), "", x.Path, "主管部门不在应报名单中")
			fallthrough
		default:
			strangers[x.department()]++
		}
	}
}

func (f *Figures) about(kind string, x *Form, text string) {
	f.matter(kind, x.department(), x.name(), x.Path, text)
}

func (f *Figures) matter(kind, department, project, path, text string) {
	f.Matters = append(f.Matters, Matter{kind, department, project, path, text})
}

var matterColumns = []column{
	{title: "序号", width: 6, align: "center"},
	{title: "事项", width: 16, align: "center"},
	{title: "主管部门", width: 22},
	{title: "项目名称", width: 30},
	{title: "文件", width: 36},
	{title: "说明", width: 50},
	{title: "处理结果", width: 20},
}

// matterList writes 待确认事项; the last column is for the person who decides.
func (b *book) matterList(f *Figures) {
	if len(f.Matters) == 0 {
		return
	}
	b.list(list{name: sheetMatters, title: b.titled(sheetMatters), columns: matterColumns}, func(yield func(rowOf) bool) {
		for i, m := range f.Matters {
			if !yield(rowOf{values: []any{i + 1, m.Kind, m.Department, m.Project, m.Path, m.Text, nil}}) {
				return
			}
		}
	})
}
