package intake

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"jixiao/internal/ledger"
)

// Limits bound what an archive may hold. The zero value is no limit at all; use DefaultLimits.
type Limits struct {
	Entries int
	File    int64 // bytes of one member
	Total   int64 // bytes of all members
	Depth   int   // archives inside archives
}

// DefaultLimits let any bureau's archive pass and stop a bomb.
var DefaultLimits = Limits{Entries: 20_000, File: 256 << 20, Total: 2 << 30, Depth: 3}

// Refusal says in Chinese why an archive is not unpacked and what to do.
type Refusal struct{ Code, Message, Hint string }

// Error states the fact.
func (r *Refusal) Error() string { return r.Message }

const (
	hintRepack = "请先解压,把里面的自评表(.xlsx)直接放入收件文件夹"
	hintResend = "请向发送人重新索取"
)

// Unpack puts the workbooks and inner archives of archive f into the store and returns them as
// files of it. Nothing is written outside the store: the names inside only become names. An
// archive that tries to get out of its folder, or is beyond the limits, is refused as a whole,
// with a *Refusal. Other errors are of the disk.
func (s Store) Unpack(f ledger.File, limits Limits, now time.Time) ([]ledger.File, error) {
	if f.Depth >= limits.Depth {
		return nil, &Refusal{"E-ZIP", fmt.Sprintf("压缩包套了 %d 层以上,没有解压", limits.Depth), hintRepack}
	}
	in, err := zip.OpenReader(s.Path(f.SHA256))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		if errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, zip.ErrAlgorithm) {
			return nil, &Refusal{"E-ZIP", "压缩包已损坏或不完整,无法解压", hintResend}
		}
		return nil, err
	}
	defer func() { _ = in.Close() }()
	if len(in.File) > limits.Entries {
		return nil, &Refusal{"E-ZIP", fmt.Sprintf("压缩包里有 %d 个文件,超过 %d 个的上限", len(in.File), limits.Entries), hintRepack}
	}
	u := unpacking{store: s, of: f, limits: limits, now: now, base: strings.TrimSuffix(f.Rel, path.Ext(f.Rel)), taken: map[string]bool{}}
	for _, m := range in.File {
		if err := u.member(m); err != nil {
			return nil, err
		}
	}
	if len(u.members) == 0 {
		return nil, &Refusal{"E-ZIP", "压缩包里没有电子表格,什么都没有处理", "请把填好的自评表(.xlsx)放入压缩包,或直接放入收件文件夹"}
	}
	return u.members, nil
}

type unpacking struct {
	store   Store
	of      ledger.File
	limits  Limits
	now     time.Time
	base    string
	spent   int64
	taken   map[string]bool
	members []ledger.File
}

func (u *unpacking) member(m *zip.File) error {
	name, err := memberName(m)
	if err != nil {
		return err
	}
	if strings.HasSuffix(name, "/") || passedOver(name) {
		return nil
	}
	kind, ours := kindOf(name)
	if !ours {
		return nil
	}
	if m.Flags&1 != 0 {
		return &Refusal{"E-ZIP", "压缩包有密码,无法解压", hintRepack}
	}
	in, err := m.Open()
	if err != nil {
		return damagedMember(name)
	}
	defer func() { _ = in.Close() }()
	checked := &memberReader{from: in}
	sha, size, err := u.store.Add(checked, u.limits.File)
	u.spent += size
	switch {
	case checked.err != nil:
		return damagedMember(name)
	case err != nil:
		return err
	case size > u.limits.File || u.spent > u.limits.Total:
		return &Refusal{"E-ZIP", "压缩包解开后过大,没有处理", hintRepack}
	}
	u.members = append(u.members, ledger.File{
		Rel: u.free(path.Join(u.base, name)), SHA256: sha, Size: size, Modified: u.of.Modified, Kind: kind,
		Parent: u.of.ID, Depth: u.of.Depth + 1, Received: u.now,
	})
	return nil
}

// free numbers a name that the archive holds twice.
func (u *unpacking) free(rel string) string {
	free := rel
	for n := 2; u.taken[free]; n++ {
		free = Numbered(rel, fmt.Sprint(n))
	}
	u.taken[free] = true
	return free
}

func damagedMember(name string) error {
	return &Refusal{"E-ZIP", fmt.Sprintf("压缩包里的“%s”已损坏,无法解压", name), hintResend}
}

// memberReader keeps errors of the archive apart from errors of the disk written to.
type memberReader struct {
	from io.Reader
	err  error
}

func (r *memberReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

func passedOver(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if Ignored(part, nil) {
			return true
		}
	}
	return false
}

// memberName returns the name of a member with forward slashes: as UTF-8 where its flag (APPNOTE
// 4.4.4, bit 11) says so, else as GB18030, as Chinese Windows writes it; a name that is no
// GB18030 but UTF-8 (as macOS writes it, without the flag) is taken as that. A name that leads
// out of the archive's folder is refused.
func memberName(m *zip.File) (string, error) {
	name := m.Name
	if m.NonUTF8 || m.Flags&0x800 == 0 {
		name = decodeName(name)
	}
	name = strings.ReplaceAll(name, `\`, "/")
	folder := strings.HasSuffix(name, "/")
	clean := path.Clean(name)
	if strings.HasPrefix(name, "/") || clean == ".." || strings.HasPrefix(clean, "../") || strings.ContainsAny(name, ":\x00") ||
		strings.Contains("/"+name+"/", "/../") {
		return "", &Refusal{"E-ZIP", fmt.Sprintf("压缩包里的“%s”指向压缩包之外,不安全,没有解压", strings.ToValidUTF8(name, "?")), hintRepack}
	}
	if folder {
		clean += "/"
	}
	return clean, nil
}

func decodeName(raw string) string {
	decoded, err := simplifiedchinese.GB18030.NewDecoder().String(raw)
	bad := err != nil || strings.ContainsRune(decoded, utf8.RuneError)
	if bad && utf8.ValidString(raw) {
		return raw
	}
	if utf8.ValidString(raw) && looksUTF8(raw) {
		return raw
	}
	return decoded
}

// looksUTF8 reports whether bytes that are valid UTF-8 are more likely that than GB18030: every
// character beyond ASCII takes three bytes and is a CJK character. Chinese text in GB18030 is
// hardly ever valid UTF-8 of that kind by chance.
func looksUTF8(raw string) bool {
	for _, r := range raw {
		if r >= 0x80 && (r < 0x2E80 || r == utf8.RuneError) {
			return false
		}
	}
	return true
}
