package rule

import (
	"testing"

	"jixiao/internal/finding"
	"jixiao/internal/form"
)

// A wrong error costs more trust than a missed one: forms that were filled in honestly, in the
// many ways that forms are, must yield no error.
func TestHonestForms(t *testing.T) {
	for name, lines := range map[string]string{
		"no reason column":         "不设 原因\n指标 数量 培训次数 指标值=≥26次 完成值=12次 得分=4.62",
		"targets only":             "不设 分值\n不设 得分\n总分 得分= 等级=",
		"scores without points":    "不设 分值",
		"points as text":           "指标 数量 培训次数 分值=10分 得分=10分\n总分 得分=100分",
		"points in per cent":       "指标 数量 培训次数 分值=10%",
		"zero accidents":           "指标 数量 培训事故次数 指标值=0次 完成值=0次",
		"ceiling at its limit":     "指标 成本 培训经费 指标值=≤20万元 完成值=20万元",
		"ceiling in another unit":  "指标 成本 培训经费 指标值=≤200000元 完成值=19.5万元",
		"cost as a share":          "指标 成本 成本控制率 指标值=≤100% 完成值=98%",
		"no operator":              "指标 质量 考核合格率 指标值=95% 完成值=96%",
		"interval":                 "指标 质量 考核合格率 指标值=90%-100% 完成值=96%",
		"equal":                    "指标 数量 培训次数 方向== 指标值=26 单位=次 完成值=26",
		"direction by code words":  "指标 数量 培训次数 方向=大于等于 指标值=26 单位=次 完成值=27",
		"rates by year":            "指标 数量 培训次数 指标值=每季度1次 完成值=4次",
		"on the last day":          "指标 时效 完成时间 指标值=2022年12月31日前 完成值=2022年12月31日",
		"partly met, in its band":  "指标 可持续 培训机制 指标值=机制健全 完成值=部分达成 得分=9.5 原因=两个乡镇尚未建立台账",
		"met, marked down a bit":   "指标 可持续 培训机制 指标值=机制健全 完成值=达成 得分=14 原因=个别台账不全,次年补齐",
		"explained in remarks":     "不设 原因\n指标 数量 培训次数 指标值=≥26次 完成值=26次 得分=9 备注=一次培训缺少签到表,自扣1分",
		"not applicable":           "指标 可持续 / 指标值=/ 完成值=/ 分值=/ 得分=/\n指标 社会效益 就业率 分值=30 得分=30",
		"money below ten":          "资金 预算=0.5 执行=0.5\n指标 成本 培训经费 指标值=≤0.5万元 完成值=0.5万元",
		"thousands separators":     "资金 预算=1,200.00 执行=1,200.00\n指标 成本 培训经费 指标值=≤1200万元 完成值=1200万元",
		"budget and nothing spent": "资金 预算=20 执行=0 执行率=0% 得分=0 原因=资金次年下达",
		"neither budget nor spent": "资金 预算=0 执行=0 执行率= 分值=10 得分=10",
		"no satisfaction":          "删去 满意度\n指标 社会效益 就业率 分值=25 得分=25",
		"carried-over money":       "其中 当年财政拨款 年初=15 预算=15 执行=15\n其中 上年结转资金 年初=5 预算=5 执行=5\n其中 其他资金",
		"levels of government":     "其中 财政资金 年初=20 预算=20 执行=20\n其中 其中:中央 预算=12 执行=12\n其中 省级 预算=8 执行=8",
		"strokes in blank cells":   "其中 当年财政拨款 年初=20 预算=20 执行=20 分值=— 得分=—\n其中 上年结转资金 年初=— 预算=/ 执行=-",
		"department":               "部门 项目支出=20\n其中 基本支出 年初=0 预算=0 执行=0\n资金 执行=20\n其中 项目支出 执行=20",
		"execution not printed":    "资金 分值= 得分=\n总分 得分=100",
		"one decimal throughout":   "指标 数量 培训次数 指标值=≥26次 完成值=25次 得分=9.6 原因=一期培训改在次年举办",
		"headings with points":     "标题 产出指标 50\n标题 效益指标 30\n标题 满意度指标 10",
	} {
		t.Run(name, func(t *testing.T) {
			found := run(t, lines)
			for _, f := range found {
				if f.Severity == finding.Error {
					t.Errorf("%s\nyields%s", lines, show(found))
					return
				}
			}
		})
	}
}

// Values as workbooks store them: numbers under percent and date formats, merged scores.
func TestStoredValues(t *testing.T) {
	x := sound()
	if err := x.read("总分 得分=100"); err != nil {
		t.Fatal(err)
	}
	f := x.form
	f.Funds.Rows[0].Rate = form.Value{Cell: f.Funds.Rows[0].Rate.Cell, Text: "100%", Shown: "100.00%", Number: true, Percent: true}
	f.Indicators[2].Actual = form.Value{Cell: f.Indicators[2].Actual.Cell, Text: "96%", Shown: "96%", Number: true, Percent: true}
	f.Indicators[3].Actual = form.Value{Cell: f.Indicators[3].Actual.Cell, Text: "2022-11-30", Shown: "2022年11月", Number: true, Date: true}
	for i := range f.Indicators {
		f.Indicators[i].Points.Number, f.Indicators[i].Score.Number = true, true
	}
	f.Indicators[0].Score.Text, f.Indicators[0].Score.Shown = "20", "20"
	f.Indicators[1].Score = form.Value{Cell: f.Indicators[0].Score.Cell}
	f.Indicators[1].ScoreShared = true
	in := x.input(t)
	if found := Form(&in); len(found) > 0 {
		t.Errorf("yields%s", show(found))
	}
}
