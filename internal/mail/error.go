package mail

import (
	"fmt"
)

// Kind says what to do with a letter that was not sent.
type Kind int

const (
	// Temporary: the same letter may go through later; try again with growing waits.
	Temporary Kind = iota + 1
	// Auth: the server does not let us in (login, certificate, encryption). It concerns every
	// letter and is mended in the configuration, so no letter may be given up for it: keep all
	// and try again slowly.
	Auth
	// Permanent: this letter to this recipient will never be taken. Report it, do not repeat it.
	Permanent
	// Off: mail is not switched on; nothing was attempted.
	Off
)

var kindWords = map[Kind]string{Temporary: "暂时发不出", Auth: "邮件服务器不让登录", Permanent: "被拒收", Off: "邮件没有打开"}

var kindNames = map[Kind]string{Temporary: "temporary", Auth: "auth", Permanent: "permanent", Off: "off"}

// String returns the stable English name: temporary, auth, permanent, off.
func (k Kind) String() string {
	if n, ok := kindNames[k]; ok {
		return n
	}
	return fmt.Sprintf("Kind(%d)", int(k))
}

// Word returns the Chinese word for people.
func (k Kind) Word() string { return kindWords[k] }

// Error is why a letter was not sent. Every error of a Sender is one.
type Error struct {
	Kind Kind
	// Step is where it happened, in Chinese: 连接, 加密, 登录, 寄件人, 收件人, 正文, 确认.
	Step string
	// Code is the SMTP reply (550), 0 when the server did not answer.
	Code int
	// Reply is what the server said, as it said it, "" when it did not answer.
	Reply string
	// Doubt is true when the whole letter was handed over but the server's answer never came:
	// it may have been delivered, and a second attempt may arrive twice.
	Doubt bool
	// Advice is what a person can do, one Chinese sentence; "" when there is nothing to do.
	Advice string
	Err    error // the cause, nil when Reply says it all
}

// Error is one Chinese sentence without the advice.
func (e *Error) Error() string {
	switch {
	case e.Kind == Off:
		return "邮件没有打开,没有发出"
	case e.Doubt:
		return "信已交给服务器,但没有等到确认,可能已经送达"
	case e.Code != 0:
		return fmt.Sprintf("%s(%s时服务器答复 %d %s)", e.Kind.Word(), e.Step, e.Code, e.Reply)
	case e.Err != nil:
		return fmt.Sprintf("%s(%s:%v)", e.Kind.Word(), e.Step, e.Err)
	}
	return fmt.Sprintf("%s(%s)", e.Kind.Word(), e.Step)
}

// General reports whether the fault lies with the server or the way to it, so that the next letter
// would meet it too.
func (e *Error) General() bool {
	switch e.Step {
	case stepConnect, stepTLS, stepLogin, stepFrom:
		return e.Kind != Permanent
	}
	return false
}

// Hint returns the advice.
func (e *Error) Hint() string { return e.Advice }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
