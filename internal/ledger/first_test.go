package ledger

import (
	"testing"
	"time"
)

// A department that corrects what came in time must not be called late, and one whose first file could not be
// read has not reported with it.
func TestFirstReceived(t *testing.T) {
	l := open(t, t.TempDir())
	defer func() { must(t, l.Close()) }()
	at := func(days int, rel, sha string) int64 {
		must(t, l.Claim([]File{{Rel: rel, SHA256: sha, Size: 1, Modified: noon, Kind: Workbook, Received: noon.AddDate(0, 0, days)}}))
		all, err := l.All()
		must(t, err)
		return all[len(all)-1].ID
	}
	l.done(t, at(0, "a", "1"), formOf("甲"))
	l.done(t, at(5, "a", "2"), formOf("甲"))
	third := at(9, "elsewhere", "3")
	l.done(t, third, formOf("甲"))
	broken := at(1, "b", "4")
	must(t, l.Finish([]Outcome{{File: broken, State: Failed, Dest: "failed/b", Now: noon}}))
	second := at(6, "b", "5")
	l.done(t, second, formOf("乙"))
	days, err := l.FirstReceived()
	must(t, err)
	for id, want := range map[int64]time.Time{third: noon, second: noon.AddDate(0, 0, 6)} {
		if got := days[id]; !got.Equal(want) {
			t.Errorf("file %d: %s, want %s", id, got, want)
		}
	}
	if len(days) != 2 {
		t.Errorf("%v", days)
	}
}
