package workbook

import (
	"errors"
	"strings"
	"testing"
)

// Every limit must hold and say by which name it is set: a limit that nobody can find is a refusal for ever.
func TestLimits(t *testing.T) {
	data := official().zip(t)
	for name, c := range map[string]struct {
		limits Limits
		code   string
		hint   string
	}{
		"inflated": {Limits{Bytes: 4 << 10}, CodeLimit, "--limit inflated_mb="},
		"memory":   {Limits{Memory: 12 << 10}, CodeLimit, "--limit memory_mb="},
		"parts":    {Limits{Entries: 3}, CodeLimit, "--limit parts="},
		"cells":    {Limits{Cells: 10}, CodeLimit, "--limit cells="},
		"time":     {Limits{Stop: func() bool { return true }}, CodeTime, "--limit time="},
		"text":     {Limits{TextSize: 4}, CodeLimit, "自评表用不着这么大"},
		"sheets":   {Limits{Sheets: 1}, CodeLimit, "自评表用不着这么大"},
		"merges":   {Limits{Merges: 2}, CodeLimit, "自评表用不着这么大"},
	} {
		_, err := Open(data, c.limits)
		var e *Error
		if !errors.As(err, &e) || e.Code != c.code || !strings.Contains(e.Hint, c.hint) {
			t.Errorf("%s: %+v", name, err)
		}
	}
	if _, err := Open(data, Limits{Stop: func() bool { return false }}); err != nil {
		t.Errorf("a limit that is not reached: %v", err)
	}
}

// Time must be able to run out in the middle of one long part: asked only between parts, a single huge sheet
// would never end.
func TestTimeRunsOutInsideAPart(t *testing.T) {
	for name, p := range map[string]parts{
		"rows":  minimal(strings.Repeat("<row><c><v>1</v></c></row>", 50_000)),
		"cells": minimal("<row>" + strings.Repeat("<c><v>1</v></c>", 16_000) + "</row>"),
		"texts": official().with("xl/sharedStrings.xml", head+`<sst `+nsMain+`>`+strings.Repeat("<si><t>a</t></si>", 50_000)+`</sst>`),
	} {
		data := p.zip(t)
		asked := 0
		if _, err := Open(data, Limits{Ratio: 1000, Stop: func() bool { asked++; return false }}); err != nil {
			t.Fatal(err)
		}
		before, last := asked, 0
		asked = 0
		_, err := Open(data, Limits{Ratio: 1000, Stop: func() bool { asked++; last = asked; return asked == before-5 }})
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeTime || e.Part == "" || last == before {
			t.Errorf("%s: asked %d times, then %v", name, before, err)
		}
	}
}
