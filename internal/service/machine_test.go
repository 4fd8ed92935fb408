package service

import (
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jixiao/internal/intake"
	"jixiao/internal/ledger"
)

// long switches the long forms of tests on.
func long() bool { return os.Getenv("JIXIAO_LONG") != "" }

// variant returns the workbook with other bytes: the comment of the zip is not part of the form.
func variant(data []byte, n int) []byte {
	comment := fmt.Sprintf("version %d", n)
	out := slices.Clone(data)
	binary.LittleEndian.PutUint16(out[len(out)-2:], uint16(len(comment)))
	return append(out, comment...)
}

// killed is how a step ends the service in this process.
type killed struct{}

// stepsOfPass are the steps that Pass and Deliver take in their own goroutine.
var stepsOfPass = []string{StepClaim, StepFinish, StepMove, StepNote, StepPlaced, StepTidy, StepSummary, StepShown, StepGather, StepDivide, StepSend, StepDelivered}

// machine is a bureau's folder under everything that happens to it.
type machine struct {
	*office
	versions int
	deadly   string          // the step at which the service is killed next, "" for none
	mail     error           // what the mail server answers
	per      int             // how many files one mail takes
	dropped  map[string]bool // hashes of all that was dropped and not overwritten by a person
}

func (m *machine) begin() {
	m.step = func(step string) {
		if step == m.deadly {
			m.deadly = ""
			panic(killed{})
		}
	}
	m.sender = recorder{folder: filepath.Join(m.base, mailFolder), per: func() int { return m.per }, fail: func(Part) error { return m.mail }}
	m.start()
}

// work passes once; a kill ends the service and starts another.
func (m *machine) work() {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(killed); !ok {
				panic(r)
			}
			m.stop()
			m.begin()
		}
	}()
	m.now = m.now.Add(3 * time.Second)
	if _, err := m.service.Pass(context.Background()); err != nil {
		m.t.Fatal(err)
	}
	if err := m.service.Deliver(context.Background()); err != nil {
		m.t.Fatal(err)
	}
}

// put drops bytes; a file that a person overwrites before it was taken is the person's loss.
func (m *machine) put(t *rapid.T, rel string, data []byte) {
	path := m.service.inbox(rel)
	if sum, err := intake.HashFile(path); err == nil {
		known, err := m.service.ledger.Known(sum)
		if err != nil {
			t.Fatal(err)
		}
		if !known {
			delete(m.dropped, sum)
		}
	}
	m.drop(rel, data)
	sum, err := intake.HashFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m.dropped[sum] = true
}

func (m *machine) path(t *rapid.T) string {
	return rapid.SampledFrom([]string{"表一.xlsx", "表二.xlsx", "局/表一.xlsx", "元氏县/局/甲.xlsx", "元氏县/局/乙.xlsx", "深/更深/丙.xlsx"}).Draw(t, "path")
}

func (m *machine) sample(t *rapid.T) []byte {
	names := []string{"党建活动经费", "乡村道路养护工程", "应急物资储备"}
	return samples()[rapid.SampledFrom(names).Draw(t, "sample")]
}

// Whatever order things happen in (drops, edits, copies, bad files, kills, restarts, a mail
// server that fails), at rest nothing is lost, nothing done twice, nobody told twice unseen.
func TestMachine(t *testing.T) {
	checks := "20"
	if long() {
		checks = "400"
	}
	if err := flag.Set("rapid.checks", checks); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		base, err := os.MkdirTemp(t.TempDir(), "*")
		if err != nil {
			rt.Fatal(err)
		}
		m := &machine{office: mailOffice(t, base), dropped: map[string]bool{}, per: 2}
		m.begin()
		rt.Repeat(map[string]func(*rapid.T){
			"drop": func(rt *rapid.T) {
				m.versions++
				m.put(rt, m.path(rt), variant(m.sample(rt), m.versions))
			},
			"copy": func(rt *rapid.T) { m.put(rt, m.path(rt), m.sample(rt)) },
			"bad": func(rt *rapid.T) {
				m.versions++
				m.put(rt, m.path(rt), fmt.Appendf(nil, "<html>%d</html>", m.versions))
			},
			"kill":    func(rt *rapid.T) { m.deadly = rapid.SampledFrom(stepsOfPass).Draw(rt, "step") },
			"restart": func(*rapid.T) { m.stop(); m.begin() },
			"work":    func(*rapid.T) { m.work() },
			"work2":   func(*rapid.T) { m.work(); m.work(); m.work() },
			"wait":    func(*rapid.T) { m.now = m.now.Add(2 * time.Minute) },
			"mail": func(rt *rapid.T) {
				kind := rapid.SampledFrom([]FailureKind{"", Temporary, Auth}).Draw(rt, "answer")
				if m.mail = nil; kind != "" {
					m.mail = &SendError{Kind: kind, Doubt: kind == Temporary && rapid.Bool().Draw(rt, "doubt"), Err: errors.New("no")}
				}
			},
			"limit": func(rt *rapid.T) { m.per = rapid.IntRange(1, 3).Draw(rt, "files") },
		})
		m.deadly, m.mail = "", nil
		for range 3 { // mail that was refused waits longer than files
			m.drain()
			m.now = m.now.Add(8 * time.Hour)
		}
		m.atRest(rt)
		m.stop()
	})
}

func (m *machine) atRest(t *rapid.T) {
	if left := m.files("收件"); len(left) > 0 {
		t.Fatalf("left in the inbox: %q", left)
	}
	found := map[string]int{}
	for _, folder := range []string{"存档", "重复", "无法处理"} {
		for _, rel := range m.files(folder) {
			sum, err := intake.HashFile(filepath.Join(m.base, folder, filepath.FromSlash(rel)))
			if err != nil {
				t.Fatal(err)
			}
			found[sum]++
		}
	}
	for sum := range m.dropped {
		if found[sum] == 0 {
			t.Fatalf("an original is lost: %s", sum)
		}
	}
	m.everyFileOnce(t, found)
	if len(m.dropped) > 0 {
		checkMail(t, m.office)
	}
}

// everyFileOnce checks what the ledger says against the folders.
func (m *machine) everyFileOnce(t *rapid.T, found map[string]int) {
	files, err := m.service.ledger.All()
	if err != nil {
		t.Fatal(err)
	}
	current := map[string]int64{}
	rows := map[string]int{}
	for _, f := range files {
		if f.State == ledger.Claimed || !f.Placed {
			t.Fatalf("not finished: %+v", f)
		}
		rows[f.SHA256]++
		if f.State == ledger.Duplicate || f.Superseded != 0 {
			continue
		}
		if other := current[f.SHA256]; other != 0 && f.State == ledger.Done {
			t.Fatalf("the same bytes count twice: %d and %d", other, f.ID)
		}
		current[f.SHA256] = f.ID
		if f.State == ledger.Done && !exists(m.service.path(f.Result)) {
			t.Fatalf("no result: %+v", f)
		}
	}
	for sum, n := range rows {
		if found[sum] != n {
			t.Fatalf("%s came %d times and lies in %d places", sum, n, found[sum])
		}
	}
	marked := 0
	for _, f := range files {
		if f.State == ledger.Done && f.Superseded == 0 {
			marked++
		}
	}
	if got := m.files("结果"); len(got) != marked {
		t.Fatalf("%d results for %d files that count: %q", len(got), marked, got)
	}
}
