package rule

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
)

// pass is one run of the checks over one form: the input, what several checks derive from it,
// and the findings so far.
type pass struct {
	*Input
	rules    *ruleset.RuleSet
	rows     []row        // real indicator rows: no template rows, no rows that do not apply
	fund     *form.Fund   // the row of all sources, nil when there is none
	counted  []*row       // the rows whose points and scores make up the total, each once
	spare    []form.Value // cells of template rows left in the form
	check    *Check
	severity finding.Severity // of check, which a rule set may raise
	out      []finding.Finding

	pointed  bool // the form gives points to most of its rows
	complete bool // and to every row that should have them
}

// row is one indicator with its score and with its words normalised for comparing.
type row struct {
	*form.Indicator
	score        *score.Row
	at           int // index in Form.Indicators
	name, l1, l2 string
	reason       quantity.Reason // why it could not be read or compared
	points, self decimal.Null
	spread       bool // points or score are merged over rows: they are not of this row alone
	child        bool // counted in another row
	group        bool // other rows are counted in this one
}

var noRow = score.Row{Parent: -1, Decision: score.NoScore}

func newPass(in *Input) *pass {
	p := &pass{Input: in, rules: in.Rules}
	if p.rules == nil {
		p.rules, _ = ruleset.Builtin(ruleset.Default) // embedded: it loads or the tests fail
	}
	if in.Score == nil {
		p.Input = &Input{Form: in.Form, Score: &score.Sheet{Form: in.Form, Funds: score.Funds{Row: -1}}, Reference: in.Reference}
	}
	p.fund = in.Form.Funds.TotalRow()
	if p.fund == nil && len(in.Form.Funds.Rows) == 1 {
		p.fund = &in.Form.Funds.Rows[0]
	}
	p.readRows()
	return p
}

func (p *pass) readRows() {
	list := p.Form.Indicators
	p.rows = make([]row, 0, len(list))
	groups := make([]bool, len(list))
	for i := range p.Score.Rows {
		if parent := p.Score.Rows[i].Parent; parent >= 0 && parent < len(groups) {
			groups[parent] = true
		}
	}
	withPoints := 0
	for i := range list {
		ind := &list[i]
		s := p.scoreRow(i)
		if s.Template && !ind.Level3.Blank() {
			p.spare = append(p.spare, ind.Level3)
		}
		if s.Template || s.NotApplicable {
			continue
		}
		r := newRow(ind, i, s)
		r.group = groups[i]
		r.spread = ind.ScoreShared || ind.PointsShared
		if i+1 < len(list) {
			r.spread = r.spread || list[i+1].ScoreShared || list[i+1].PointsShared
		}
		if r.own() && r.points.Valid && !s.FromHeading {
			withPoints++
		}
		p.rows = append(p.rows, r)
	}
	p.counted = make([]*row, 0, len(p.rows))
	for i := range p.rows {
		if !p.rows[i].child {
			p.counted = append(p.counted, &p.rows[i])
		}
	}
	due := p.countable()
	p.pointed, p.complete = 2*withPoints > due, withPoints >= due
}

func newRow(ind *form.Indicator, at int, s *score.Row) row {
	r := row{
		Indicator: ind, score: s, at: at, child: s.Parent >= 0,
		name: squash(ind.Name), l1: squash(ind.Level1), l2: squash(ind.Level2),
		points: s.Points, self: s.Self,
	}
	if r.self.Valid {
		r.self.Decimal = untail(r.self.Decimal)
	}
	for _, reason := range [...]quantity.Reason{s.Compared.Reason, s.Target.Problem, s.Actual.Problem} {
		if reason != quantity.ReasonNone {
			r.reason = reason
			break
		}
	}
	return r
}

func (p *pass) scoreRow(i int) *score.Row {
	if i < len(p.Score.Rows) {
		return &p.Score.Rows[i]
	}
	return &noRow
}

// countable counts the rows that should carry points of their own.
func (p *pass) countable() int {
	n := 0
	for i := range p.rows {
		if p.rows[i].own() {
			n++
		}
	}
	return n
}

// own reports whether the row should carry points of its own.
func (r *row) own() bool { return !r.child && !r.SubRow && !r.PointsShared }

// title names the row in a message.
func (r *row) title() string {
	if name := named(r); name != "" {
		return name
	}
	return say("第%d行", r.Row)
}

// named is the quoted name of a row without the form's own mark of its target ("(≥**人)"), ""
// when it has none.
func named(r *row) string {
	name := r.Name
	if i := strings.Index(name, "**"); i > 0 {
		name = name[:i]
		if i = strings.LastIndexAny(name, "(\uff08"); i > 0 {
			name = name[:i]
		}
	}
	if name = strings.TrimRight(name, "≥≤<> "); placeholder(name) {
		return ""
	}
	return "“" + short(name) + "”"
}

// target is the target as one text for comparing: operator, value and unit, wherever they stand.
func (r *row) target() string {
	text, d := squash(r.Target.Text), squash(r.Direction.Text)
	if text != "" && strings.ContainsAny(d, "≥≧>≤≦<=═﹦于不") && !has(text, d) {
		text = d + text
	}
	if u := squash(r.Unit.Text); text != "" && !has(text, u) {
		text += u
	}
	return text
}

// goal is the target for a message: as filed, as understood when it stands in the name.
func (r *row) goal() string {
	if t := r.target(); !placeholder(t) {
		return short(t)
	}
	return short(r.score.Understood)
}

// late reports whether the row is the one kind of missed target that a person judges by date.
func (r *row) late() bool { return r.reason == quantity.ReasonLate }

// explicit reports whether the direction of the target was written, not assumed.
func (r *row) explicit() bool {
	switch r.score.Target.Basis {
	case quantity.BasisSign, quantity.BasisDirection, quantity.BasisName:
		return true
	}
	return false
}

// explained reports whether the row says why it deviates, in whichever column.
func (r *row) explained() bool { return !empty(r.Reason.Text) || !empty(r.Remark.Text) }

// silent reports that the form asks for reasons and this row gives none.
func (p *pass) silent(r *row) bool { return p.Form.Has[form.Reason] && !r.explained() }

// full reports whether the filed score is the full points.
func (r *row) full() bool {
	return r.self.Valid && r.points.Valid && r.points.Sign() > 0 && r.self.Cmp(r.points.Decimal) >= 0
}

// below reports whether the filed score is less than the points.
func (r *row) below() bool {
	return r.self.Valid && r.points.Valid && !r.spread && r.self.Less(r.points.Decimal)
}

// class returns the level-1 class: 产出, 效益, 满意度, or "" for other frameworks.
func class(level1 string) string {
	switch {
	case has(level1, "满意"):
		return "满意度"
	case has(level1, "产出"):
		return "产出"
	case has(level1, "效益", "效果"):
		return "效益"
	}
	return ""
}

// selfSum adds the filed scores of the rows; blank tells how many scored rows filed none and
// how many points those rows carry.
func (p *pass) selfSum() (sum decimal.Decimal, filedRows, blankRows int, blankPoints decimal.Decimal) {
	for _, r := range p.counted {
		switch {
		case r.ScoreShared:
		case r.self.Valid:
			sum = sum.Add(r.self.Decimal)
			filedRows++
		case r.points.Valid && r.points.Sign() > 0:
			blankRows++
			blankPoints = blankPoints.Add(r.points.Decimal)
		}
	}
	return sum, filedRows, blankRows, blankPoints
}

// fundExplained reports that the form explains a deviation of its funds anywhere: beside them, on an
// execution row, or in a note that speaks of money.
func (p *pass) fundExplained() bool {
	for i := range p.Form.Funds.Rows {
		if !empty(p.Form.Funds.Rows[i].Reason.Text) {
			return true
		}
	}
	for _, n := range p.Form.Notes {
		if has(n.Label, "原因", "问题", "说明", "偏差", "措施", "改进") && has(n.Text.Text, "资金", "执行", "支付", "预算", "结余", "结转", "拨付", "经费", "款") {
			return true
		}
	}
	for i := range p.rows {
		if p.rows[i].score.Execution && p.rows[i].explained() {
			return true
		}
	}
	return false
}

// project reports whether the form is a project's.
func (p *pass) project() bool { return p.Form.Level == form.LevelProject || p.Form.Level == "" }

// join lists words: “a”“b”.
func join(words []string) string { return "“" + strings.Join(words, "”“") + "”" }
