package rule

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the manual anew")

// The manual that people read beside the data must be the one that explain prints: after a change
// of a check or its text, go test ./internal/rule -update writes it anew.
func TestManual(t *testing.T) {
	const file = "../../templates/checks/manual.md"
	if *update {
		if err := os.WriteFile(file, []byte(Manual()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(data) != Manual() {
		t.Error("the manual differs from the checks: go test ./internal/rule -run TestManual -update")
	}
}
