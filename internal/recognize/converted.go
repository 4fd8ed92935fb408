package recognize

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
)

// converted decides which of two score columns is held against the points, on forms that print a score, its share of
// the whole and what it converts to (单项指标得分 100, 权重占比 10%, 单项指标折算得分 10). Where the first is out of
// a hundred, so that it exceeds the points and the converted one never does, the converted one is the score; where a department
// typed points into the first column, that one is.
func (r *reader) converted() {
	if !r.form.Has[form.Converted] || !r.form.Has[form.Points] {
		return
	}
	fits, scored := 0, 0
	for i := range r.form.Indicators {
		ind := &r.form.Indicators[i]
		points, ok := plainNumber(ind.Points)
		score, filed := plainNumber(ind.Score)
		if !ok || !filed {
			continue
		}
		scored++
		c, ok := plainNumber(ind.Converted)
		if !ok || points.Less(c) {
			return
		}
		fits += btoi(points.Less(score))
	}
	if 2*fits <= scored {
		return
	}
	for i := range r.form.Indicators {
		ind := &r.form.Indicators[i]
		ind.Score, ind.Converted = ind.Converted, form.Value{}
	}
}

// plainNumber is the number that a cell of points or scores holds.
func plainNumber(v form.Value) (decimal.Decimal, bool) {
	d, err := decimal.Parse(strings.TrimSuffix(v.Text, "分"))
	return d, err == nil
}
