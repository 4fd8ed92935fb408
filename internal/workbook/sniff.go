package workbook

import (
	"bytes"
	"unicode/utf8"
)

var (
	magicZip    = []byte("PK\x03\x04")
	magicNoZip  = []byte("PK\x05\x06") // a zip without entries
	magicOLE    = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	bomUTF8     = []byte{0xEF, 0xBB, 0xBF}
	bomUTF16LE  = []byte{0xFF, 0xFE}
	bomUTF16BE  = []byte{0xFE, 0xFF}
	sniffLength = 64 << 10
)

// kinds of files that are known by their first bytes and are no workbook at all.
var otherKinds = []struct {
	magic []byte
	name  string
}{
	{[]byte("%PDF"), "PDF 文档"},
	{[]byte("{\\rtf"), "RTF 文档"},
	{[]byte("\x89PNG"), "PNG 图片"},
	{[]byte("\xFF\xD8\xFF"), "JPG 图片"},
	{[]byte("GIF8"), "GIF 图片"},
	{[]byte("BM"), "BMP 图片"},
	{[]byte("II*\x00"), "TIF 图片"},
	{[]byte("MM\x00*"), "TIF 图片"},
	{[]byte("Rar!"), "RAR 压缩包"},
	{[]byte("7z\xBC\xAF"), "7z 压缩包"},
	{[]byte("\x1F\x8B"), "gzip 压缩包"},
	{[]byte("MZ"), "可执行程序"},
	{[]byte("OFD"), "OFD 文档"},
}

// sniff names what data is when it is no zip; nil means that it may be one.
func sniff(data []byte) *Error {
	if len(bytes.Trim(data[:min(len(data), sniffLength)], "\x00")) == 0 {
		return sniffEmpty(data)
	}
	if bytes.HasPrefix(data, magicZip) {
		return nil
	}
	if bytes.HasPrefix(data, magicOLE) {
		return sniffOLE(data)
	}
	if bytes.HasPrefix(data, magicNoZip) {
		return notExcel("空的压缩包")
	}
	for _, k := range otherKinds {
		if bytes.HasPrefix(data, k.magic) {
			return notExcel(k.name)
		}
	}
	if isOldBIFF(data) {
		return oldExcel()
	}
	if e := sniffMarkup(data); e != nil {
		return e
	}
	if bytes.LastIndex(data, magicNoZip) >= 0 && bytes.Contains(data, magicZip) {
		return nil // a zip behind some other bytes
	}
	if looksLikeText(data) {
		return &Error{Code: CodeText, Message: "文件不是 Excel 工作簿,而是 CSV 或纯文本,只是改了扩展名。", Hint: hintResave}
	}
	return notExcel("无法识别的文件")
}

func sniffEmpty(data []byte) *Error {
	if len(data) == 0 {
		return &Error{Code: CodeEmpty, Message: "文件是空的(0 字节)。", Hint: "请向填报单位重新索取。"}
	}
	if len(bytes.Trim(data, "\x00")) == 0 {
		return &Error{Code: CodeEmpty, Message: "文件里全是空白字节,没有内容,多半是传输失败。", Hint: "请向填报单位重新索取。"}
	}
	return damaged("", "", "文件开头是空白字节,不是完整的工作簿。")
}

func notExcel(what string) *Error {
	return &Error{Code: CodeNotExcel, Message: "文件不是 Excel 工作簿,而是" + what + "。", Hint: hintOther}
}

func oldExcel() *Error {
	return &Error{Code: CodeXLS, Message: "文件是旧版 Excel(.xls)或 WPS 表格(.et)格式,不能直接读取。", Hint: hintConvert}
}

// isOldBIFF recognises Excel 2–5 files, which stand without a container: they start with a BOF record.
func isOldBIFF(data []byte) bool {
	return len(data) > 8 && data[0] == 0x09 && data[1] <= 0x08 && data[1]&1 == 0 && data[3] == 0 && data[2] >= 4 && data[2] <= 16
}

// sniffOLE looks for the names of the container's streams, which are stored as UTF-16.
func sniffOLE(data []byte) *Error {
	has := func(name string) bool {
		wide := make([]byte, 0, 2*len(name))
		for i := 0; i < len(name); i++ {
			wide = append(wide, name[i], 0)
		}
		return bytes.Contains(data, wide)
	}
	switch {
	case has("EncryptedPackage"):
		return &Error{Code: CodeEncrypted, Message: "工作簿设有打开密码,无法读取。", Hint: hintPassword}
	case has("WordDocument"):
		return notExcel(" Word 文档(.doc)")
	case has("PowerPoint Document"):
		return notExcel(" PowerPoint 演示文稿(.ppt)")
	case has("Workbook"), has("Book"), has("ETExtData"):
		return oldExcel()
	}
	return notExcel("无法识别的 Office 复合文档")
}

func sniffMarkup(data []byte) *Error {
	head := bytes.ToLower(plainHead(data))
	html := func(what string) *Error {
		return &Error{Code: CodeHTML, Message: "文件不是 Excel 工作簿,而是" + what + ",只是改了扩展名。", Hint: hintResave}
	}
	contains := func(s string) bool { return bytes.Contains(head, []byte(s)) }
	switch {
	case contains("urn:schemas-microsoft-com:office:spreadsheet"):
		return html("“XML 表格 2003”")
	case bytes.HasPrefix(head, []byte("mime-version:")):
		return html("单个文件网页(MHTML)")
	case contains("<html"), contains("<!doctype html"), contains("<table"):
		return html("网页(HTML)")
	case bytes.HasPrefix(head, []byte("<?xml")):
		return html(" XML 文件")
	}
	return nil
}

// plainHead returns the first bytes as UTF-8 without a byte order mark and leading blanks.
func plainHead(data []byte) []byte {
	head := data[:min(len(data), 4<<10)]
	switch {
	case bytes.HasPrefix(head, bomUTF16LE), bytes.HasPrefix(head, bomUTF16BE):
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	case bytes.HasPrefix(head, bomUTF8):
		head = head[3:]
	}
	return bytes.TrimLeft(head, " \t\r\n")
}

// looksLikeText reports bytes that look like writing: no control characters, in whatever encoding.
func looksLikeText(data []byte) bool {
	head := plainHead(data)
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\r' && c != '\n' && c != 0x1A && c != '\f' {
			return false
		}
	}
	if utf8.Valid(head[:max(0, len(head)-utf8.UTFMax)]) {
		return true
	}
	high := 0
	for _, c := range head {
		if c >= 0x80 {
			high++
		}
	}
	return high < len(head) // GBK text has line breaks, digits or commas among its characters
}
