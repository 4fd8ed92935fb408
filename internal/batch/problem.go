package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"jixiao/internal/audit"
	"jixiao/internal/safefile"
)

// ReadProblem says why a file could not be opened, and what to do.
func ReadProblem(err error) *audit.Problem {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &audit.Problem{Code: "E-READ", Message: "文件不见了,可能刚被移走或改名", Hint: "请确认文件还在原处,再运行一次"}
	case errors.Is(err, fs.ErrPermission):
		return &audit.Problem{Code: "E-READ", Message: "没有权限读取,或文件正被 Excel、WPS 打开", Hint: "请关闭打开它的程序,或换一个有权限的账户后再运行"}
	case errors.Is(err, syscall.EISDIR):
		return &audit.Problem{Code: "E-READ", Message: "这是文件夹,不是文件", Hint: "请给出文件夹里的自评表,或整个文件夹"}
	}
	return &audit.Problem{Code: "E-READ", Message: fmt.Sprintf("无法读取:%v", err), Hint: "请检查磁盘或网络共享是否正常,再运行一次"}
}

// WriteProblem says why a result could not be written, and what to do. E-WRITE is a matter of the
// disk and may pass; E-MARK is one of the file.
func WriteProblem(err error) *audit.Problem {
	var e *safefile.Error
	if errors.As(err, &e) {
		return &audit.Problem{Code: "E-WRITE", Message: e.Error(), Hint: e.Hint()}
	}
	return &audit.Problem{Code: "E-MARK", Message: fmt.Sprintf("没有写出评分副本:%v", err), Hint: "请把这个文件发给维护人员;原文件没有改动"}
}
