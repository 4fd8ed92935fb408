package rule

import (
	"strings"
	"testing"
)

// A department reads the source of a finding: marks that only the source list explains stay out of it.
func TestPlainSource(t *testing.T) {
	for _, c := range []struct{ from, want string }{
		{src10, "财预〔2020〕10号"},
		{srcPractice, "财政部门复核实例"},
		{src10 + ";" + srcForm, "财预〔2020〕10号;绩效自评表表式"},
		{"约定(允许误差)", "约定(允许误差)"},
	} {
		if got := plainSource(c.from); got != c.want {
			t.Errorf("%q reads %q, want %q", c.from, got, c.want)
		}
	}
	for i := range list {
		if got := plainSource(list[i].Source); got == "" || strings.ContainsAny(got, "SG") || strings.Contains(got, "()") {
			t.Errorf("%s: source %q", list[i].Code, got)
		}
	}
}
