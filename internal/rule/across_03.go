package rule

import (
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var across03 = Check{
	Code: "L-XF-03", Severity: finding.Warn, Title: "部门金额与项目合计不勾稽",
	Source: "财政部门复核实例(G09)",
}

// spending is a 项目支出 row of a department form, in 万元.
type spending struct {
	cell   cellref.Ref
	text   string
	amount decimal.Decimal
	differ decimal.Decimal // how far it may be off
}

func projectSpending(it *Item) []spending {
	var list []spending
	p := newPass(&it.Input)
	for i := range it.Form.Funds.Rows {
		row := &it.Form.Funds.Rows[i]
		d, how := p.money(row.Budget)
		if row.Total || how != good || !has(row.Label.Text, "项目支出") {
			continue
		}
		if amount, known := wan(it.Form, decimal.Some(d)); known {
			list = append(list, spending{row.Budget.Cell, strings.Clone(row.Budget.Text), amount, p.rules.Check.MoneyDiff})
		}
	}
	return list
}

// runDepartmentMoney compares the 项目支出 row of a department form with the sum of its projects,
// in 万元. Departments whose amounts or units are not all known are not compared.
func runDepartmentMoney(b *Comparison) {
	names, whole := b.departments(form.LevelDepartment)
	_, projects := b.departments(form.LevelProject)
	for _, name := range names {
		sum, n, ok := b.projectSum(projects[name])
		if !ok || n == 0 || len(whole[name]) != 1 {
			continue
		}
		i := whole[name][0]
		for _, line := range b.filed[i].lines {
			if far(line.amount, sum, line.differ) {
				b.report(i, name, line.cell, line.text, say("部门整体表项目支出%s万元,%d个项目的全年预算数合计%s万元,相差%s万元", plain(line.amount), n, plain(sum), plain(line.amount.Sub(sum).Abs())),
					"核对有无未报的项目或金额填错")
			}
		}
	}
}

func (b *Comparison) projectSum(items []int) (sum decimal.Decimal, n int, ok bool) {
	for _, i := range items {
		d := b.filed[i].budget
		if !d.Valid {
			return sum, n, false
		}
		sum = sum.Add(d.Decimal)
		n++
	}
	return sum, n, true
}
