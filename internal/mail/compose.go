package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/textproto"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Options is what composing needs besides the letter.
type Options struct {
	// From is the sender, "县财政局绩效股 <a@b>".
	From string
	// LinkBase is where recipients reach the workspace: a web address or a shared folder
	// (\\server\share\…). "" shows paths without links.
	LinkBase string
	// Files is the workspace, where File.Path is looked up. It may be nil for letters without files.
	Files fs.FS
	// Now is the date of the mail.
	Now time.Time
}

// attachment is a file as it was read.
type attachment struct {
	file File
	data []byte
}

// Compose words one part and encodes it with its files. A file that is missing or is no
// longer what the letter speaks of is left out and named. An address that cannot be written to
// is an *Error of kind Permanent; a file that cannot be read now is one of kind Temporary.
func Compose(l *Letter, o Options) (*Message, error) {
	from, err := parseAddress("寄件人", o.From)
	if err != nil {
		return nil, &Error{Kind: Auth, Step: "寄件人", Advice: "请检查配置里的寄件人", Err: err}
	}
	to, err := parseAddress("收件人", l.To)
	if err != nil {
		return nil, &Error{Kind: Permanent, Step: "收件人", Advice: "请核对名册里的邮箱", Err: err}
	}
	w := lexicon()
	p := newPage(l, o.LinkBase, w)
	files, err := gather(l, o, w, &p)
	if err != nil {
		return nil, err
	}
	if p.Subject, err = subject(&p, w); err != nil {
		return nil, err
	}
	var text, html strings.Builder
	if err := errors.Join(w.text.Execute(&text, p), w.html.Execute(&html, p)); err != nil {
		return nil, err
	}
	m := &Message{ID: l.ID, From: from.Address, To: to.Address, Subject: p.Subject}
	msg := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	msg.SetGenHeaderPreformatted(gomail.HeaderSubject, words2047(p.Subject))
	msg.SetGenHeaderPreformatted("From", mailbox(from))
	msg.SetGenHeaderPreformatted("To", mailbox(to))
	msg.SetMessageIDWithValue(m.ID)
	msg.SetDateWithValue(o.Now)
	// Machines shall not answer a machine (RFC 3834; the second line is for Exchange).
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetBodyString(gomail.TypeTextPlain, text.String())
	msg.AddAlternativeString(gomail.TypeTextHTML, html.String())
	msg.SetAttachments(files)
	var buf bytes.Buffer
	if _, err := msg.WriteTo(&buf); err != nil {
		return nil, fmt.Errorf("encode %s: %w", m.ID, err)
	}
	m.Data = buf.Bytes()
	return m, nil
}

func subject(p *page, w *words) (string, error) {
	t := w.digest
	if p.Department != "" {
		t = w.department
	}
	s, err := say(t, p)
	if err == nil && p.Parts > 1 {
		var part string
		part, err = say(w.part, p)
		s += part
	}
	return s, err
}

// gather reads the files of the part, tells the page what travels and what does not, and returns
// the attachments: the summary and either the copies one by one or one archive of them.
func gather(l *Letter, o Options, w *words, p *page) ([]*gomail.File, error) {
	for _, f := range l.Large {
		p.Left = append(p.Left, left{f.Path, w.Left["large"]})
	}
	var single, packed []attachment
	for _, f := range l.Attach {
		data, why, err := read(f, o.Files)
		switch {
		case err != nil:
			return nil, &Error{Kind: Temporary, Step: "附件", Advice: "请检查结果文件夹能否读取,会自动再试", Err: err}
		case why != "":
			p.Left = append(p.Left, left{f.Path, w.Left[why]})
		case f.Packed:
			packed = append(packed, attachment{f, data})
		default:
			single = append(single, attachment{f, data})
		}
	}
	if len(packed) > 0 {
		data, err := archive(packed, l.Created)
		if err != nil {
			return nil, err
		}
		name := w.Archive
		if l.Part > 1 {
			name += fmt.Sprintf("-%d", l.Part)
		}
		single = append(single, attachment{File{Path: name + ".zip"}, data})
	}
	list := make([]File, len(single))
	for i, a := range single {
		list[i] = a.file
	}
	var files []*gomail.File
	for i, name := range names(list) {
		p.Attached = append(p.Attached, name)
		files = append(files, gomailFile(name, single[i].data))
	}
	return files, nil
}

// read returns the content of f, or why the letter cannot carry it (a key of words.Left).
func read(f File, files fs.FS) (data []byte, why string, err error) {
	if files == nil || !fs.ValidPath(f.Path) {
		return nil, "missing", nil
	}
	data, err = fs.ReadFile(files, f.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "missing", nil
	case err != nil:
		return nil, "", err
	}
	if sum := sha256.Sum256(data); f.SHA256 != "" && !strings.EqualFold(f.SHA256, hex.EncodeToString(sum[:])) {
		return nil, "changed", nil
	}
	return data, "", nil
}

func gomailFile(name string, data []byte) *gomail.File {
	contentType, disposition := fileHeaders(name)
	header := textproto.MIMEHeader{}
	header.Set("Content-Type", contentType)
	header.Set("Content-Disposition", disposition)
	return &gomail.File{
		Name: name, Header: header, Enc: gomail.EncodingB64,
		Writer: func(w io.Writer) (int64, error) {
			n, err := w.Write(data)
			return int64(n), err
		},
	}
}
