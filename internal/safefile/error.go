package safefile

import (
	"errors"
	"io/fs"
)

// Kind says why a file could not be written, as far as a person can do something about it.
type Kind uint8

const (
	KindOther      Kind = iota
	KindPermission      // no right to write there
	KindSpace           // disk or quota full
	KindBusy            // open in another program
	KindReadOnly        // read-only medium
	KindFolder          // a folder of that name is in the way, or a file where a folder must be
	KindName            // the name is too long or not allowed
	KindOriginal        // the path is a file that was read: originals are never written
)

// kindText holds the fact and the way out of each kind: for who runs the program, and for who looks
// at what a service tries again and again.
var kindText = [...]struct{ fact, hint, unattended string }{
	KindOther:      {"写入失败", "请检查磁盘或网络共享是否正常,再运行一次", "请检查磁盘或网络共享是否正常"},
	KindPermission: {"没有写入权限", "请换一个有写入权限的输出文件夹(-o),或请管理员开通权限", "请给运行 jixiao 的账户开通写入权限;文件若设成了只读,请取消"},
	KindSpace:      {"磁盘空间不足或超出配额", "请清理磁盘,或换一个输出文件夹(-o)后再运行", "请清理磁盘"},
	KindBusy:       {"文件正被其他程序打开(多为 Excel 或 WPS)", "请关闭该文件后再运行", "请关闭该文件"},
	KindReadOnly:   {"所在磁盘只读", "请换一个可以写入的输出文件夹(-o)", "请把磁盘恢复成可写,或在 jixiao.yaml 的 folders 换一个文件夹"},
	KindFolder:     {"同名的文件夹或文件挡住了路径", "请移走同名项,或换一个输出文件夹(-o)", "请移走同名的文件夹或文件"},
	KindName:       {"文件名过长或含不允许的字符", "请缩短文件名或换一个层级较浅的输出文件夹(-o)", "请把收件里的文件夹层级减少,或在 jixiao.yaml 的 folders 换一个层级较浅的文件夹"},
	KindOriginal:   {"输出与输入是同一个文件,原件不会被改写", "请换一个输出文件夹(-o)", "请在 jixiao.yaml 的 folders 换一个文件夹"},
}

// Error says that a file could not be written, and why, in one plain Chinese sentence. What was
// at Path before is still there, except when Step is 落盘: then the new file is complete, and
// only a power cut could undo it.
type Error struct {
	Path string
	Step string
	Kind Kind
	Err  error // what the operating system said
	// Unattended is that of the Real that failed.
	Unattended bool
}

// Error states the fact; Hint says what to do.
func (e *Error) Error() string {
	text := "无法写入 " + e.Path + ":" + kindText[e.Kind].fact
	if e.Kind == KindOther && e.Err != nil {
		text += "(" + e.Step + ":" + cause(e.Err).Error() + ")"
	}
	return text
}

// Hint is what the person can do about it.
func (e *Error) Hint() string {
	if e.Unattended {
		return kindText[e.Kind].unattended
	}
	return kindText[e.Kind].hint
}

// Unwrap returns what the operating system said.
func (e *Error) Unwrap() error { return e.Err }

func newError(path, step string, err error) error {
	return &Error{Path: path, Step: step, Kind: kindOf(err, path), Err: err}
}

// kindOf sorts an error of the operating system; path is the target, which Windows is asked
// about when its answer alone does not tell "in use" from "not allowed".
func kindOf(err error, path string) Kind {
	if k := platformKind(err, path); k != KindOther {
		return k
	}
	if errors.Is(err, fs.ErrPermission) {
		return KindPermission
	}
	return KindOther
}

// cause leaves out the operation and the path (of the temporary file, which means nothing to
// the user) of an error of package os.
func cause(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	if link := linkError(err); link != nil {
		return link
	}
	return err
}
