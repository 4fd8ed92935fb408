package service

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"jixiao/internal/ledger"
)

// A whole folder dropped at once: every file is done, and none twice.
func TestManyAtOnce(t *testing.T) {
	n := 200
	if long() {
		n = 5000
	}
	o := newOffice(t, t.TempDir())
	o.start()
	defer o.stop()
	for i := range n {
		o.drop(fmt.Sprintf("局%d/%d.xlsx", i%20, i), variant([]byte("<html></html>"+strings.Repeat(" ", 22)), i))
	}
	o.drain()
	c, err := o.service.ledger.Counts()
	if err != nil || c.Failed != n || c.Queued != 0 {
		t.Errorf("counts %+v, %v", c, err)
	}
	if got := len(o.files("无法处理")); got != 2*n {
		t.Errorf("%d files", got)
	}
}

// Names of 200 characters in any script, and members of archives whose names no file system
// holds, go the whole way.
func TestLongNames(t *testing.T) {
	o := newOffice(t, t.TempDir())
	o.start()
	defer o.stop()
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	f, err := w.Create(strings.Repeat("很长的名字", 40) + ".xlsx") // 200 characters, 600 bytes
	if err == nil {
		_, err = f.Write(samples()["党建活动经费"])
	}
	if err == nil {
		f, err = w.Create("坏/" + strings.Repeat("坏", 200) + ".xlsx")
	}
	if err == nil {
		_, err = f.Write([]byte("<html>"))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	o.drop("包.zip", packed.Bytes())
	o.drop(strings.Repeat("x", 200)+".xlsx", samples()["应急物资储备"])
	o.drop("ไทย Ελληνικά 𠮷 عربى.xlsx", samples()["乡村道路养护工程"])
	o.drain()
	if got := o.files("结果"); len(got) != 3 {
		t.Errorf("results %q", got)
	}
	if got := o.files("无法处理"); len(got) != 2 {
		t.Errorf("failed %q", got)
	}
	o.want("收件")
}

// Months in minutes: drops with faults and restarts; memory, open files and the ledger stay
// sound. JIXIAO_LONG makes it 20,000 drops.
func TestSoak(t *testing.T) {
	n, batch := 300, 60
	if long() {
		n, batch = 20_000, 500
	}
	o := mailOffice(t, t.TempDir())
	random := rand.New(rand.NewPCG(1, 2))
	o.sender = recorder{folder: filepath.Join(o.base, mailFolder), fail: func(Part) error {
		if random.IntN(5) == 0 {
			return &SendError{Kind: Temporary, Err: context.DeadlineExceeded}
		}
		return nil
	}}
	o.start()
	names := []string{"党建活动经费", "乡村道路养护工程", "应急物资储备", "职业技能培训补助"}
	var early uint64
	files := openFiles(t)
	for i := range n {
		data := samples()[names[random.IntN(len(names))]]
		switch random.IntN(10) {
		case 0:
			data = fmt.Appendf(nil, "<html>%d</html>", i)
		case 1: // a copy of what came before
		default:
			data = variant(data, i)
		}
		o.drop(fmt.Sprintf("局%d/表%d.xlsx", random.IntN(5), random.IntN(200)), data)
		if i%batch != batch-1 {
			continue
		}
		blocked := filepath.Join(o.base, "结果", fmt.Sprintf("局%d", random.IntN(5)))
		_ = os.Rename(blocked, blocked+"x") // someone tidies up while we work
		o.drain()
		_ = os.Rename(blocked+"x", blocked)
		if random.IntN(3) == 0 {
			o.stop()
			o.start()
		}
		if i > n/4 && early == 0 {
			early = heap()
		}
	}
	for range 3 {
		o.drain()
		o.now = o.now.Add(8 * time.Hour)
	}
	o.sender = recorder{folder: filepath.Join(o.base, mailFolder)}
	o.stop()
	o.start()
	o.drain()
	o.want("收件")
	if err := o.service.ledger.Check(); err != nil {
		t.Error(err)
	}
	checkMail(t, o)
	all, err := o.service.ledger.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if !f.Placed || f.State == ledger.Claimed {
			t.Errorf("not finished: %+v", f)
		}
	}
	if late := heap(); late > 2*early+64<<20 {
		t.Errorf("memory grew from %d to %d MB", early>>20, late>>20)
	}
	o.stop()
	if now := openFiles(t); now > files+2 {
		t.Errorf("open files grew from %d to %d", files, now)
	}
	t.Logf("%d drops, %d files in the ledger, heap %d MB", n, len(all), heap()>>20)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// openFiles counts this process's open files, 0 where the system does not tell.
func openFiles(t *testing.T) int {
	t.Helper()
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(list)
}
