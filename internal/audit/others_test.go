package audit_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"jixiao/internal/audit"
	"jixiao/internal/score"
)

// What departments put into the same folder must not be scored: plans, monitoring, accounts, budgets, lists, blank forms. Each
// has the headings of a self-evaluation, and a grade for one would be a grade for work that nobody has done.
func TestOtherWorkbooks(t *testing.T) {
	dir := filepath.Join(formsDir, "others")
	f, err := os.Open(filepath.Join(dir, "answers.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	opt := options(t)
	for _, r := range rows[1:] {
		slug, want, why := r[0], r[1], r[2]
		data, err := os.ReadFile(filepath.Join(dir, slug+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		res := audit.File(t.Context(), slug+".xlsx", data, opt)
		switch want {
		case "unrecognised":
			if res.Status != audit.StatusUnrecognised {
				t.Errorf("%s is %s (%s)", slug, res.Status, why)
			}
		case "not_filled":
			if len(res.Forms) != 1 || res.Forms[0].Score.Total.Grade != "" || res.Forms[0].Score.Total.Sum.Valid {
				t.Errorf("%s: %d forms, %s (%s)", slug, len(res.Forms), res.Status, why)
			} else if n := res.Forms[0].Score; len(n.Rows) > 0 && n.State != score.NotFilled {
				t.Errorf("%s: state %q (%s)", slug, n.State, why)
			}
		default:
			t.Errorf("%s: %q is no answer", slug, want)
		}
	}
}
