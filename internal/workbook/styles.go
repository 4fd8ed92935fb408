package workbook

// builtinFormats are the number formats that files name by number alone: ECMA-376 18.8.30, and for
// 27–36 and 50–58 its list for zh-cn.
var builtinFormats = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: `"¥"#,##0;"¥"-#,##0`, 6: `"¥"#,##0;[Red]"¥"-#,##0`,
	7: `"¥"#,##0.00;"¥"-#,##0.00`, 8: `"¥"#,##0.00;[Red]"¥"-#,##0.00`,
	9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
	20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	27: `yyyy"年"m"月"`, 28: `m"月"d"日"`, 29: `m"月"d"日"`, 30: "m-d-yy", 31: `yyyy"年"m"月"d"日"`,
	32: `h"时"mm"分"`, 33: `h"时"mm"分"ss"秒"`, 34: `AM/PMh"时"mm"分"`, 35: `AM/PMh"时"mm"分"ss"秒"`, 36: `yyyy"年"m"月"`,
	37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
	41: `_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ `, 42: `_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ `,
	43: `_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ `, 44: `_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ `,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
	50: `yyyy"年"m"月"`, 51: `m"月"d"日"`, 52: `yyyy"年"m"月"`, 53: `m"月"d"日"`, 54: `m"月"d"日"`,
	55: `AM/PMh"时"mm"分"`, 56: `AM/PMh"时"mm"分"ss"秒"`, 57: `yyyy"年"m"月"`, 58: `m"月"d"日"`,
}

// readFormats returns the number format code of every cell style (cellXfs), in order.
func readFormats(b []byte, part string, m *meter) ([]string, *Error) {
	s := newScanner(b)
	var own map[int]string
	var ids []int
	inXfs := false
	for {
		switch s.next() {
		case tokenBad:
			return nil, damaged(part, "", "样式表损坏:"+s.err.Error()+"。")
		case tokenEnd:
			return formatCodes(ids, own), nil
		case tokenClose:
			if inXfs && s.depth() == 1 {
				inXfs = false
			}
		case tokenOpen:
			switch {
			case s.first() && string(s.name) != "styleSheet":
				return nil, damaged(part, "", "样式表的内容不对。")
			case string(s.name) == "cellXfs" && s.depth() == 2:
				inXfs = true
				ids = make([]int, 0, min(max(decimalInt(attribute(s.attrs, "count")), 0), len(b)/4))
			case inXfs && string(s.name) == "xf":
				if e := m.hold(costText + 8); e != nil {
					return nil, e.in(part, "")
				}
				ids = append(ids, decimalInt(attribute(s.attrs, "numFmtId")))
			case string(s.name) == "numFmt" && (s.depth() == 3 || s.empty && s.depth() == 2):
				code, err := appendText(nil, attribute(s.attrs, "formatCode"))
				if err != nil {
					return nil, damaged(part, "", "样式表损坏:"+err.Error()+"。")
				}
				if own == nil {
					own = make(map[int]string, 8)
				}
				own[decimalInt(attribute(s.attrs, "numFmtId"))] = string(code)
			}
		}
	}
}

func formatCodes(ids []int, own map[int]string) []string {
	codes := make([]string, len(ids))
	for i, id := range ids {
		code, ok := own[id]
		if !ok {
			code = builtinFormats[id]
		}
		if code != "General" && code != "GENERAL" && code != "general" {
			codes[i] = code
		}
	}
	return codes
}
