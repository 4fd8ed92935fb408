package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/urfave/cli/v2"

	"jixiao/internal/config"
	"jixiao/internal/ledger"
	"jixiao/internal/safefile"
	"jixiao/internal/service"
)

func mailCommand(streams Streams) *cli.Command {
	workspace := &cli.StringFlag{Name: "workspace", Aliases: []string{"w"}, Value: ".", Usage: "文件夹|工作文件夹,默认是当前文件夹", DefaultText: " "}
	sub := func(name, usage, args, description string, do func(*outbox) error, flags ...cli.Flag) *cli.Command {
		return &cli.Command{
			Name: name, Usage: usage, ArgsUsage: args, Description: description, Flags: append(flags, workspace),
			Action: func(c *cli.Context) error {
				o, err := openOutbox(c, streams)
				if err != nil {
					return err
				}
				return errors.Join(do(o), o.ledger.Close())
			},
		}
	}
	return &cli.Command{
		Name:  "mail",
		Usage: "待发和已发的邮件:查看、发送、重发、预览",
		Description: `   文件夹服务(jixiao watch)处理完文件,把结果写成邮件放进发件箱,自动发送、重试。
   这里可以查看每一封发到哪一步,不等下一次自动重试就发送,预览,或重发失败的。`,
		Subcommands: []*cli.Command{
			sub("list", "列出邮件:每个收件人发到哪一步、为什么没有发出", "", "", (*outbox).list,
				&cli.IntFlag{Name: "limit", Value: 50, Usage: "条数|最多列出几封,默认 50,新的在前", DefaultText: " "}),
			sub("send", "现在就发送等着的邮件", "", "   已发的不会重发;文件夹服务正在运行时由它发送。", (*outbox).send,
				&cli.BoolFlag{Name: "stale", Usage: "也发送结果已超过 7 天的信"}),
			sub("retry", "把失败的、暂缓的邮件重新排队", "[编号...]", "   不给编号时是全部失败的。已发的不会重发。", (*outbox).retry),
			sub("preview", "把邮件写成 .eml 文件看一看,不发送", "[编号...]", "   不给编号时是全部等着的。.eml 文件可以用 Outlook、Foxmail 打开。", (*outbox).preview,
				&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "文件夹|.eml 文件写到这里(必填)"}),
		},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usage("可用 list、send、retry、preview。", "没有子命令 %q", c.Args().First())
			}
			return cli.ShowSubcommandHelp(c)
		},
	}
}

// outbox is the mail of one workspace.
type outbox struct {
	*cli.Context
	streams Streams
	config  *config.Config
	ledger  *ledger.Ledger
}

func openOutbox(c *cli.Context, streams Streams) (*outbox, error) {
	cfg, err := workspaceAt(c.String("workspace"))
	if err != nil {
		return nil, err
	}
	l, err := ledger.Read(cfg.Path(cfg.Folders.State))
	if errors.Is(err, ledger.ErrMissing) {
		return nil, usage("运行 jixiao watch,处理过文件以后才有邮件。", "这个文件夹还没有处理过文件,没有邮件")
	}
	if err != nil {
		return nil, ledgerError(err)
	}
	return &outbox{Context: c, streams: streams, config: cfg, ledger: l}, nil
}

func (o *outbox) say(format string, args ...any) { fmt.Fprintf(o.streams.Out, format+"\n", args...) }

// every is more mails than a ledger ever has.
const every = 1 << 30

// list shows the state of each mail.
func (o *outbox) list() error {
	mails, err := o.ledger.Mails(max(o.Int("limit"), 1))
	if err != nil {
		return err
	}
	owed, err := o.ledger.Owed()
	if err != nil {
		return err
	}
	if !o.config.Mail.Enabled {
		o.say("邮件没有打开(mail.enabled: false),什么都不会发出。")
	}
	if len(mails) == 0 && owed == 0 {
		o.say("没有邮件。")
		return nil
	}
	o.say("%s%s%s%s", pad("编号", 6), pad("状态", 12), pad("收件人", 30), "说明")
	for _, m := range mails {
		story, err := service.MailStory(o.ledger, m)
		if err != nil {
			return err
		}
		o.say("%s%s%s%s", pad(strconv.FormatInt(m.ID, 10), 6), pad(service.MailWord(m), 12), pad(m.Recipient, 30), story)
	}
	if owed > 0 {
		o.say("另有 %d 份结果等着写进下一封(发送时间:%s)。", owed, o.config.Mail.When)
	}
	return nil
}

// chosen returns the mails with the numbers given as arguments, or without any those that want.
func (o *outbox) chosen(want func(ledger.Mail) bool) ([]ledger.Mail, error) {
	all, err := o.ledger.Mails(every)
	if err != nil {
		return nil, err
	}
	byID := map[int64]ledger.Mail{}
	var list []ledger.Mail
	for i := len(all) - 1; i >= 0; i-- {
		byID[all[i].ID] = all[i]
		if !o.Args().Present() && want(all[i]) {
			list = append(list, all[i])
		}
	}
	for _, a := range o.Args().Slice() {
		id, err := strconv.ParseInt(a, 10, 64)
		m, ok := byID[id]
		if err != nil || !ok {
			return nil, usage("用 jixiao mail list 看编号。", "没有编号为 %q 的邮件", a)
		}
		list = append(list, m)
	}
	return list, nil
}

// retry makes mails due at once; whoever sends next takes them.
func (o *outbox) retry() error {
	list, err := o.chosen(func(m ledger.Mail) bool { return m.State == ledger.MailFailed })
	if err != nil {
		return err
	}
	queued := 0
	for _, m := range list {
		switch m.State {
		case ledger.Sent:
			o.say("第 %d 封已经发出,不会重发。", m.ID)
			continue
		case ledger.Sending:
			o.say("第 %d 封正在发送。", m.ID)
			continue
		}
		if err := o.ledger.Again(m.ID); err != nil {
			return err
		}
		queued++
	}
	switch {
	case queued == 0:
		o.say("没有要重发的邮件。")
	case service.Running(o.config):
		o.say("%d 封已重新排队,正在运行的文件夹服务会马上发送。", queued)
	default:
		o.say("%d 封已重新排队,用 jixiao mail send 发送。", queued)
	}
	return nil
}

// preview writes mails as files, exactly as they would travel.
func (o *outbox) preview() error {
	out := o.String("output")
	if out == "" {
		return usage("例如:jixiao mail preview -o 预览", "没有给出文件夹(-o)")
	}
	list, err := o.chosen(func(m ledger.Mail) bool { return m.State != ledger.Sent })
	if err != nil {
		return err
	}
	p := &post{config: o.config, now: time.Now}
	written := 0
	for _, m := range list {
		message, err := service.Compose(o.ledger, m)
		if err != nil {
			return err
		}
		parts, err := service.Divide(o.ledger, m, message, p)
		if err != nil {
			return err
		}
		for _, part := range parts {
			if part.State == ledger.Sent {
				continue
			}
			composed, err := p.compose(message, service.PartOf(parts, part.Number))
			if err != nil {
				return usage("请检查配置里的寄件人和收件人。", "第 %d 封写不成:%v", m.ID, err)
			}
			path := filepath.Join(out, fmt.Sprintf("%d-%d-%s.eml", m.ID, part.Number, m.Recipient))
			if err := (safefile.Real{}).WriteFile(path, composed.Data); err != nil {
				return err
			}
			o.say("%s  %s", path, composed.Subject)
			written++
		}
	}
	if written == 0 {
		o.say("没有等着发送的邮件。")
	}
	return nil
}

// send hands over everything that waits, without regard to when it would be tried again.
func (o *outbox) send() error {
	if !o.config.Mail.Enabled {
		return usage("请在 jixiao.yaml 里写好邮件服务器,再把 mail.enabled 改为 true。", "邮件没有打开,什么都没有发出")
	}
	p, err := newPost(o.config)
	if err != nil {
		return usage("改好 jixiao.yaml 里 mail 下面的内容再试。", "%v", err)
	}
	defer p.Close()
	p.stale = o.Bool("stale")
	s, err := service.Open(service.Options{Config: o.config, Sender: p, Version: Version})
	var locked *service.Locked
	if errors.As(err, &locked) {
		o.say("文件夹服务正在运行,邮件由它发送。暂缓的可用 jixiao mail retry 编号 让它马上再试。")
		return status(ExitUnprocessed)
	}
	if err != nil {
		return ledgerError(err)
	}
	return errors.Join(o.deliver(s), s.Close())
}

func (o *outbox) deliver(s *service.Service) error {
	waiting, err := o.chosen(func(m ledger.Mail) bool { return m.State == ledger.Pending || m.State == ledger.Sending })
	if err != nil {
		return err
	}
	for _, m := range waiting {
		if err := o.ledger.Again(m.ID); err != nil {
			return err
		}
	}
	// Each call takes some of the mails; what was refused for now is no longer due.
	for due := len(waiting) + 1; ; {
		list, err := o.ledger.DueMail(time.Now(), time.Now().Add(tooOld), every)
		if err != nil {
			return err
		}
		if len(list) == 0 || len(list) >= due {
			break
		}
		due = len(list)
		if err := s.Deliver(o.Context.Context); err != nil {
			return err
		}
	}
	return o.tell(waiting)
}

// tell says what became of the mails that waited.
func (o *outbox) tell(waiting []ledger.Mail) error {
	all, err := o.ledger.Mails(every)
	if err != nil {
		return err
	}
	after := map[int64]ledger.Mail{}
	for _, m := range all {
		after[m.ID] = m
	}
	sent, left := 0, 0
	for _, w := range waiting {
		m := after[w.ID]
		if m.State == ledger.Sent {
			sent++
			continue
		}
		left++
		why, err := service.MailStory(o.ledger, m)
		if err != nil {
			return err
		}
		if why == "" {
			why = "服务器不让登录以后没有再试"
		}
		o.say("第 %d 封 %s 没有发出:%s", m.ID, m.Recipient, why)
	}
	o.say("发出 %d 封,没有发出 %d 封。", sent, left)
	if err := o.Context.Context.Err(); err != nil {
		return err
	}
	if left > 0 {
		return status(ExitUnprocessed)
	}
	return nil
}
