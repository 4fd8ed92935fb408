package workbook

import (
	"bytes"
	"io"

	"github.com/richardlehane/mscfb"
	"github.com/xuri/excelize/v2"
)

const (
	// defaultPassword is what Excel and WPS encrypt with when a workbook is protected without a
	// password to open it; they never ask for it ([MS-OFFCRYPTO], 2.3.7.1 and the note on it).
	defaultPassword = "VelvetSweatshop"
	// maxSpin bounds the work of testing a password; Office writes 100,000.
	maxSpin = 1_000_000
	maxInfo = 64 << 10
)

// decryptDefault opens an encrypted container with the default password. The libraries behind it read
// hostile bytes, so a panic of theirs means no more than that this file cannot be opened.
func decryptDefault(data []byte, limits Limits) (plain []byte, ok bool) {
	defer func() {
		if recover() != nil {
			plain, ok = nil, false
		}
	}()
	if int64(len(data)) > limits.Bytes || !moderate(encryptionInfo(data)) {
		return nil, false
	}
	plain, err := excelize.Decrypt(data, &excelize.Options{Password: defaultPassword})
	return plain, err == nil && bytes.HasPrefix(plain, magicZip)
}

// encryptionInfo returns the stream that says how a container is encrypted.
func encryptionInfo(data []byte) []byte {
	doc, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	for f, err := doc.Next(); err == nil; f, err = doc.Next() {
		if f.Name == "EncryptionInfo" {
			info, _ := io.ReadAll(io.LimitReader(f, maxInfo))
			return info
		}
	}
	return nil
}

// moderate reports encryption that takes a bounded time to try.
func moderate(info []byte) bool {
	if len(info) < 8 {
		return false
	}
	for {
		_, rest, found := bytes.Cut(info, []byte("spinCount"))
		if !found {
			return true
		}
		digits := bytes.TrimLeft(rest, " \t\r\n=\"'")
		n := 0
		for n < len(digits) && isDigit(digits[n]) {
			n++
		}
		if v := decimalInt(digits[:n]); v < 0 || v > maxSpin {
			return false
		}
		info = rest
	}
}
