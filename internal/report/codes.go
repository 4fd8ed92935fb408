package report

import (
	"slices"

	"jixiao/internal/finding"
)

// Code is a kind of finding about a report.
type Code struct {
	Code      string
	Severity  finding.Severity
	Condition string // when it is raised, in Chinese, for people
	Source    string
}

var codes = []Code{
	{Code: "RP-FILE-01", Severity: finding.Error, Condition: "文件没有写进报告"},
	{Code: "RP-FILE-02", Severity: finding.Info, Condition: "同一份自评表报了两次"},
	{Code: "RP-FILE-03", Severity: finding.Warn, Condition: "同一项目有两份不同的自评表"},
	{Code: "RP-FILE-04", Severity: finding.Error, Condition: "自评表没有填写实际完成值"},
	{Code: "RP-FILE-05", Severity: finding.Warn, Condition: "自评表没有填写项目名称"},
	{Code: "RP-FILE-06", Severity: finding.Warn, Condition: "同一文件夹里有不能确定属于哪个部门的坏文件"},
	{Code: "RP-DEPT-01", Severity: finding.Error, Condition: "事实文件不是这个部门的"},
	{Code: "RP-DEPT-02", Severity: finding.Warn, Condition: "部门整体支出绩效自评表不止一份"},
	{Code: "RP-DEPT-03", Severity: finding.Info, Condition: "综合得分取自部门整体支出绩效自评表"},
	{Code: "RP-YEAR-01", Severity: finding.Error, Condition: "事实文件与自评表的年度不同"},
	{Code: "RP-YEAR-02", Severity: finding.Warn, Condition: "自评表属于不同年度"},
	{Code: "RP-NUM-01", Severity: finding.Error, Condition: "项目个数与自评表份数不符"},
	{Code: "RP-NUM-02", Severity: finding.Warn, Condition: "文字里的项目个数与自评表份数不符"},
	{Code: "RP-ACC-01", Severity: finding.Error, Condition: "收支增减额与两年总计不符"},
	{Code: "RP-ACC-02", Severity: finding.Error, Condition: "收支增减幅度与两年总计不符"},
	{Code: "RP-ACC-03", Severity: finding.Warn, Condition: "收支总计小于项目执行数之和"},
	{Code: "RP-AST-01", Severity: finding.Warn, Condition: "有在职人员而固定资产为0"},
	{Code: "RP-AMT-01", Severity: finding.Error, Condition: "项目金额与自评表不符"},
	{Code: "RP-AMT-02", Severity: finding.Error, Condition: "所写项目没有自评表"},
	{Code: "RP-AMT-03", Severity: finding.Warn, Condition: "项目预算之和大于部门整体预算"},
	{Code: "RP-KEY-01", Severity: finding.Warn, Condition: "重点评价没有写明是哪些项目"},
	{Code: "RP-KEY-02", Severity: finding.Error, Condition: "重点评价的项目个数不符"},
	{Code: "RP-KEY-03", Severity: finding.Error, Condition: "重点评价的资金不符"},
	{Code: "RP-KEY-04", Severity: finding.Error, Condition: "重点评价的项目没有自评表"},
	{Code: "RP-SCR-01", Severity: finding.Error, Condition: "所写综合得分与核算的得分不符"},
	{Code: "RP-SCR-02", Severity: finding.Error, Condition: "所写等级与得分不符"},
	{Code: "RP-SCR-03", Severity: finding.Warn, Condition: "写有问题而项目全部得满分"},
	{Code: "RP-SCR-04", Severity: finding.Warn, Condition: "得分和等级是暂定的"},
	{Code: "RP-BLANK-01", Severity: finding.Warn, Condition: "报告里有待填的内容"},
}

// Codes lists the kinds of findings about a report, for explain and for listings.
func Codes() []Code {
	list := slices.Clone(codes)
	for i := range list {
		list[i].Source = source
	}
	return list
}

// severityOf is the severity of a code in the list.
func severityOf(code string) finding.Severity {
	for _, c := range codes {
		if c.Code == code {
			return c.Severity
		}
	}
	return finding.Error
}
