package service

import (
	"fmt"
	"strings"
	"time"

	"jixiao/internal/ledger"
)

// MailWord says in a word how far a mail is.
func MailWord(m ledger.Mail) string {
	switch {
	case m.State == ledger.Sent:
		return "已发"
	case m.State == ledger.MailFailed:
		return "失败"
	case m.State == ledger.Sending:
		return "发送中"
	case m.Kind == string(Auth):
		return "等登录"
	case m.PartsSent > 0:
		return "没有发全"
	case m.Attempts > 0:
		return "暂缓"
	}
	return "待发"
}

// MailStory says when a mail went, or why it did not and when it is tried again; of one in parts
// also how many went, and which the recipient may get twice.
func MailStory(l *ledger.Ledger, m ledger.Mail) (string, error) {
	var list []string
	if m.Parts > 1 {
		list = append(list, fmt.Sprintf("附件较多,分 %d 封发,已发 %d 封", m.Parts, m.PartsSent))
	}
	switch m.State {
	case ledger.Sent:
		list = append(list, When(m.Sent)+" 发出")
	case ledger.MailFailed:
		list = append(list, m.Error, fmt.Sprintf("处理后用 jixiao mail retry %d 重发", m.ID))
	case ledger.Pending:
		if m.Error != "" {
			list = append(list, fmt.Sprintf("试过 %d 次:%s", m.Attempts, m.Error))
		}
		if m.NextTry.After(time.Now()) {
			list = append(list, "下次 "+When(m.NextTry))
		}
	}
	if !m.Uncertain {
		return strings.Join(list, ";"), nil
	}
	parts, err := l.Parts(m.ID)
	if err != nil {
		return "", err
	}
	doubt := fmt.Sprintf("发送时曾中断,对方可能收到两次(邮件标识 %s)", m.MessageID)
	if m.Parts > 1 {
		var which []string
		for _, p := range parts {
			if p.Uncertain {
				which = append(which, fmt.Sprintf("第 %d 封(邮件标识 %s)", p.Number, p.MessageID))
			}
		}
		doubt = "发送时曾中断,对方可能收到两次:" + strings.Join(which, "、")
	}
	return strings.Join(append(list, doubt), ";"), nil
}
