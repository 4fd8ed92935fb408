package report

import (
	"strings"

	"jixiao/internal/decimal"
)

// Markdown returns the report as Markdown: the same text as the Word document, bars drawn with
// characters.
func (d *Document) Markdown() string {
	var b strings.Builder
	b.WriteString("# " + literal(d.Name()) + "\n")
	for _, block := range d.Blocks {
		switch x := block.(type) {
		case Heading:
			b.WriteString("\n" + strings.Repeat("#", x.Level+1) + " " + literal(x.Text) + "\n")
		case Paragraph:
			b.WriteString("\n")
			if x.Lead != "" {
				b.WriteString("**" + literal(x.Lead) + "**")
			}
			b.WriteString(literal(x.Text) + "\n")
		case Table:
			markdownTable(&b, &x)
		case Chart:
			markdownChart(&b, &x)
		case PageBreak:
			b.WriteString("\n---\n")
		}
	}
	return b.String()
}

func markdownTable(b *strings.Builder, t *Table) {
	b.WriteString("\n" + literal(t.Caption) + "\n\n|")
	for _, c := range t.Columns {
		b.WriteString(" " + literal(c.Name) + " |")
	}
	b.WriteString("\n|")
	for _, c := range t.Columns {
		switch {
		case c.Center:
			b.WriteString(":-:|")
		case c.Right:
			b.WriteString("-:|")
		default:
			b.WriteString("---|")
		}
	}
	b.WriteString("\n")
	for n, row := range t.Rows {
		mark := ""
		if t.Total && n == len(t.Rows)-1 {
			mark = "**"
		}
		b.WriteString("|")
		for _, cell := range row {
			if cell = literal(cell); cell != "" {
				cell = mark + cell + mark
			}
			b.WriteString(" " + cell + " |")
		}
		b.WriteString("\n")
	}
}

// barPoints is how many points one character of a bar stands for.
const barPoints = 5

func markdownChart(b *strings.Builder, c *Chart) {
	b.WriteString("\n" + literal(c.Caption) + "\n\n| 项目 | " + literal(c.Series) + " | |\n|---|-:|---|\n")
	for _, bar := range c.Bars {
		length := 0
		if d, err := decimal.Parse(bar.Value); err == nil {
			for end := decimal.FromInt(barPoints); end.Cmp(d) <= 0 && length < 100; end = end.Add(decimal.FromInt(barPoints)) {
				length++
			}
		}
		b.WriteString("| " + literal(bar.Name) + " | " + bar.Value + " | " + strings.Repeat("█", length) + " |\n")
	}
}

var markdownMarks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`, ">", `\>`, "[", `\[`, "]", `\]`, "|", `\|`, "#", `\#`, "~", `\~`)

// literal makes a text mean itself in Markdown.
func literal(text string) string { return markdownMarks.Replace(printable(text)) }
