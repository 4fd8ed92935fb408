package quantity

// reasons are the sentences of Explain.
var reasons = map[Reason]string{
	ReasonBlankTarget:  "年度指标值未填写",
	ReasonBlankActual:  "实际完成值未填写",
	ReasonPrompt:       "年度指标值是填表提示或其他栏目的名称,不是指标值",
	ReasonStandard:     "年度指标值填的是评分标准,没有可比较的指标值",
	ReasonDamaged:      "疑似识别错误(扫描或录入),数值不可信",
	ReasonUnreadable:   "未能识别",
	ReasonClaim:        "定量指标只写了完成情况,没有填写数值",
	ReasonDateClaim:    "时限指标未填完成日期",
	ReasonNotNumber:    "定量指标的实际完成值不是数值",
	ReasonDimension:    "年度指标值与实际完成值的计量单位不同,无法比较",
	ReasonPercent:      "小数可能是百分比,也可能不是,有两种读法",
	ReasonAmbiguous:    "读法不止一种,无法确定取哪个数值",
	ReasonParts:        "多个目标值与实际完成值不能一一对应",
	ReasonLate:         "完成时间晚于指标规定的时间,扣分由人工判定",
	ReasonNegative:     "指标值为负数且未达到,完成比例没有意义",
	ReasonUnsorted:     "完成情况的文字不能归入达成、部分达成或未达成",
	ReasonNumberOnText: "定性指标填写了数值,无法判断达成程度",
	ReasonScale:        "照抄了全部档次,没有选定一档",
	ReasonTooLong:      "数值位数过多或文字过长,不能准确保存",
	ReasonRemark:       "实际完成值的数字旁有未能理解或存疑的说明,不能确认该数字就是完成值",
	ReasonConflict:     "指标方向与年度指标值中的符号相反,两种读法结果不同",
}

// Explain says the reason in plain Chinese; "" for ReasonNone.
func (r Reason) Explain() string { return reasons[r] }

// bases are the sentences of Basis.Explain.
var bases = map[Basis]string{
	BasisSign:      "按指标值中的符号或用语",
	BasisDirection: "按指标方向列",
	BasisName:      "按指标名称中的符号、单位或数值",
	BasisWording:   "按指标值的写法",
	BasisCost:      "成本类指标未写符号,按不超过读取(约定)",
	BasisStandard:  "补助标准未写符号,按等于读取(约定)",
	BasisZero:      "指标值为0且未写符号,按不超过读取(约定)",
	BasisDuration:  "时限类指标未写符号,按不超过读取(约定)",
	BasisBadHead:   "名称统计的是不利情况,未写符号,按不超过读取(约定)",
	BasisRatio:     "部门共性指标,方向按财预〔2013〕53号框架",
	BasisBare:      "未写符号,按不低于读取(约定)",
	BasisUnsure:    "未写符号,指标可高可低,两种读法结果一致才计分(约定)",
}

// Explain says in plain Chinese why a target is read as it is; "" for no basis.
func (b Basis) Explain() string { return bases[b] }
