package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"jixiao/internal/audit"
	"jixiao/internal/config"
	"jixiao/internal/ledger"
	"jixiao/internal/service"
)

func watchCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:      "watch",
		Usage:     "守着收件文件夹:放进来的自动评分、汇总、存档",
		ArgsUsage: "[工作文件夹]",
		Description: `   放入“收件”的自评表自动检查、评分,副本写到“结果”,按县汇总到“汇总”,原件移到
   “存档”;不能处理的移到“无法处理”并写明原因。按 Ctrl-C 结束:手头的文件处理完才
   停,任何时候断电也不会丢文件。工作文件夹默认是当前文件夹,先用 jixiao init
   建立。`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "once", Usage: "处理完现有的文件就结束"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "不逐个显示文件"},
		},
		Action: func(c *cli.Context) error { return runWatch(c, streams) },
	}
}

func statusCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:      "status",
		Usage:     "收件文件夹的处理情况:等待、失败、最近几次",
		ArgsUsage: "[工作文件夹]",
		Action: func(c *cli.Context) error {
			cfg, err := openWorkspace(c)
			if err != nil {
				return err
			}
			st, err := service.Look(cfg)
			if err != nil {
				return ledgerError(err)
			}
			showStatus(streams.Out, st)
			return nil
		},
	}
}

// openWorkspace reads the configuration of the workspace that the command line names, the
// current folder by default.
func openWorkspace(c *cli.Context) (*config.Config, error) {
	at := c.Args().First()
	if at == "" {
		at = "."
	}
	return workspaceAt(at)
}

func workspaceAt(at string) (*config.Config, error) {
	cfg, err := config.Open(at)
	var missing *config.Missing
	var wrong *config.Error
	switch {
	case errors.As(err, &missing):
		return nil, usage("先运行 jixiao init "+shellWord(at)+" 建立工作文件夹", "%s", err)
	case errors.As(err, &wrong):
		return nil, usage("改正后再运行;jixiao config show 看每一项的值", "%s", err)
	}
	return cfg, err
}

// workspaceOptions loads what files are scored by and held against, as the configuration says.
func workspaceOptions(cfg *config.Config) (*audit.Options, *reference, error) {
	name := cfg.Rules
	if strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") {
		name = cfg.Path(name)
	}
	rules, err := loadRules(name)
	if err != nil {
		return nil, nil, err
	}
	language, err := loadLanguage(rules)
	if err != nil {
		return nil, nil, err
	}
	layouts, err := loadLayouts(cfg.Path(cfg.Forms))
	if err != nil {
		return nil, nil, err
	}
	waivers, err := loadWaivers(cfg.Path(cfg.Waivers))
	if err != nil {
		return nil, nil, err
	}
	options := &audit.Options{Limits: cfg.Limits.Limits, Rules: rules, Language: language, Layouts: layouts, Waivers: waivers, Today: time.Now(), County: cfg.County, Year: cfg.Year}
	paths := map[string]string{"roster": cfg.Roster, "approved": cfg.Approved, "accounts": cfg.Accounts}
	lists, err := readReference(func(list string) string { return cfg.Path(paths[list]) }, "", options)
	return options, lists, err
}

func runWatch(c *cli.Context, streams Streams) error {
	cfg, err := openWorkspace(c)
	if err != nil {
		return err
	}
	if !service.Managed() {
		return watch(c.Context, c, cfg, streams)
	}
	// At once: the service manager waits half a minute, and a share may be slower.
	return service.RunManaged(cfg, func(ctx context.Context) error {
		err := watch(ctx, c, cfg, streams)
		if err != nil { // nobody sees the streams of a service
			logs := logFile(cfg)
			slog.New(slog.NewJSONHandler(logs, nil)).Error("failed", "error", err)
			_ = logs.Close()
		}
		return err
	})
}

func logFile(cfg *config.Config) *service.Rotating {
	return &service.Rotating{Path: filepath.Join(cfg.Path(cfg.Folders.State), "log", "jixiao.log"), Max: int64(cfg.Log.SizeMB) << 20, Keep: cfg.Log.Keep}
}

// watch works on a workspace until ctx ends.
func watch(ctx context.Context, c *cli.Context, cfg *config.Config, streams Streams) error {
	options, lists, err := workspaceOptions(cfg)
	if err != nil {
		return err
	}
	if err := service.MakeFolders(cfg); err != nil {
		fmt.Fprintf(streams.Err, "jixiao: %v\n提示:文件夹恢复后会自动继续\n", err)
	}
	logs := logFile(cfg)
	defer func() { _ = logs.Close() }()
	w := &watching{streams: streams, quiet: c.Bool("quiet"), once: c.Bool("once"), options: service.Options{
		Config: cfg, Audit: *options, Roster: lists.roster, Unchecked: lists.lines(),
		Log: slog.New(slog.NewJSONHandler(logs, nil)), Version: Version,
	}}
	if mailer, err := newPost(cfg); err != nil {
		fmt.Fprintf(streams.Err, "jixiao: %v\n提示:文件照常处理,邮件留着,改好 jixiao.yaml 里 mail 下面的内容后重新启动就会发送\n", err)
	} else {
		defer func() { _ = mailer.Close() }()
		w.options.Sender = mailer
	}
	return w.run(ctx)
}

// watching is one run of the watch command.
type watching struct {
	streams     Streams
	quiet, once bool
	options     service.Options

	mu     sync.Mutex
	failed int
}

func (w *watching) run(ctx context.Context) error {
	w.options.Told, w.options.Warned = w.told, w.warned
	s, err := service.Open(w.options)
	if err != nil {
		return ledgerError(err)
	}
	cfg := w.options.Config
	if !w.once {
		w.say("守着 %s,按 Ctrl-C 结束", cfg.Path(cfg.Folders.Inbox))
		err = s.Run(ctx)
		w.say("已停止,没有处理完的下次启动接着做")
		return errors.Join(err, s.Close())
	}
	err = errors.Join(s.Settle(ctx), s.Deliver(ctx), s.Close())
	if err == nil && w.failed > 0 {
		return status(ExitUnprocessed)
	}
	return err
}

func (w *watching) say(format string, args ...any) {
	if !w.quiet {
		w.mu.Lock()
		defer w.mu.Unlock()
		fmt.Fprintf(w.streams.Err, format+"\n", args...)
	}
}

// told says what became of one file.
func (w *watching) told(f ledger.File) {
	switch f.State {
	case ledger.Failed:
		w.failed++
		w.say("无法处理  %s:%s", f.Rel, f.Reason)
	case ledger.Duplicate:
		w.say("重复      %s:%s", f.Rel, f.Reason)
	case ledger.Done:
		if f.Kind == ledger.Archive {
			w.say("已解压    %s", f.Rel)
		} else {
			w.say("已评分    %s", f.Rel)
		}
	}
}

// warned says what stands in the way, also when files are not to be shown.
func (w *watching) warned(sentence string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if sentence == "" {
		sentence = "已恢复正常"
	} else {
		sentence = "注意:" + sentence
	}
	fmt.Fprintln(w.streams.Err, sentence)
}

// ledgerError gives errors of the workspace their hint.
func ledgerError(err error) error {
	var e *ledger.Error
	var locked *service.Locked
	switch {
	case errors.As(err, &e):
		return usage(e.Hint, "%s", e.Error())
	case errors.As(err, &locked):
		return usage("一个文件夹只能有一个在处理;jixiao status 看它的情况", "%s", locked.Error())
	}
	return err
}

// shownWaiting bounds how many waiting files are listed: after a drop of thousands all wait a moment.
const shownWaiting = 20

func showStatus(w io.Writer, st *service.Status) {
	state := "没有运行"
	if st.Running {
		state = "正在运行,开始于 " + service.When(st.Started)
	}
	fmt.Fprintln(w, state)
	c := st.Counts
	fmt.Fprintf(w, "已评分 %d 份,无法处理 %d 份,重复 %d 份,被新版替换 %d 份;处理中 %d 份\n", c.Done, c.Failed, c.Duplicates, c.Superseded, c.Queued)
	if n := c.MailQueued + c.MailSent + c.MailFailed + c.Owed; n > 0 {
		fmt.Fprintf(w, "邮件:已发 %d 封,待发 %d 封,失败 %d 封,另有 %d 条结果待写信\n", c.MailSent, c.MailQueued, c.MailFailed, c.Owed)
	}
	for _, m := range st.Mails {
		fmt.Fprintf(w, "  第 %d 封 %s %s:%s\n", m.ID, m.Recipient, m.Word, m.Story)
	}
	for _, text := range st.Trouble {
		fmt.Fprintln(w, "注意:"+text)
	}
	if len(st.Waiting) > 0 {
		fmt.Fprintln(w, "\n等待中:")
	}
	for _, x := range st.Waiting[:min(len(st.Waiting), shownWaiting)] {
		fmt.Fprintf(w, "  %s:%s\n", x.Rel, x.Reason)
	}
	if n := len(st.Waiting) - shownWaiting; n > 0 {
		fmt.Fprintf(w, "  另有 %d 个\n", n)
	}
	if len(st.Postponed) > 0 {
		fmt.Fprintln(w, "\n暂缓,自动重试:")
	}
	for _, f := range st.Postponed {
		fmt.Fprintf(w, "  %s:%s(下次 %s)\n    提示:%s\n", f.Rel, f.Held, service.When(f.NextTry), f.HeldHint)
	}
	if len(st.Failures) > 0 {
		fmt.Fprintln(w, "\n无法处理:")
	}
	for _, f := range st.Failures {
		fmt.Fprintf(w, "  %s:%s\n    提示:%s\n", f.Rel, f.Reason, f.Hint)
	}
	if len(st.Others) > 0 {
		fmt.Fprintf(w, "\n收件文件夹里有 %d 个其他文件,不是电子表格,留在原处:%s\n", len(st.Others), strings.Join(st.Others[:min(len(st.Others), 5)], "、"))
	}
	if len(st.Runs) > 0 {
		fmt.Fprintln(w, "\n最近几次:")
	}
	for _, r := range st.Runs {
		fmt.Fprintf(w, "  %s  评分 %d,无法处理 %d,重复 %d\n", service.When(r.Ended), r.Done, r.Failed, r.Duplicates)
	}
}
