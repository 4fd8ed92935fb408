package recognize

import (
	"strings"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// fundHeading reads the money unit and the points that the block's headings state.
func (r *reader) fundHeading(h *header) {
	f := &r.form.Funds
	for row := h.top; row <= h.bottom; row++ {
		cells := r.row(row, h.area)
		for i := range cells {
			if c := &cells[i]; c.text() {
				r.moneyUnit(c)
				if p := headingPoints(c.keyText()); p != "" && f.HeadingPoints == "" {
					f.HeadingPoints, f.Heading = p, c.value()
				}
			}
		}
	}
	for row := h.bottom + 1; f.MoneyUnit == "" && row <= h.bottom+6; row++ {
		for _, c := range r.row(row, band{left: h.area.left, right: h.left() - 1}) {
			r.moneyUnit(&c)
		}
	}
}

// moneyUnits are the units that amounts come in; those that contain another come first.
var moneyUnits = []string{"万元", "千元", "亿元", "元"}

// moneyUnit takes the unit of money from a heading such as "项目资金(万元)" or "单位:元".
func (r *reader) moneyUnit(c *cell) {
	f := &r.form.Funds
	if f.MoneyUnit != "" || !c.text() {
		return
	}
	key := c.keyText()
	for _, u := range moneyUnits {
		for _, form := range []string{"(" + u, u + ")", "单位:" + u, "单位" + u} {
			if strings.Contains(key, form) {
				f.MoneyUnit, f.UnitAt = u, c.value()
				return
			}
		}
	}
}

// headingPoints finds "(20分)" or "(20分*执行率)" in a heading.
func headingPoints(key string) string {
	i := strings.Index(key, "分")
	for i > 0 {
		j := i
		for j > 0 && (key[j-1] >= '0' && key[j-1] <= '9' || key[j-1] == '.') {
			j--
		}
		if j < i && (j == 0 || key[j-1] == '(' || key[j-1] == ',') {
			return key[j:i]
		}
		next := strings.Index(key[i+3:], "分")
		if next < 0 {
			return ""
		}
		i += 3 + next
	}
	return ""
}

// fundPairs reads money that stands in one line of labels and values: "预算数:50万元", "执行数" beside 48.
func (r *reader) fundPairs(row int) {
	cells := r.row(row, r.seg.band)
	fund := form.Fund{Row: row, Total: true}
	has := map[form.Role]bool{}
	for i := range cells {
		c := &cells[i]
		role := c.label.Role(layout.Funds)
		if !c.text() || role == "" || has[role] {
			continue
		}
		val, ok := inCell(c)
		if !ok && i+1 < len(cells) && !cells[i+1].label.Has(layout.Funds) {
			val, ok = cells[i+1].value(), true
		}
		if ok && digitsIn(val.Text) {
			setFund(&fund, role, val)
			has[role] = true
		}
	}
	if (has[form.Budget] || has[form.Initial]) && has[form.Executed] {
		r.form.Funds.Rows, r.form.Funds.Has = []form.Fund{fund}, has
	}
}

func digitsIn(s string) bool { return strings.ContainsAny(s, "0123456789") }
