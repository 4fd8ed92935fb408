package mail

import (
	"fmt"
	"testing"
	"testing/fstest"
)

// A digest of a hundred files with their copies, as a busy day in spring brings: what wording,
// packing and encoding cost.
func BenchmarkCompose(b *testing.B) {
	files := fstest.MapFS{}
	l := Letter{ID: "k@bureau.example", To: clerk, County: "元氏县", Year: 2022, Created: at}
	for i := range 100 {
		path := fmt.Sprintf("结果/元氏县/部门%02d/自评表.xlsx", i)
		files[path] = &fstest.MapFile{Data: make([]byte, 20<<10)}
		l.Items = append(l.Items, Item{Source: path, Project: "项目", Department: "部门", Verdict: Correct, Total: "88.62", Errors: 3,
			Points: []Point{{Message: "自评表!I6 执行率得分应为8.62,填报9"}}, Copy: file(files, path)})
	}
	parts := plan(l, Limits{})
	if len(parts) != 1 {
		b.Fatalf("%d parts", len(parts))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compose(&parts[0], Options{From: office, Files: files, Now: at}); err != nil {
			b.Fatal(err)
		}
	}
}
