// Package convert turns workbooks of formats that only office programs read (.xls, .et, .ods) into
// .xlsx through a LibreOffice that is installed on the machine. It runs only when a person asks for it:
// the conversion rewrites looks, and the numbers are what LibreOffice reads.
package convert

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// DefaultTime bounds one conversion. A usual form takes a second; LibreOffice that waits for something it
// cannot get never ends by itself.
const DefaultTime = 2 * time.Minute

// Errors of a conversion; all others are those of the disk.
var (
	ErrAbsent = errors.New("没有找到 LibreOffice")
	ErrTime   = errors.New("LibreOffice 转换超时")
	ErrFailed = errors.New("LibreOffice 没有转换成功")
)

// Converter runs LibreOffice with a profile of its own, so that one that a person has open is neither
// used nor disturbed. Its conversions wait for each other: a profile serves one at a time.
type Converter struct {
	program string
	limit   time.Duration
	mu      sync.Mutex
	dir     string // profile and files, made when first needed
}

// New returns a Converter with the installed LibreOffice, or ErrAbsent. limit bounds one conversion; 0
// means DefaultTime.
func New(limit time.Duration) (*Converter, error) {
	program := find(exec.LookPath, places())
	if program == "" {
		return nil, ErrAbsent
	}
	return newConverter(program, limit), nil
}

func newConverter(program string, limit time.Duration) *Converter {
	if limit <= 0 {
		limit = DefaultTime
	}
	return &Converter{program: program, limit: limit}
}

// find returns the program: the one on the search path, or at one of the places where installers put it.
func find(look func(string) (string, error), places []string) string {
	for _, name := range append([]string{"soffice", "libreoffice"}, places...) {
		if path, err := look(name); err == nil {
			return path
		}
	}
	return ""
}

func places() []string {
	switch runtime.GOOS {
	case "windows": // soffice.com waits for the end and writes to the console, soffice.exe does neither
		var list []string
		for _, v := range []string{"ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"} {
			if dir := os.Getenv(v); dir != "" {
				list = append(list, filepath.Join(dir, "LibreOffice", "program", "soffice.com"))
			}
		}
		return list
	case "darwin":
		return []string{"/Applications/LibreOffice.app/Contents/MacOS/soffice"}
	}
	return []string{"/opt/libreoffice/program/soffice", "/usr/lib/libreoffice/program/soffice", "/snap/bin/libreoffice"}
}

// kindOf returns the ending and the import filter for what data is. Left to itself LibreOffice takes a
// broken workbook for a text and converts its bytes.
func kindOf(data []byte) (ext, filter string) {
	switch {
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		return ".xls", "MS Excel 97" // also .et, which is the same inside
	case !bytes.HasPrefix(data, []byte("PK")):
		return ".xls", "MS Excel 95" // Excel 2 to 5, without a container
	case bytes.Contains(data, []byte("xl/workbook.bin")):
		return ".xlsb", "Calc MS Excel 2007 Binary"
	}
	return ".ods", "calc8"
}

// Convert returns data, a workbook of one of the old or foreign formats, as .xlsx. The error is one of
// this package's, of ctx, or of the disk.
func (c *Converter) Convert(ctx context.Context, data []byte) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dir == "" {
		dir, err := os.MkdirTemp("", "jixiao-convert-")
		if err != nil {
			return nil, err
		}
		c.dir = dir
	}
	ext, filter := kindOf(data)
	in, out := filepath.Join(c.dir, "in"+ext), filepath.Join(c.dir, "out", "in.xlsx")
	defer os.Remove(in)
	defer os.Remove(out)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		return nil, err
	}
	said, err := c.run(ctx, filter, in, filepath.Dir(out))
	if err != nil {
		return nil, err
	}
	// LibreOffice ends without an error also when it wrote nothing.
	done, err := os.ReadFile(out)
	if err != nil || !bytes.HasPrefix(done, []byte("PK\x03\x04")) {
		return nil, fmt.Errorf("%w:%s", ErrFailed, said)
	}
	return done, nil
}

// run calls LibreOffice and returns what it said last.
func (c *Converter) run(ctx context.Context, filter, in, out string) (said string, err error) {
	limited, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	profile := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(filepath.Join(c.dir, "profile")), "/")}
	cmd := exec.CommandContext(limited, c.program, "-env:UserInstallation="+profile.String(), "--headless", "--norestore",
		"--nolockcheck", "--nodefault", "--nologo", "--infilter="+filter, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, in)
	var text bytes.Buffer
	cmd.Stdout, cmd.Stderr = &text, &text
	whole(cmd)
	cmd.WaitDelay = 5 * time.Second
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case limited.Err() != nil:
		return "", ErrTime
	case err != nil:
		return "", fmt.Errorf("%w:%v %s", ErrFailed, err, lastLine(text.String()))
	}
	return lastLine(text.String()), nil
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// Close removes the profile. The Converter may be used again, with a new one.
func (c *Converter) Close() error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	dir := c.dir
	c.dir = ""
	if dir == "" {
		return nil
	}
	return os.RemoveAll(dir)
}
