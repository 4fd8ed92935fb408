package layout

// Distance is the number of characters to insert, delete or replace to make a into b.
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		prev := row[0]
		row[0] = i + 1
		for j := range y {
			cost := prev
			if x[i] != y[j] {
				cost++
			}
			prev = row[j+1]
			row[j+1] = min(cost, row[j]+1, prev+1)
		}
	}
	return row[len(y)]
}

// Nearest returns the word closest to s, "" when none is closer than half of its length.
func Nearest(s string, words []string) string {
	best, at := "", len([]rune(s))/2+1
	for _, w := range words {
		if d := Distance(s, w); d < at {
			best, at = w, d
		}
	}
	return best
}
