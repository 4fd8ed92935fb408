package mail

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Nothing may be lost or sent twice when a letter is cut, and no part may exceed the limit.
func TestPlanKeepsLimitsAndFiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := fstest.MapFS{}
		l := Letter{ID: "k@bureau.example", To: clerk, Created: at}
		n := rapid.IntRange(0, 25).Draw(t, "files")
		for i := range n {
			path := fmt.Sprintf("结果/部门%d/自评表.xlsx", i)
			files[path] = &fstest.MapFile{Data: make([]byte, rapid.IntRange(0, 40<<10).Draw(t, "size"))}
			l.Items = append(l.Items, Item{Source: path, Project: "项目", Verdict: Passed, Copy: file(files, path)})
		}
		limits := Limits{Bytes: int64(rapid.IntRange(48<<10, 200<<10).Draw(t, "limit")), Files: rapid.IntRange(1, 12).Draw(t, "single")}
		parts := plan(l, limits)
		if d := cmp.Diff(parts, plan(l, limits)); d != "" {
			t.Fatalf("a second plan differs:\n%s", d)
		}
		seen, ids := map[string]int{}, map[string]bool{}
		for i, p := range parts {
			for _, f := range p.Attach {
				seen[f.Path]++
			}
			for _, f := range p.Large {
				if i == 0 { // each part names them
					seen[f.Path]++
				}
			}
			m, err := Compose(&p, Options{From: office, Files: files, Now: at})
			if err != nil {
				t.Fatal(err)
			}
			if int64(len(m.Data)) > limits.Bytes {
				t.Fatalf("part %d has %d bytes, the limit is %d", i+1, len(m.Data), limits.Bytes)
			}
			ids[m.ID] = true
		}
		if len(ids) != len(parts) || len(seen) != n {
			t.Fatalf("%d parts with %d identities, %d of %d files", len(parts), len(ids), len(seen), n)
		}
		for path, k := range seen {
			if k != 1 {
				t.Fatalf("%s travels %d times", path, k)
			}
		}
	})
}

// Once a part may have arrived, the others are divided anew only where a limit would be broken
// (a server took less than was believed): nothing travels twice, nothing is left behind, and what
// may have arrived stays what it was.
func TestLaterPartsFollowAChangedLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Letter{ID: "k@bureau.example", To: clerk, Created: at}
		n := rapid.IntRange(1, 25).Draw(t, "files")
		for i := range n {
			f := File{Path: fmt.Sprintf("结果/部门%d/自评表.xlsx", i), Size: rapid.Int64Range(0, 40<<10).Draw(t, "size")}
			l.Items = append(l.Items, Item{Source: f.Path, Verdict: Passed, Copy: &f})
		}
		draw := func(what string) Limits {
			return Limits{Bytes: int64(rapid.IntRange(40<<10, 200<<10).Draw(t, what))}
		}
		before, after := draw("before"), draw("after")
		first := Divide(&l, before)
		fixed := rapid.IntRange(0, len(first)).Draw(t, "fixed")
		second := Again(first, fixed, after)
		if d := cmp.Diff(first[:fixed], second[:fixed]); d != "" {
			t.Fatalf("a part that may have arrived changed:\n%s", d)
		}
		if after.Bytes >= before.Bytes && cmp.Diff(first, second) != "" {
			t.Fatal("divided anew without need")
		}
		seen := map[string]int{}
		for i := range second {
			part := Part(l, second, i, after)
			for _, f := range part.Attach {
				seen[f.Path]++
			}
			if i >= fixed && weight(part.Attach) > after.capacity() {
				t.Fatalf("part %d breaks the limit", i+1)
			}
			if i == len(second)-1 {
				for _, f := range part.Large {
					seen[f.Path]++
				}
			}
		}
		for _, it := range l.Items {
			// What no mail took at first was told by the first part.
			told := !slices.ContainsFunc(first, func(v []File) bool { return holds(v, *it.Copy) })
			if n := seen[it.Copy.Path]; n != 1 && !(told && n == 0) {
				t.Fatalf("%s travels %d times", it.Copy.Path, seen[it.Copy.Path])
			}
		}
	})
}
