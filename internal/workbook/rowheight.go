package workbook

import "math"

// lineHeight is the height in points of a line of the appended sheet's 10.5 point text.
const lineHeight = 15

// rowHeight estimates the height in points that a row of the appended sheet needs for its wrapped
// texts, 0 when one line does: LibreOffice and phone viewers do not fit heights by themselves.
func rowHeight(row []NewCell, widths []float64) float64 {
	most := 1
	for i := range row {
		if i < len(widths) && row[i].Text != "" {
			most = max(most, textLines(row[i].Text, widths[i]-1, row[i].Style == Heading))
		}
	}
	if most == 1 {
		return 0
	}
	return math.Min(float64(most*lineHeight), 409) // the tallest row there is
}

// textLines counts the lines of a text wrapped in a column of width characters; a Chinese
// character is as wide as two digits, and headings are a third larger.
func textLines(text string, width float64, heading bool) int {
	digit := 1.05
	if heading {
		digit = 1.4
	}
	lines, used := 1, 0.0
	for _, r := range text {
		if r == '\n' {
			lines, used = lines+1, 0
			continue
		}
		w := digit
		if r > 0xFF {
			w = 2 * digit
		}
		if used+w > width && used > 0 {
			lines, used = lines+1, 0
		}
		used += w
	}
	return lines
}
