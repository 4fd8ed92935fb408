package position

import "testing"

// A clerk finds the place by these words; they must name it, and every fault must be there at once.
func TestProblems(t *testing.T) {
	list := &Problems{Problems: []Problem{
		{File: "规则.yaml", Line: 3, Column: 5, Message: "“十分”不是数字"},
		{File: "规则.yaml", Message: "文件是空的"},
	}}
	want := "规则.yaml 第3行第5列:“十分”不是数字\n规则.yaml:文件是空的"
	if got := list.Error(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
