package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var across03 = Check{
	Code: "L-XF-03", Severity: finding.Warn, Title: "部门金额与项目合计不勾稽",
	Source: "财政部门复核实例(G09)",
}

// runDepartmentMoney compares the 项目支出 row of a department form with the sum of its projects,
// in 万元. Departments whose amounts or units are not all known are not compared.
func runDepartmentMoney(b *batch) {
	names, whole := b.departments(form.LevelDepartment)
	_, projects := b.departments(form.LevelProject)
	for _, name := range names {
		sum, n, ok := b.projectSum(projects[name])
		if !ok || n == 0 || len(whole[name]) != 1 {
			continue
		}
		i := whole[name][0]
		f := b.items[i].Form
		p := newPass(&b.items[i].Input)
		for k := range f.Funds.Rows {
			row := &f.Funds.Rows[k]
			d, how := p.money(row.Budget)
			if row.Total || how != good || !has(row.Label.Text, "项目支出") {
				continue
			}
			have, known := wan(f, decimal.Some(d))
			if known && far(have, sum, p.rules.Check.MoneyDiff) {
				b.report(i, name, row.Budget.Cell, row.Budget.Text, say("部门整体表项目支出%s万元,%d个项目的全年预算数合计%s万元,相差%s万元", plain(have), n, plain(sum), plain(have.Sub(sum).Abs())),
					"核对有无未报的项目或金额填错")
			}
		}
	}
}

func (b *batch) projectSum(items []int) (sum decimal.Decimal, n int, ok bool) {
	for _, i := range items {
		it := &b.items[i]
		if it.Score == nil {
			return sum, n, false
		}
		d, known := wan(it.Form, it.Score.Funds.Budget)
		if !known {
			return sum, n, false
		}
		sum = sum.Add(d)
		n++
	}
	return sum, n, true
}
