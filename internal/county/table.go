package county

import (
	_ "embed"
	"strings"
	"sync"
)

// divisions is GB/T 2260 at county level, one "code name" a line; the head of the file names its
// source, version and licence.
//
//go:embed divisions.txt
var divisions string

// former lists names that were given up, with the code of the county they belong to now: forms of
// earlier years still carry them.
//
//go:embed former.txt
var former string

type level int

const (
	province level = iota + 1
	prefecture
	county
)

// division is one entry of the table. short marks a name without its suffix (石家庄, 河北), which
// serves as a hint but never decides by itself.
type division struct {
	County
	level level
	short bool
	// bare is true for county names that are also plain words (城区, 市中区): they count only
	// right after the name of their city.
	bare bool
}

type divisionTable struct {
	byName map[string][]division
	// whole holds county names without their suffix ("元氏"), for a folder or a flag that is
	// nothing but the name.
	whole map[string][]division
	// reach is the length in runes of the longest name that begins with two runes, so that most places
	// of a text cost one look.
	reach map[[2]rune]int
}

var table = sync.OnceValue(func() *divisionTable { return readTable(divisions, former) })

// plainWords are county names that ordinary sentences use as words.
var plainWords = map[string]bool{"城区": true, "郊区": true, "矿区": true, "市中区": true, "城中区": true, "新城区": true, "城关区": true, "新市区": true, "开发区": true}

func readTable(current, old string) *divisionTable {
	t := &divisionTable{byName: map[string][]division{}, whole: map[string][]division{}, reach: map[[2]rune]int{}}
	byCode := map[string]string{}
	each(current, func(f []string) { byCode[f[0]] = f[1] })
	gone := map[string]bool{}
	each(old, func(f []string) { gone[f[0]] = true })
	each(current, func(f []string) {
		d := describe(f[0], f[1], byCode)
		if d.level == county && gone[d.Name] {
			return
		}
		t.add(d.Name, d)
		t.addShort(d)
	})
	each(old, func(f []string) {
		d := describe(f[1], byCode[f[1]], byCode)
		t.add(f[0], d)
	})
	return t
}

// each calls fn with the fields of every line that is no comment.
func each(text string, fn func([]string)) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			fn(strings.Fields(line))
		}
	}
}

func describe(code, name string, byCode map[string]string) division {
	d := division{County: County{Name: name, Code: code, Province: byCode[code[:2]+"0000"], City: byCode[code[:4]+"00"]}}
	switch {
	case code[2:] == "0000":
		d.level, d.City = province, ""
	case code[4:] == "00":
		d.level = prefecture
	default:
		d.level = county
		d.bare = plainWords[name]
		if code[4] == '7' { // statistical numbers of development zones, not in GB/T 2260
			d.Code = ""
		}
	}
	return d
}

func (t *divisionTable) add(name string, d division) {
	t.byName[name] = append(t.byName[name], d)
	if runes := []rune(name); len(runes) >= 2 {
		start := [2]rune{runes[0], runes[1]}
		t.reach[start] = max(t.reach[start], len(runes))
	}
}

// addShort enters the names people use without the suffix.
func (t *divisionTable) addShort(d division) {
	short := shorten(d.Name)
	if len([]rune(short)) < 2 || short == d.Name {
		return
	}
	if d.level == county {
		t.whole[short] = append(t.whole[short], d)
		return
	}
	d.short = true
	t.add(short, d)
	if strings.HasSuffix(d.Name, "自治州") {
		t.add(short+"州", d)
	}
}

// nations are the ethnic names that autonomous places carry between name and suffix.
var nations = []string{
	"蒙古族", "蒙古", "回族", "藏族", "维吾尔", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "白族", "土家族", "哈尼族", "哈萨克族", "哈萨克",
	"傣族", "黎族", "傈僳族", "佤族", "畲族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "柯尔克孜", "土族", "达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族",
	"仡佬族", "锡伯", "普米族", "怒族", "鄂温克族", "独龙族", "裕固族", "保安族", "塔吉克", "各族",
}

// shorten drops the suffix of a division's name: 元氏县 → 元氏, 凉山彝族自治州 → 凉山.
func shorten(name string) string {
	for _, suffix := range []string{"特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "省", "市", "盟", "县", "区", "旗"} {
		rest, ok := strings.CutSuffix(name, suffix)
		if !ok {
			continue
		}
		for strings.HasPrefix(suffix, "自治") {
			cut := rest
			for _, n := range nations {
				if c, ok := strings.CutSuffix(cut, n); ok && c != "" {
					cut = c
					break
				}
			}
			if cut == rest {
				break
			}
			rest = cut
		}
		return rest
	}
	return name
}
