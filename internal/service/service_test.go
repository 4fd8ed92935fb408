package service

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jixiao/internal/audit"
	"jixiao/internal/config"
	"jixiao/internal/layout"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
	"jixiao/templates"
)

var auditOptions = sync.OnceValue(func() audit.Options {
	rules, err := ruleset.Builtin(ruleset.Default)
	if err != nil {
		panic(err)
	}
	language, err := quantity.Load(templates.FS, "words")
	if err != nil {
		panic(err)
	}
	return audit.Options{Rules: rules, Layouts: layout.Builtin(), Language: language}
})

// samples returns the bytes of the sample workbooks, by name.
var samples = sync.OnceValue(func() map[string][]byte {
	list := map[string][]byte{}
	root := filepath.Join("..", "..", "testdata", "yuanshi-2022", "元氏县")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".xlsx" {
			return err
		}
		data, err := os.ReadFile(path)
		list[strings.TrimSuffix(d.Name(), ".xlsx")] = data
		return err
	})
	if err != nil || len(list) < 5 {
		panic(fmt.Sprint("samples: ", err))
	}
	return list
})

// office is a workspace with its own clock; its service may be stopped and started.
type office struct {
	t       testing.TB
	base    string
	now     time.Time
	config  *config.Config
	service *Service
	sender  Sender
	step    func(string)
}

func newOffice(t testing.TB, base string) *office {
	o := &office{t: t, base: base, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.Local), config: config.Default(base)}
	o.config.Jobs = 2
	if err := MakeFolders(o.config); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *office) start() {
	o.t.Helper()
	s, err := Open(Options{Config: o.config, Audit: auditOptions(), Sender: o.sender, Step: o.step, Now: func() time.Time { return o.now }})
	if err != nil {
		o.t.Fatal(err)
	}
	o.service = s
}

func (o *office) stop() {
	o.t.Helper()
	if err := o.service.Close(); err != nil {
		o.t.Fatal(err)
	}
}

// drain passes, with the clock going on, until nothing changes any more.
func (o *office) drain() {
	o.t.Helper()
	for idle, n := 0, 0; idle < 4; n++ {
		o.now = o.now.Add(6 * time.Second)
		worked, err := o.service.Pass(context.Background())
		if err != nil {
			o.t.Fatal(err)
		}
		if err := o.service.Deliver(context.Background()); err != nil {
			o.t.Fatal(err)
		}
		if idle++; worked {
			idle = 0
		}
		if n > 10_000 {
			o.t.Fatal("never comes to rest")
		}
	}
}

func (o *office) drop(rel string, data []byte) {
	o.t.Helper()
	path := filepath.Join(o.base, "收件", filepath.FromSlash(rel))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		o.t.Fatal(err)
	}
}

// files lists the files below a folder of the workspace, with forward slashes.
func (o *office) files(folder string) []string {
	o.t.Helper()
	var list []string
	root := filepath.Join(o.base, folder)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, path)
		list = append(list, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return list
}

func (o *office) want(folder string, names ...string) {
	o.t.Helper()
	if got := o.files(folder); !slices.Equal(got, names) {
		o.t.Errorf("%s holds %q, want %q", folder, got, names)
	}
}

// The way of one day: forms come in folders, one is no form, one comes twice, one is corrected.
// Everything lands where people look for it, and the inbox is empty.
func TestADay(t *testing.T) {
	o := newOffice(t, t.TempDir())
	o.start()
	defer o.stop()
	s := samples()
	o.drop("元氏县/工商联/党建.xlsx", s["党建活动经费"])
	o.drop("元氏县/示例局/道路.xlsx", s["乡村道路养护工程"])
	o.drop("元氏县/示例局/网页.xlsx", []byte("<html><table><tr><td>不是表</td></tr></table></html>"))
	o.drop("元氏县/示例局/说明.pdf", []byte("%PDF-1.4"))
	o.drop("元氏县/示例局/~$打开.xlsx", []byte("x"))
	o.drain()
	o.want("结果", "元氏县/工商联/党建.xlsx", "元氏县/示例局/道路.xlsx")
	o.want("存档", "元氏县/工商联/党建.xlsx", "元氏县/示例局/道路.xlsx")
	o.want("无法处理", "元氏县/示例局/网页.xlsx", "元氏县/示例局/网页.xlsx.说明.txt")
	o.want("汇总", "2022年度元氏县绩效自评汇总.xlsx")
	o.want("收件", "元氏县/示例局/~$打开.xlsx", "元氏县/示例局/说明.pdf")
	note, err := os.ReadFile(filepath.Join(o.base, "无法处理", "元氏县", "示例局", "网页.xlsx.说明.txt"))
	if err != nil || !strings.Contains(string(note), "网页") || !strings.Contains(string(note), "怎么办") {
		t.Errorf("note %q, %v", note, err)
	}

	o.drop("又一次/党建.xlsx", s["党建活动经费"])         // the same bytes
	o.drop("元氏县/示例局/道路.xlsx", s["便民服务中心运行经费"]) // another version at the same path
	o.drop("元氏县/示例局/网页.xlsx", s["应急物资储备"])     // mended
	o.drain()
	o.want("重复", "又一次/党建.xlsx")
	o.want("无法处理")
	o.want("结果", "元氏县/工商联/党建.xlsx", "元氏县/示例局/网页.xlsx", "元氏县/示例局/道路.xlsx")
	o.want("存档", "元氏县/工商联/党建.xlsx", "元氏县/示例局/网页(2).xlsx", "元氏县/示例局/网页.xlsx", "元氏县/示例局/道路(2).xlsx", "元氏县/示例局/道路.xlsx")
	c, err := o.service.ledger.Counts()
	if err != nil || c.Done != 3 || c.Failed != 0 || c.Duplicates != 1 || c.Superseded != 2 || c.Queued != 0 {
		t.Errorf("counts %+v, %v", c, err)
	}
}

// A form that comes again under another name takes the place of the first: the summary must not
// count a project twice.
func TestSameProjectUnderAnotherName(t *testing.T) {
	o := newOffice(t, t.TempDir())
	o.start()
	defer o.stop()
	first := samples()["党建活动经费"]
	o.drop("元氏县/工商联/党建.xlsx", first)
	o.drain()
	o.drop("元氏县/工商联/党建(改).xlsx", append(slices.Clone(first), make([]byte, 0)...))
	marked, err := os.ReadFile(filepath.Join(o.base, "结果", "元氏县", "工商联", "党建.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	o.drop("元氏县/工商联/党建(改).xlsx", marked) // other bytes, the same project
	o.drain()
	c, err := o.service.ledger.Counts()
	if err != nil || c.Done != 1 || c.Superseded != 1 {
		t.Errorf("counts %+v, %v", c, err)
	}
	o.want("结果", "元氏县/工商联/党建(改).xlsx")
	o.want("存档", "元氏县/工商联/党建(改).xlsx", "元氏县/工商联/党建.xlsx", "旧版结果/元氏县/工商联/党建.xlsx")
}

// A result that cannot be written holds its file up, visibly, and goes on when the cause is gone.
func TestHeldUp(t *testing.T) {
	o := newOffice(t, t.TempDir())
	o.start()
	defer o.stop()
	inTheWay := filepath.Join(o.base, "结果", "党建.xlsx")
	if err := os.Mkdir(inTheWay, 0o777); err != nil {
		t.Fatal(err)
	}
	o.drop("党建.xlsx", samples()["党建活动经费"])
	o.drain()
	o.want("收件", "党建.xlsx")
	st, err := Look(o.config)
	if err != nil || !st.Running || len(st.Postponed) != 1 || !strings.Contains(st.Postponed[0].Held, "同名") {
		t.Fatalf("status %+v, %v", st, err)
	}
	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.Add(time.Hour)
	o.drain()
	o.want("结果", "党建.xlsx")
	o.want("收件")
}

// An inbox that is gone (a share) is no end: it is told, and work goes on when it is back.
func TestInboxAway(t *testing.T) {
	o := newOffice(t, t.TempDir())
	o.start()
	defer o.stop()
	inbox := filepath.Join(o.base, "收件")
	if err := os.Rename(inbox, inbox+"x"); err != nil {
		t.Fatal(err)
	}
	o.drain()
	if st, err := Look(o.config); err != nil || len(st.Trouble) != 1 || !strings.Contains(st.Trouble[0], "收件") {
		t.Errorf("status %+v, %v", st, err)
	}
	if err := os.Rename(inbox+"x", inbox); err != nil {
		t.Fatal(err)
	}
	o.drop("党建.xlsx", samples()["党建活动经费"])
	o.drain()
	o.want("结果", "党建.xlsx")
	if st, err := Look(o.config); err != nil || len(st.Trouble) != 0 {
		t.Errorf("status %+v, %v", st, err)
	}
}

// A version that is saved over the one being worked on loses neither.
func TestOverwrittenMeanwhile(t *testing.T) {
	o := newOffice(t, t.TempDir())
	newer := samples()["政企联席会议办公室经费"]
	once := sync.OnceFunc(func() { o.drop("表.xlsx", newer) })
	o.step = func(step string) {
		if step == StepMove {
			once()
		}
	}
	o.start()
	defer o.stop()
	older := samples()["党建活动经费"]
	o.drop("表.xlsx", older)
	o.drain()
	o.want("收件")
	o.want("存档", "表(2).xlsx", "表.xlsx")
	for name, data := range map[string][]byte{"表.xlsx": older, "表(2).xlsx": newer} {
		if got, err := os.ReadFile(filepath.Join(o.base, "存档", name)); err != nil || string(got) != string(data) {
			t.Errorf("%s is another version (%v)", name, err)
		}
	}
}

// One folder has one worker.
func TestOneInstance(t *testing.T) {
	o := newOffice(t, t.TempDir())
	if Running(o.config) {
		t.Error("running before the start")
	}
	o.start()
	if _, err := Open(o.service.Options); err == nil || !strings.Contains(err.Error(), "另一个 jixiao") {
		t.Errorf("second instance: %v", err)
	}
	if !Running(o.config) {
		t.Error("not seen running")
	}
	o.stop()
	o.start() // the lock is given back
	o.stop()
}
