package batch

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jixiao/internal/audit"
	"jixiao/internal/render"
)

// What comes back from the store is what went in, found faults across files included: every output
// of a run rests on it.
func TestStoreGivesBackTheSame(t *testing.T) {
	opt := testOptions(t)
	b := &Batch{Options: *opt, Jobs: 2}
	var files []Source
	for _, path := range samples(t) {
		files = append(files, Source{Path: path}, Source{Path: path, Name: "again/" + path})
	}
	files = append(files, Source{Path: "no such file.xlsx"})
	want, err := b.Run(context.Background(), files)
	if err != nil {
		t.Fatal(err)
	}
	audit.Across(want, opt)

	store := NewStore(opt)
	defer store.Close()
	if err := b.Each(context.Background(), files, store.Add); err != nil {
		t.Fatal(err)
	}
	store.Finish(nil)
	var got []*audit.Result
	if err := store.Each(func(r *audit.Result) error { got = append(got, r); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(files) {
		t.Fatalf("%d of %d files came back", len(got), len(files))
	}
	for i := range want {
		if diff := cmp.Diff(text(t, want[i]), text(t, got[i])); diff != "" {
			t.Fatalf("%s: %s", files[i].Path, diff)
		}
	}
	if !bytes.Contains([]byte(text(t, want...)), []byte("L-SCR-10")) {
		t.Error("no sample has a fault across files: the test shows too little")
	}
}

func text(t *testing.T, results ...*audit.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := render.Write("json", &b, &render.Run{Results: results}, render.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Results must come in the order of the files, each once, whichever is done first, and all of them
// also when there are more than may be under way.
func TestEachKeepsOrder(t *testing.T) {
	b := &Batch{Options: *testOptions(t), Jobs: 3}
	var files []Source
	for i := range 100 {
		files = append(files, Source{Path: "nowhere", Name: fmt.Sprint(i)})
	}
	files[1].Path = samples(t)[0] // takes longer than the others
	var got []string
	if err := b.Each(context.Background(), files, func(r *audit.Result) { got = append(got, r.Path) }); err != nil {
		t.Fatal(err)
	}
	for i := range files {
		if got[i] != fmt.Sprint(i) {
			t.Fatalf("file %d came as number %d", i, slices.Index(got, fmt.Sprint(i)))
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	n := 0
	err := b.Each(ctx, files, func(r *audit.Result) {
		if n++; n == 10 {
			stop()
		}
	})
	if err == nil || n != len(files) {
		t.Errorf("interrupted: %v after %d results", err, n)
	}
}

// A spool larger than its memory must give back every record, in whatever order it is asked.
func TestSpool(t *testing.T) {
	var s spool
	defer s.close()
	size := spoolMemory/10 + 7
	for i := range 35 {
		s.add(bytes.Repeat([]byte{byte(i)}, size+i))
	}
	for _, i := range []int{34, 0, 17, 3, 33, 9, 10} {
		got, err := s.get(i)
		if err != nil || len(got) != size+i || got[0] != byte(i) || got[len(got)-1] != byte(i) {
			t.Errorf("record %d: %d bytes, %v", i, len(got), err)
		}
	}
	if s.file == nil {
		t.Error("everything stayed in memory")
	}
}
