package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/kardianos/service"

	"jixiao/internal/config"
	"jixiao/internal/ledger"
)

// Daemon is a workspace as a service of the operating system: a Windows service, systemd, launchd.
type Daemon struct {
	cfg   *config.Config
	inner service.Service
}

// NewDaemon names the service of a workspace; nothing is installed.
func NewDaemon(cfg *config.Config) (*Daemon, error) {
	inner, err := service.New(idle{}, daemonConfig(cfg))
	if err != nil {
		return nil, fmt.Errorf("这个系统没有可用的服务管理(%w)", err)
	}
	return &Daemon{cfg: cfg, inner: inner}, nil
}

// daemonConfig describes the service; the name tells workspaces of one machine apart.
func daemonConfig(cfg *config.Config) *service.Config {
	sum := sha256.Sum256([]byte(cfg.Base))
	c := &service.Config{
		Name:        "jixiao-" + hex.EncodeToString(sum[:4]),
		DisplayName: "绩效自评表自动处理 " + filepath.Base(cfg.Base),
		Description: "自动检查、评分、汇总放入文件夹的绩效自评表:" + cfg.Base,
		Arguments:   []string{"watch", cfg.Base},
		Option: service.KeyValue{
			"DelayedAutoStart": true, "OnFailure": "restart", "OnFailureDelayDuration": "30s", // Windows
		},
	}
	if program, err := os.Executable(); err == nil { // else the library says that it cannot install
		c.Option["SystemdScript"] = systemdUnit(c.Name, c.Description, cfg.Base, program, c.Arguments)
		c.Option["LaunchdConfig"] = launchdList(c.Name, program, c.Arguments)
	}
	return c
}

// Name is the name under which the operating system knows the service.
func (d *Daemon) Name() string { return daemonConfig(d.cfg).Name }

// startWait is how long a service that was started may take to take its workspace's lock.
const startWait = 10 * time.Second

// Install installs and starts the service, and reports whether it is really at work. One that is
// installed already is installed anew: the program may have moved. A workspace with a mapped drive is refused on Windows: services do not see the drives of a person's session.
func (d *Daemon) Install() (running bool, err error) {
	for _, f := range d.cfg.All() {
		if mappedDrive(f.Path) {
			return false, fmt.Errorf("“%s”文件夹 %s 在映射的网络驱动器上,Windows 服务看不到它;请在 jixiao.yaml 里改写成 \\\\服务器\\共享\\文件夹", f.Name, f.Path)
		}
	}
	if d.installed() {
		if err := d.Uninstall(); err != nil {
			return false, err
		}
	}
	if err := d.inner.Install(); err != nil {
		return false, d.explain("安装", err)
	}
	if err := d.inner.Start(); err != nil {
		return false, d.explain("启动", err)
	}
	for end := time.Now().Add(startWait); !running && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		running = Running(d.cfg)
	}
	return running, nil
}

func (d *Daemon) installed() bool {
	_, err := d.inner.Status()
	return err == nil
}

// ErrNotInstalled reports that there is no service to remove.
var ErrNotInstalled = errors.New("没有安装过这个服务")

// Uninstall stops and removes the service; the workspace stays as it is.
func (d *Daemon) Uninstall() error {
	if !d.installed() {
		return ErrNotInstalled
	}
	_ = d.inner.Stop() // it may be stopped already
	if err := d.inner.Uninstall(); err != nil {
		return d.explain("卸载", err)
	}
	// System V init: the library leaves the links of the run levels behind.
	links, _ := filepath.Glob("/etc/rc?.d/[SK][0-9][0-9]" + d.Name())
	for _, link := range links {
		_ = os.Remove(link)
	}
	return nil
}

// State says in a word how the service stands.
func (d *Daemon) State() (string, error) {
	status, err := d.inner.Status()
	switch {
	case errors.Is(err, service.ErrNotInstalled):
		return "没有安装", nil
	case err != nil:
		return fmt.Sprintf("没有安装,或这台电脑的服务管理查不到它(%v)", err), nil
	case status == service.StatusRunning:
		return "正在运行", nil
	case status == service.StatusStopped:
		return "已安装,没有运行", nil
	}
	return "状态不明", nil
}

// explain says what went wrong with the service, and the most likely way out.
func (d *Daemon) explain(what string, err error) error {
	way := "请把上面的内容告诉维护人员;不装服务也可以用 jixiao watch 直接运行"
	switch {
	case runtime.GOOS == "windows" && errors.Is(err, os.ErrPermission):
		way = "请用管理员身份运行:右键“命令提示符”,选“以管理员身份运行”"
	case runtime.GOOS != "windows" && os.Geteuid() != 0:
		way = "请用 sudo 运行"
	}
	return fmt.Errorf("服务 %s %s失败:%w。%s", d.Name(), what, err, way)
}

// mappedDrive reports a drive letter that stands for a share.
func mappedDrive(path string) bool {
	return len(filepath.VolumeName(path)) == 2 && ledger.Remote(path) != ""
}

// idle is a service that is only talked about.
type idle struct{}

func (idle) Start(service.Service) error { return nil }
func (idle) Stop(service.Service) error  { return nil }

// Managed reports whether the Windows service manager started this process: it then wants to be
// answered. systemd and launchd only send signals, which end the context of the command anyway.
func Managed() bool { return runtime.GOOS == "windows" && !service.Interactive() }

// RunManaged runs under the Windows service manager until it says stop; the files in hand are
// finished first.
func RunManaged(cfg *config.Config, run func(context.Context) error) error {
	m := &managed{run: run, done: make(chan error, 1)}
	inner, err := service.New(m, daemonConfig(cfg))
	if err != nil {
		return err
	}
	return inner.Run()
}

type managed struct {
	run  func(context.Context) error
	stop context.CancelFunc
	done chan error
}

// Start implements service.Interface: it must not block. A run that ends by itself ends the
// process, so that the manager starts it again.
func (m *managed) Start(service.Service) error {
	ctx, stop := context.WithCancel(context.Background())
	m.stop = stop
	go func() {
		err := m.run(ctx)
		m.done <- err
		if ctx.Err() == nil && err != nil {
			os.Exit(3)
		}
	}()
	return nil
}

// Stop implements service.Interface.
func (m *managed) Stop(service.Service) error {
	m.stop()
	return <-m.done
}
