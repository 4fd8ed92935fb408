package quantity

// The words of the grammar: operators and the small words around numbers. They are code, not
// data, because each of them is a rule of the reader (targets.md, groups operators and change).
const (
	gNone = iota
	gAtLeast
	gMore
	gAtMost
	gLess
	gEqual
	gWithin   // 控制在: a ceiling unless a word after the number says otherwise
	gOrMore   // 以上
	gOrLess   // 以下, 以内
	gInside   // 内 directly after a unit of time
	gApprox   // 约, 左右
	gRise     // 增长
	gFall     // 下降
	gPer      // 每
	gBetween  // 介于
	gNegative // 未, 没有 before a number
	gOrdinal  // 第
	gSkip     // fixed words with a numeral in them that count nothing
	gDue      // 前, 底 with a date
	gRelative // 从…到, 超出, 差: the number is a difference or a start, not the value
	gFullStop
)

var grammarWords = map[int][]string{
	gAtLeast:  {"≥", "大于等于", "大于或等于", "高于等于", "高于或等于", "不低于", "不少于", "不小于", "不得低于", "不得少于", "不得小于", "不能低于", "不能少于", "至少", "最少", "最低", "不下于", "不短于", "不早于", "达到", "达", "不低於", "不少於", "下限", "不亚于", "升至", "升到", "增至", "提至"},
	gMore:     {">", "大于", "超过", "高于", "多于", "优于", "好于", "强于", "突破", "长于"},
	gAtMost:   {"≤", "小于等于", "小于或等于", "低于等于", "低于或等于", "少于等于", "少于或等于", "不超过", "不高于", "不多于", "不大于", "不得超过", "不得高于", "不得多于", "不得大于", "不能超过", "不超出", "不超", "未超过", "未超出", "至多", "最多", "最高", "上限", "限额", "不晚于", "不迟于", "不长于", "不突破", "控制额度", "降至", "降到", "减至", "减到", "压减至", "压降至"},
	gLess:     {"<", "小于", "低于", "少于", "不足", "不到", "不满", "短于", "逊于", "劣于", "差于"},
	gEqual:    {"=", "等于", "恰为"},
	gWithin:   {"控制在", "限制在", "控制到", "稳定在"},
	gOrMore:   {"以上", "及以上", "或以上", "及其以上", "(含)以上", "含以上", "以上(含)", "起", "(含)及以上"},
	gOrLess:   {"以下", "及以下", "或以下", "以内", "之内", "范围内", "范围以内", "(含)以下", "(含)以内", "为限", "封顶", "及以内", "以下(含)", "以内(含)"},
	gInside:   {"内"},
	gApprox:   {"约", "大约", "将近", "近", "左右", "余", "多", "上下", "大概", "接近"},
	gRise:     {"增长", "增加", "提高", "提升", "上升", "增幅", "增收", "增速", "提速", "上涨", "增产", "增值", "高出"},
	gFall:     {"下降", "减少", "降低", "降幅", "减幅", "压减", "压缩", "缩短", "减免", "下浮", "递减", "削减"},
	gPer:      {"每"},
	gBetween:  {"介于", "处于"},
	gNegative: {"未", "没有", "没", "无", "尚未", "缺", "还差", "仅差", "不是", "未能", "不能", "不发生", "未发生", "杜绝", "避免"},
	gOrdinal:  {"第"},
	gSkip:     {"一次性", "一次合格", "一次验收", "一次通过", "一次交验", "一次办结", "一次办成", "一次成功", "一次抽检", "一次报检", "一次联调", "一定", "一致", "一般", "一体", "一站式", "一卡通", "一线", "一流", "一并", "一系列", "一旦", "一律", "一直", "一些", "一部分", "一方面", "统一", "进一步", "唯一", "三公", "三农", "三资", "三支一扶", "两癌", "两不愁", "三保障", "十四五", "十三五", "十五五", "一事一议", "一老一小", "双一流", "百姓", "千方百计", "万众", "四好", "五保", "两会", "三方", "第三方", "一村一", "一人一", "一户一", "四个意识", "两个维护", "八项规定", "三会一课", "二次供水", "二次装修", "二次创业", "千家万户", "百日", "三下乡", "一张图", "一张网", "一网通办", "一张表", "三改", "四议两公开", "两委", "一肩挑", "百分百", "一村", "四级", "三级", "二级", "一级", "一二三", "数十", "几十", "十几", "好几", "半数", "大半", "一半", "多半"},
	gDue:      {"前", "之前", "以前", "底前", "止", "为止", "截止"},
	gRelative: {"从", "由", "原", "超出", "超额", "较计划", "比计划", "少完成", "多完成", "应", "计划数", "拟", "原计划"},
}

// operators are the kinds that the operator words ask for, by their id.
var operators = [...]Kind{gAtLeast: AtLeast, gMore: AtLeast, gAtMost: AtMost, gLess: AtMost, gEqual: Equal, gFullStop: ""}

var grammar = func() *lexicon {
	l := newLexicon()
	for id, words := range grammarWords {
		for _, w := range words {
			l.add(w, id)
		}
	}
	return l.done()
}()

// perPeriods are the periods that 每 can name, with how many of them a year has (0: not exact).
var perPeriods = []struct {
	text  string
	times int64
	unit  string
}{
	{"年度", 1, "年"}, {"学年", 0, "学年"}, {"学期", 0, "学期"}, {"半年", 2, "半年"}, {"个季度", 4, "季度"}, {"季度", 4, "季度"}, {"季", 4, "季度"},
	{"个月", 12, "月"}, {"月", 12, "月"}, {"年", 1, "年"}, {"周", 0, "周"}, {"星期", 0, "周"}, {"日", 0, "天"}, {"天", 0, "天"},
}
