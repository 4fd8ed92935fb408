package score

import (
	"strconv"
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
)

// headKind says how one row stands for others.
type headKind uint8

const (
	group  headKind = iota + 1 // points on a title row, targets on the rows under it
	merged                     // one merged points cell over several rows
	summed                     // one merged score cell over rows with points of their own
	parent                     // a numbered heading row whose points are its children's sum
)

// head is a row that stands for others: the rows counted in it.
type head struct {
	kind headKind
	rows []int
}

const (
	ruleGroup = "GR-MEAN"
	ruleSum   = "GR-SUM"
)

// relate finds the rows that stand for others (decisions 18, 20).
func (b *builder) relate() {
	b.mergedCells()
	for i := range b.s.Rows {
		if b.s.Rows[i].Parent >= 0 || b.heads[i].kind != 0 || !b.s.Rows[i].usable() {
			continue
		}
		if rows := b.children(i); rows != nil {
			b.adopt(i, group, rows)
		} else if rows := b.parts(i); rows != nil {
			b.adopt(i, parent, rows)
		}
	}
}

func (b *builder) adopt(i int, kind headKind, rows []int) {
	if b.heads == nil {
		b.heads = map[int]head{}
	}
	b.heads[i] = head{kind: kind, rows: rows}
	for _, j := range rows {
		b.s.Rows[j].Parent = i
	}
}

// mergedCells finds points cells and score cells that are merged over several rows. Rows that
// share their points have no score of their own to add to a shared score.
func (b *builder) mergedCells() {
	points := func(j int) bool { return b.f.Indicators[j].PointsShared }
	scores := func(j int) bool { return b.f.Indicators[j].ScoreShared }
	b.merged(merged, points, func(int) bool { return true })
	b.merged(summed, scores, func(j int) bool { return !points(j) })
}

func (b *builder) merged(kind headKind, shared, counts func(int) bool) {
	for i := 0; i < len(b.s.Rows); i++ {
		if shared(i) || !b.s.Rows[i].usable() || b.heads[i].kind != 0 {
			continue
		}
		var rows []int
		for j := i + 1; j < len(b.s.Rows) && shared(j); j++ {
			if b.s.Rows[j].usable() && counts(j) {
				rows = append(rows, j)
			}
		}
		if rows != nil {
			b.adopt(i, kind, rows)
		}
	}
}

// children are the rows under a row that has points and neither target nor actual: they have
// targets and no points, under the same level 2.
func (b *builder) children(i int) []int {
	h := &b.s.Rows[i]
	if !h.Points.Valid || !h.untargeted() || !h.blank() || h.Execution {
		return nil
	}
	var rows []int
	for j := i + 1; j < len(b.s.Rows); j++ {
		r := &b.s.Rows[j]
		if r.Template {
			continue
		}
		if r.Points.Valid || !r.usable() || r.Parent >= 0 || !b.sameLevel(i, j) || r.untargeted() {
			break
		}
		rows = append(rows, j)
	}
	return rows
}

func (b *builder) sameLevel(i, j int) bool {
	x, y := &b.f.Indicators[i], &b.f.Indicators[j]
	return x.Table == y.Table && x.Level1 == y.Level1 && x.Level2 == y.Level2
}

// parts are the rows whose points are added up in a row above them: numbered rows under a row of
// a higher number ("一、" over "1、", "2、"), or the rows under a title without target and actual.
func (b *builder) parts(i int) []int {
	h := &b.s.Rows[i]
	rank, title := numbering(b.f.Indicators[i].Level3.Text), h.untargeted() && h.blank() && !h.Execution
	if !h.Points.Valid || rank == 0 && (!title || b.balanced()) {
		return nil
	}
	var rows []int
	sum := decimal.Decimal{}
	for j := i + 1; j < len(b.s.Rows); j++ {
		r := &b.s.Rows[j]
		if r.Template {
			continue
		}
		below := rank > 0 && numbering(b.f.Indicators[j].Level3.Text) > rank || rank == 0 && sum.Less(h.Points.Decimal) && !r.untargeted()
		if !below || !r.usable() || !r.Points.Valid || r.Parent >= 0 || !b.sameLevel(i, j) {
			break
		}
		rows = append(rows, j)
		sum = sum.Add(r.Points.Decimal)
	}
	if len(rows) < 2 || !sum.Equal(h.Points.Decimal) {
		return nil
	}
	return rows
}

// balanced reports that the points of all rows and of the execution rate add to 100: then no row
// is a title over others, or their points would count twice.
func (b *builder) balanced() bool {
	sum := b.s.Funds.Points.Decimal
	for i := range b.s.Rows {
		sum = sum.Add(b.s.Rows[i].Points.Decimal)
	}
	return sum.Sub(hundred).Abs().Cmp(b.rs.Check.PointsDiff) <= 0
}

// numbering ranks the numbers before a name as Chinese official writing does (GB/T 9704):
// 一、 over (一) over 1. over (1) over ①; 0 for a name without one.
func numbering(s string) int {
	s = fold(strings.TrimLeft(s, " \t\n\u3000★*"))
	digits := func(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }
	chinese := func(s string) int { return len(s) - len(strings.TrimLeft(s, "一二三四五六七八九十")) }
	ends := func(s, marks string) bool { return s != "" && strings.ContainsAny(s[:min(len(s), 3)], marks) }
	inner, bracketed := strings.CutPrefix(s, "(")
	switch {
	case bracketed && chinese(inner) > 0 && strings.HasPrefix(inner[chinese(inner):], ")"):
		return 2
	case bracketed && digits(inner) > 0 && strings.HasPrefix(inner[digits(inner):], ")"):
		return 4
	case chinese(s) > 0 && strings.HasPrefix(s[chinese(s):], "、"):
		return 1
	case digits(s) > 0 && ends(first(s[digits(s):]), "、.)"):
		return 3
	}
	return 0
}

// first is the first character of s.
func first(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// head decides a row that stands for others.
func (b *builder) head(i int, h head) {
	r := &b.s.Rows[i]
	if b.s.State == NotFilled || b.s.State == NoPoints || !r.Points.Valid || r.Points.Sign() < 0 {
		b.row(i)
		return
	}
	switch h.kind {
	case group, merged:
		b.mean(i, h)
	case summed:
		b.row(i)
		b.sum(i, append([]int{i}, h.rows...), "得分格合并,得分为各行之和")
	case parent:
		if r.untargeted() && r.blank() {
			b.sum(i, h.rows, "约定:本行为下列各项之和,只计一次")
			return
		}
		b.row(i)
		r.say("约定:分值等于下列各项之和,只计本行")
	}
}

// mean scores points that stand for several rows: points × mean of what each earns, 约定.
func (b *builder) mean(i int, h head) {
	r := &b.s.Rows[i]
	rows := h.rows
	if h.kind == merged && !(r.untargeted() && r.blank()) {
		rows = append([]int{i}, rows...)
	}
	list := make([]earned, 0, len(rows))
	parts := make([]quantity.Comparison, 0, len(rows))
	why := ""
	for _, j := range rows {
		e, problem := b.share(j)
		if problem != "" && why == "" {
			why = "“" + b.f.Indicators[j].Name + "”" + problem
		}
		list = append(list, e)
		parts = append(parts, b.s.Rows[j].Compared)
	}
	if b.filedApart(i, h) {
		why = "一个分值对应几行,而得分分行填写,请人工判定"
	}
	if h.kind == group || rows[0] != i {
		b.describeGroup(r, rows, list, parts, why == "")
	}
	if why != "" {
		r.leave(why)
		return
	}
	e := mean(list, ruleGroup)
	e.note = "约定:按 " + strconv.Itoa(len(rows)) + " 行完成比例的平均数计分"
	r.settle(e, b.rs)
}

// filedApart reports that rows under one points cell have filed scores of their own; then the
// filed score of all of them is their sum, unless the first row already has it.
func (b *builder) filedApart(i int, h head) bool {
	sum := decimal.Null{}
	for _, j := range h.rows {
		if self := b.s.Rows[j].Self; self.Valid {
			sum = decimal.Some(sum.Add(self.Decimal))
		}
	}
	r := &b.s.Rows[i]
	if sum.Valid && (h.kind == merged || !r.Self.Valid) {
		r.Self = decimal.Some(r.Self.Add(sum.Decimal))
	}
	return sum.Valid
}

// share is what a row counted in another earns of it.
func (b *builder) share(j int) (earned, string) {
	r := &b.s.Rows[j]
	switch {
	case r.Target.Kind == quantity.None:
		return earned{}, explain(r.Target.Problem)
	case r.blank():
		return earned{share: none}, ""
	}
	return part(&r.Target, &r.Compared, isSatisfaction(r.Indicator), b.rs)
}

// describeGroup gives a title row the reading of the rows under it.
func (b *builder) describeGroup(r *Row, rows []int, list []earned, parts []quantity.Comparison, known bool) {
	r.Target = quantity.Target{Kind: quantity.Compound}
	for _, j := range rows {
		r.Target.Parts = append(r.Target.Parts, b.s.Rows[j].Target)
	}
	r.Understood = "下列 " + strconv.Itoa(len(rows)) + " 项的平均完成比例"
	r.Compared = quantity.Comparison{Met: quantity.Unknown, Parts: parts}
	if !known {
		return
	}
	e := mean(list, ruleGroup)
	r.Compared.Completion, r.Compared.HasCompletion = e.share, true
	switch {
	case e.share.CmpDecimal(decimal.FromInt(1)) == 0:
		r.Compared.Met = quantity.Yes
	case e.share.Num.IsZero():
		r.Compared.Met = quantity.No
	default:
		r.Compared.Met = quantity.Partly
	}
}

// mean is the mean of several shares, with its numbers: "(1 + 5 ÷ 6) ÷ 2".
func mean(list []earned, rule string) earned {
	sum := none
	terms := make([]string, len(list))
	for i, e := range list {
		sum = sum.Add(e.share)
		terms[i] = e.factor()
	}
	n := decimal.FromInt(int64(len(list)))
	share, _ := sum.Div(n)
	if len(list) == 1 {
		return earned{share: share, term: terms[0], rule: rule}
	}
	return earned{share: share, term: "(" + strings.Join(terms, " + ") + ") ÷ " + plain(n), rule: rule}
}

// sum scores a row as the sum of rows: its score cell or its heading stands for all of them.
func (b *builder) sum(i int, rows []int, note string) {
	r := &b.s.Rows[i]
	points, score, exact, filed := decimal.Decimal{}, decimal.Decimal{}, none, decimal.Null{}
	var terms []string
	for _, j := range rows {
		m := &b.s.Rows[j]
		if m.Points.Valid {
			points = points.Add(m.Points.Decimal)
		}
		if m.Self.Valid {
			filed = decimal.Some(filed.Add(m.Self.Decimal))
		}
		if m.Decision == Manual {
			b.cannotSum(r, i, rows)
			return
		}
		if m.Score.Valid {
			score, exact = score.Add(m.Score.Decimal), exact.Add(m.Exact)
			terms = append(terms, m.Score.String())
		}
	}
	if terms == nil {
		r.skip("合并的各行都没有得分")
		return
	}
	r.Points, r.Exact, r.Decision, r.Rule = decimal.Some(points), exact, Computed, ruleSum
	if !r.Self.Valid {
		r.Self = filed
	}
	r.Score = decimal.Some(score)
	r.Formula = strings.Join(terms, " + ") + " = " + score.String()
	r.say(note)
}

// cannotSum hands a sum to a person because one of its rows is with a person.
func (b *builder) cannotSum(r *Row, i int, rows []int) {
	points, self := decimal.Decimal{}, decimal.Null{}
	for _, j := range rows {
		m := &b.s.Rows[j]
		points = points.Add(m.Points.Decimal)
		if m.Self.Valid {
			self = decimal.Some(self.Add(m.Self.Decimal))
		}
	}
	r.Points = decimal.Some(points)
	if !r.Self.Valid {
		r.Self = self
	}
	r.leave("合并的各行中有一行须人工判定")
}
