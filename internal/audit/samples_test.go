package audit_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jixiao/internal/audit"
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

const samplesDir = "../../testdata/yuanshi-2022"

func auditSample(t *testing.T, rel string) *audit.Result {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(samplesDir, filepath.FromSlash(rel)))
	if err != nil {
		t.Fatal(err)
	}
	res := audit.File(t.Context(), rel, data, options(t))
	if res.Status != audit.StatusScored {
		t.Fatalf("%s: %s %+v", rel, res.Status, res.Problem)
	}
	return res
}

// The five projects of the seed document met every target: 100 points, 优, nothing left to a
// person and nothing to correct. A false alarm here would be raised against every sound form.
func TestSoundSamples(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(samplesDir, "元氏县", "工商联", "*.xlsx"))
	if err != nil || len(files) != 5 {
		t.Fatalf("%d sound samples, want 5 (%v)", len(files), err)
	}
	for _, file := range files {
		rel, err := filepath.Rel(samplesDir, file)
		if err != nil {
			t.Fatal(err)
		}
		res := auditSample(t, filepath.ToSlash(rel))
		for i := range res.Forms {
			f := &res.Forms[i]
			if got := f.Score.Total.Sum.String(); got != "100.00" || f.Score.Total.Grade != "优" || !f.Score.Total.Final {
				t.Errorf("%s: total %s, grade %s, final %v; want 100.00 优", rel, got, f.Score.Total.Grade, f.Score.Total.Final)
			}
			if f.County.Name != "元氏县" || f.County.Province != "河北省" || f.Year != 2022 {
				t.Errorf("%s: county %+v, year %d", rel, f.County, f.Year)
			}
			for _, r := range f.Score.Rows {
				if r.Decision != score.Computed && r.Decision != score.Accepted {
					t.Errorf("%s row %d: %s (%s)", rel, r.Indicator.Row, r.Decision, r.Why)
				}
			}
		}
		for _, x := range res.All() {
			if x.Severity >= finding.Warn {
				t.Errorf("%s %s: %s %s", rel, x.Cell, x.Code, x.Message)
			}
		}
	}
}

// Every planted fault is found at its cell, and no error is reported that was not planted: a
// missed fault costs the county, a false error costs the tool its word.
func TestFaultySamples(t *testing.T) {
	f, err := os.Open(filepath.Join(samplesDir, "faults.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	planted := map[string]map[string][]string{} // file → cell → codes that may stand there
	var must [][3]string
	for _, r := range rows[1:] {
		file, cell := r[0], r[2]
		if planted[file] == nil {
			planted[file] = map[string][]string{}
		}
		planted[file][cell] = append(planted[file][cell], r[3])
		planted[file][cell] = append(planted[file][cell], strings.Fields(r[4])...)
		if r[5] == "yes" {
			must = append(must, [3]string{file, cell, r[3]})
		}
	}
	found := map[string][]finding.Finding{}
	for file := range planted {
		found[file] = auditSample(t, file).All()
	}
	for _, m := range must {
		if !slices.ContainsFunc(found[m[0]], func(x finding.Finding) bool { return x.Cell.String() == m[1] && x.Code == m[2] }) {
			t.Errorf("%s %s: %s was not found", m[0], m[1], m[2])
		}
	}
	for file, list := range found {
		for _, x := range list {
			if x.Severity == finding.Error && !slices.Contains(planted[file][x.Cell.String()], x.Code) {
				t.Errorf("%s %s: %s was not planted: %s", file, x.Cell, x.Code, x.Message)
			}
		}
	}
}

// Whatever bytes come in, the engine answers with a result that says what happened; a file
// that is neither scored nor explained would vanish from the county's count.
func FuzzFile(f *testing.F) {
	for _, name := range []string{"元氏县/示例局/应急物资储备.xlsx", "元氏县/示例局/便民服务中心运行经费.xlsx"} {
		data, err := os.ReadFile(filepath.Join(samplesDir, filepath.FromSlash(name)))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("<html><table></table></html>"))
	f.Add([]byte{})
	opt := options(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		res := audit.File(t.Context(), "x.xlsx", data, opt)
		if (res.Status == audit.StatusScored) == (res.Problem != nil) {
			t.Fatalf("status %s with problem %+v", res.Status, res.Problem)
		}
		if (res.Status == audit.StatusScored) != (len(res.Forms) > 0) {
			t.Fatalf("status %s with %d forms", res.Status, len(res.Forms))
		}
	})
}
