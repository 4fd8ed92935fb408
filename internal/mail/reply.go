package mail

import (
	"slices"
	"strings"
)

// The steps of handing over a letter, as errors and replies.yaml name them.
const (
	stepConnect = "连接"
	stepTLS     = "加密"
	stepLogin   = "登录"
	stepFrom    = "寄件人"
	stepTo      = "收件人"
	stepBody    = "正文"
	stepEnd     = "确认"
)

// reply is one line of replies.yaml: what an answer of a server means.
type reply struct {
	Step   string   `yaml:"step"`
	Code   []int    `yaml:"code"`
	Says   []string `yaml:"says"`
	Kind   string   `yaml:"kind"`
	Advice string   `yaml:"advice"`
}

// classify says what a refusal means: the first matching line of replies.yaml, else what the
// first digit says; a refused login is never the letter's fault.
func classify(step string, code int, said string) *Error {
	e := &Error{Step: step, Code: code, Reply: strings.Join(strings.Fields(said), " ")}
	whole := strings.ToLower(e.Reply)
	for _, r := range lexicon().replies {
		if r.Step != "" && r.Step != step || len(r.Code) > 0 && !slices.Contains(r.Code, code) {
			continue
		}
		if len(r.Says) > 0 && !slices.ContainsFunc(r.Says, func(s string) bool { return strings.Contains(whole, strings.ToLower(s)) }) {
			continue
		}
		e.Kind, e.Advice = kindNamed(r.Kind), r.Advice
		return e
	}
	switch {
	case code >= 400 && code < 500:
		e.Kind, e.Advice = Temporary, "服务器暂时不收,会自动再试"
	case step == stepTo || step == stepBody || step == stepEnd || step == stepFrom:
		e.Kind, e.Advice = Permanent, "请按服务器的答复处理后,用 jixiao mail retry 重发这一封"
	default:
		e.Kind, e.Advice = Auth, "请检查邮件服务器的地址、端口和加密方式"
	}
	return e
}

// kindNamed is the kind of a stable English name; an unknown name is the zero Kind.
func kindNamed(name string) Kind {
	for k, n := range kindNames {
		if n == name {
			return k
		}
	}
	return 0
}
