package service

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"jixiao/internal/intake"
	"jixiao/internal/ledger"
)

// A child of this test binary works on a workspace until it kills itself at a step: really, with
// no chance to clean up. killEnv holds "folder|step|n": at the n-th time of that step.
const killEnv = "JIXIAO_TEST_KILL"

func TestMain(m *testing.M) {
	if plan := os.Getenv(killEnv); plan != "" {
		workUntilKilled(plan)
		return
	}
	goleak.VerifyTestMain(m)
}

func workUntilKilled(plan string) {
	parts := strings.Split(plan, "|")
	n, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		panic(err)
	}
	o := mailOffice(panicTB{}, parts[0])
	var seen atomic.Int64
	o.step = func(step string) {
		if step == parts[1] && seen.Add(1) == n {
			me, err := os.FindProcess(os.Getpid())
			if err == nil {
				err = me.Kill()
			}
			if err != nil {
				panic(err)
			}
			time.Sleep(time.Hour) // until the signal arrives
		}
	}
	o.start()
	o.drain()
	o.stop()
}

// panicTB stands in for a test in the child.
type panicTB struct{ testing.TB }

func (panicTB) Helper()           {}
func (panicTB) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

func mailOffice(t testing.TB, base string) *office {
	o := newOffice(t, base)
	o.config.Mail.Enabled, o.config.Mail.To, o.config.Mail.From = true, []string{"a@example.gov.cn", "b@example.gov.cn"}, "jx@example.gov.cn"
	o.sender = recorder{folder: filepath.Join(base, mailFolder)}
	return o
}

// dropAll drops one of everything: two forms, a copy, a file that is no form, an archive.
func dropAll(o *office) {
	s := samples()
	o.drop("元氏县/工商联/党建.xlsx", s["党建活动经费"])
	o.drop("元氏县/示例局/道路.xlsx", s["乡村道路养护工程"])
	o.drop("副本/党建.xlsx", s["党建活动经费"])
	o.drop("网页.xlsx", []byte("<html>不是表</html>"))
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for _, name := range []string{"培训.xlsx", "储备.xlsx"} {
		f, err := w.Create("示例局/" + name)
		if err == nil {
			_, err = f.Write(s[map[string]string{"培训.xlsx": "职业技能培训补助", "储备.xlsx": "应急物资储备"}[name]])
		}
		if err != nil {
			o.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		o.t.Fatal(err)
	}
	o.drop("元氏县.zip", packed.Bytes())
}

// Whatever step the process is killed at, the next start goes on: every result is there once,
// every original is put away once, and every mail went out once or says that it may be a second.
func TestKilledAtEveryStep(t *testing.T) {
	for _, step := range Steps {
		times := []int{1, 3}
		if step == StepSend || step == StepDelivered {
			times = []int{1, 2, 3, 4, 5, 6} // before and after each part of each recipient's letter
		}
		for _, n := range times {
			t.Run(fmt.Sprintf("%s-%d", step, n), func(t *testing.T) {
				t.Parallel()
				base := t.TempDir()
				o := mailOffice(t, base)
				dropAll(o)
				if step == StepTidy {
					first := mailOffice(t, base)
					first.start()
					first.drain()
					first.stop()
					o.drop("元氏县/示例局/道路.xlsx", samples()["便民服务中心运行经费"])
					o.drop("网页.xlsx", samples()["农村公益设施管护补助"])
				}
				child := exec.Command(os.Args[0], "-test.run=^$")
				child.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%d", killEnv, base, step, n))
				out, err := child.CombinedOutput()
				if err != nil && !wasKilled(err) {
					t.Fatalf("child: %v\n%s", err, out)
				}
				if err == nil && n == 1 {
					t.Fatalf("step %s was never reached", step)
				}
				o.start()
				o.drain()
				checkAll(t, o, step == StepTidy)
				o.stop()
			})
		}
	}
}

// Steps are where the program's authors think it is dangerous; a power cut does not ask them. The
// child is killed at any moment, again and again, and the last start finds everything in order.
func TestKilledAnywhere(t *testing.T) {
	rounds := 12
	if long() {
		rounds = 200
	}
	base := t.TempDir()
	o := mailOffice(t, base)
	dropAll(o)
	for i := range rounds {
		child := exec.Command(os.Args[0], "-test.run=^$")
		child.Env = append(os.Environ(), fmt.Sprintf("%s=%s|never|1", killEnv, base))
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		if i%4 < 3 { // more kills in a row than this make a file suspect
			time.Sleep(time.Duration(rand.IntN(40*(1+i%4))) * time.Millisecond)
			if err := child.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
		}
		_ = child.Wait()
		if i%4 == 3 { // there must be something to lose
			o.drop(fmt.Sprintf("元氏县/更多/%d.xlsx", i), variant(samples()["政企联席会议办公室经费"], i))
		}
	}
	o.start()
	o.drain()
	defer o.stop()
	o.want("收件")
	checkMail(t, o)
	if err := o.service.ledger.Check(); err != nil {
		t.Error(err)
	}
	all, err := o.service.ledger.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		switch sum, err := intake.HashFile(o.service.path(f.Dest)); {
		case !f.Placed || f.State == ledger.Claimed:
			t.Errorf("not finished: %+v", f)
		case f.Dest != "" && (err != nil || sum != f.SHA256):
			t.Errorf("the original of %s is not at %s: %v", f.Rel, f.Dest, err)
		case f.Code == "E-CRASH":
			t.Errorf("%s is blamed for the kills", f.Rel)
		}
	}
}

// A file that brings the program down again and again is given up in the end, alone: the files
// that were worked on beside it are done.
func TestPoison(t *testing.T) {
	base := t.TempDir()
	o := mailOffice(t, base)
	o.drop("a毒.xlsx", samples()["党建活动经费"])
	o.drop("b.xlsx", samples()["应急物资储备"])
	o.drop("c.xlsx", samples()["乡村道路养护工程"])
	for range mostBegun {
		child := exec.Command(os.Args[0], "-test.run=^$")
		child.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%d", killEnv, base, StepProcess, 1))
		if out, err := child.CombinedOutput(); !wasKilled(err) {
			t.Fatalf("child: %v\n%s", err, out)
		}
	}
	o.start()
	o.drain()
	defer o.stop()
	o.wantSet("无法处理", "a毒.xlsx", "a毒.xlsx.说明.txt")
	o.wantSet("结果", "b.xlsx", "c.xlsx")
}

// wasKilled tells a child that was killed from one that failed.
func wasKilled(err error) bool {
	exit, ok := err.(*exec.ExitError)
	if runtime.GOOS == "windows" {
		return ok && exit.ExitCode() == 1 // what a killed process ends with; a panic ends with 2
	}
	return ok && exit.ExitCode() == -1
}

func checkAll(t *testing.T, o *office, replaced bool) {
	t.Helper()
	results := []string{"元氏县/示例局/储备.xlsx", "元氏县/示例局/培训.xlsx", "元氏县/工商联/党建.xlsx", "元氏县/示例局/道路.xlsx"}
	archived := []string{"元氏县.zip", "元氏县/工商联/党建.xlsx", "元氏县/示例局/道路.xlsx"}
	failed := []string{"网页.xlsx", "网页.xlsx.说明.txt"}
	if replaced {
		results = append(results, "网页.xlsx")
		archived = append(archived, "元氏县/示例局/道路(2).xlsx", "网页.xlsx", "网页(2).xlsx")
		failed = nil
	}
	o.wantSet("收件")
	o.wantSet("结果", results...)
	o.wantSet("重复", "副本/党建.xlsx")
	o.wantSet("无法处理", failed...)
	o.wantSet("存档", archived...)
	o.wantSet("汇总", "2022年度元氏县绩效自评汇总.xlsx")
	checkMail(t, o)
	if err := o.service.ledger.Check(); err != nil {
		t.Error(err)
	}
	kept, err := o.service.ledger.Kept()
	if err != nil {
		t.Fatal(err)
	}
	if err := o.service.sweep(); err != nil {
		t.Fatal(err)
	}
	if got := o.files(".jixiao/store"); len(got) != len(kept) {
		t.Errorf("%d copies in the store, %d are needed", len(got), len(kept))
	}
}

func (o *office) wantSet(folder string, names ...string) {
	o.t.Helper()
	got := map[string]bool{}
	for _, name := range o.files(folder) {
		got[name] = true
	}
	for _, name := range names {
		if !got[name] {
			o.t.Errorf("%s lacks %s", folder, name)
		}
		delete(got, name)
	}
	for name := range got {
		o.t.Errorf("%s holds %s, too", folder, name)
	}
}
