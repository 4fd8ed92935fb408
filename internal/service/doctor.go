package service

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"jixiao/internal/audit"
	"jixiao/internal/config"
	"jixiao/internal/ledger"
)

// Grade is how a check of the doctor came out.
type Grade string

const (
	Good  Grade = "正常"
	Doubt Grade = "注意" // works, but something should be known
	Bad   Grade = "不行" // must be put right
)

// Check is one line of the doctor: what was looked at, how it is, and the way out when it is not
// good.
type Check struct {
	Name  string
	Grade Grade
	Text  string
	Way   string
}

func good(name, format string, args ...any) Check {
	return Check{Name: name, Grade: Good, Text: fmt.Sprintf(format, args...)}
}

// Examination is what the doctor looks at. Options and Mail may be nil.
type Examination struct {
	Config *config.Config
	// Load loads the forms, words and rules that a run would score by.
	Load func() (*audit.Options, error)
	// Mail tries the mail server and its login, when mail is switched on.
	Mail func() error
	Now  func() time.Time
}

// Examine looks at everything that a workspace needs, and never stops at the first trouble.
func Examine(e Examination) []Check {
	var list []Check
	for _, f := range e.Config.All() {
		list = append(list, checkFolder(f))
	}
	list = append(list, checkLedger(e.Config), checkSpace(e.Config), checkLimits(e.Config, memory()), checkClock(e), checkForms(e), checkConsole())
	return append(list, checkOutgoing(e))
}

// checkFolder tries to write, and tells shares: events do not come from there.
func checkFolder(f config.Named) Check {
	name := "文件夹 " + f.Name
	info, err := os.Stat(f.Path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return Check{name, Bad, f.Path + " 不存在", "运行 jixiao init 建立,或改正 jixiao.yaml 的 " + f.Key}
	case err != nil:
		return Check{name, Bad, fmt.Sprintf("%s 打不开(%v)", f.Path, err), "请检查网络共享是否连通、账户有没有权限"}
	case !info.IsDir():
		return Check{name, Bad, f.Path + " 不是文件夹", "请移走同名的文件"}
	}
	probe, err := os.CreateTemp(f.Path, ".jixiao-doctor-*.tmp")
	if err != nil {
		return Check{name, Bad, fmt.Sprintf("%s 不能写入(%v)", f.Path, err), "请换一个有写入权限的文件夹或账户"}
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return Check{name, Doubt, fmt.Sprintf("%s 能写入,但不能删除(%v)", f.Path, err), "请给账户完全控制的权限"}
	}
	if kind := ledger.Remote(f.Path); kind != "" {
		if mappedDrive(f.Path) {
			return Check{name, Doubt, f.Path + " 可写,是" + kind, "要装成 Windows 服务时,请改写成 \\\\服务器\\共享\\文件夹"}
		}
		return good(name, "%s 可写,在网络共享上(%s):靠定时查看发现新文件", f.Path, kind)
	}
	return good(name, "%s 可写,在本机", f.Path)
}

func checkLedger(cfg *config.Config) Check {
	const name = "台账"
	state := cfg.Path(cfg.Folders.State)
	if kind := ledger.Remote(state); kind != "" {
		return Check{name, Bad, state + " 在网络共享上(" + kind + "),台账会损坏", "在 jixiao.yaml 的 folders.state 写一个本机文件夹"}
	}
	l, err := ledger.Read(state)
	if errors.Is(err, ledger.ErrMissing) {
		return good(name, "还没有,第一次运行 jixiao watch 时建立")
	}
	if err == nil {
		err = errors.Join(l.Check(), l.Close())
	}
	var e *ledger.Error
	switch {
	case errors.As(err, &e):
		return Check{name, Bad, e.Error(), e.Hint}
	case err != nil:
		return Check{name, Bad, err.Error(), "请检查磁盘"}
	}
	return good(name, "完好")
}

// lowSpace is below what a bureau's season needs: some thousand forms, twice, and their ledger.
const lowSpace = 1 << 30

func checkSpace(cfg *config.Config) Check {
	const name = "磁盘空间"
	worst := Check{Name: name, Grade: Good, Text: "无法得知"}
	least := uint64(0)
	for i, f := range cfg.All() {
		free, err := freeSpace(f.Path)
		if err != nil || i > 0 && least != 0 && free >= least {
			continue
		}
		least = free
		worst = good(name, "最少的一处(%s)还有 %.1f GB", f.Name, float64(free)/(1<<30))
		if free < lowSpace {
			worst.Grade, worst.Way = Doubt, "请清理磁盘;写满时处理会暂停,腾出空间后自动继续"
		}
	}
	return worst
}

// checkLimits holds what the files in hand may take together against what the machine has.
func checkLimits(cfg *config.Config, has uint64) Check {
	const name = "每个文件的上限"
	jobs := int64(cfg.Jobs)
	if jobs < 1 {
		jobs = int64(runtime.GOMAXPROCS(0))
	}
	l := cfg.Limits
	c := good(name, "时间 %s,内存 %d MB,单元格 %d 个;同时处理 %d 个", config.Span(l.Time), l.Memory>>20, l.Cells, jobs)
	if has > 0 && uint64(jobs*l.Memory) > has {
		c.Grade, c.Text = Doubt, fmt.Sprintf("同时处理 %d 个,每个最多 %d MB,合起来超过这台电脑的内存(%d MB)", jobs, l.Memory>>20, has>>20)
		c.Way = "在 jixiao.yaml 里把 limits.memory_mb 或 jobs 调小"
	}
	return c
}

// checkClock holds the clock of this machine against that of the inbox, which may be a server's.
func checkClock(e Examination) Check {
	const name = "时钟"
	now := e.Now()
	if now.Year() < 2025 || now.Year() > 2100 {
		return Check{name, Bad, "这台电脑的时间是 " + When(now), "请校准时间:邮件和汇总的日期都用它"}
	}
	inbox := e.Config.Path(e.Config.Folders.Inbox)
	probe, err := os.CreateTemp(inbox, ".jixiao-doctor-*.tmp")
	if err != nil {
		return good(name, "%s", When(now))
	}
	info, err := probe.Stat()
	_, _ = probe.Close(), os.Remove(probe.Name())
	if err == nil {
		if off := info.ModTime().Sub(now).Abs(); off > 2*time.Minute {
			return Check{name, Doubt, fmt.Sprintf("%s,与收件文件夹所在服务器相差 %s", When(now), off.Round(time.Second)), "请校准两边的时间;处理不受影响,只是看到的时间会不一致"}
		}
	}
	return good(name, "%s", When(now))
}

func checkForms(e Examination) Check {
	const name = "表式、规则和名单"
	options, err := e.Load()
	if err != nil {
		return Check{name, Bad, err.Error(), "请改正 jixiao.yaml 里的这一项,或它指的文件"}
	}
	return good(name, "规则集 %s(%s)", options.Rules.ID, options.Rules.Name)
}

func checkOutgoing(e Examination) Check {
	const name = "邮件"
	if !e.Config.Mail.Enabled {
		return good(name, "没有打开,不会发出任何邮件")
	}
	password, _, err := e.Config.Password()
	switch {
	case err != nil:
		return Check{name, Bad, err.Error(), "请检查 mail.password_file"}
	case password == "" && e.Config.Mail.User != "":
		return Check{name, Bad, "没有密码", "请设置环境变量 " + e.Config.Mail.PasswordEnv + ",或写 mail.password_file"}
	case e.Mail == nil:
		return good(name, "已打开,没有试连服务器")
	}
	if err := e.Mail(); err != nil {
		return Check{name, Bad, err.Error(), "请检查服务器、端口、登录名和授权码"}
	}
	return good(name, "服务器能连上,登录成功")
}
