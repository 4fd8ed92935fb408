package layout

import "testing"

// The layouts that come with the program must load, or no form can be read at all.
func TestBuiltin(t *testing.T) {
	if len(Builtin().Layouts) == 0 {
		t.Fatal("no layouts")
	}
}
