package mail

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"strings"
	"time"
)

// archive packs files into one zip whose names are marked as UTF-8, below the folder that all of
// them share. Workbooks are compressed already, so they are stored as they are.
func archive(files []attachment, at time.Time) ([]byte, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	root := commonFolder(files)
	taken := map[string]bool{}
	for _, f := range files {
		name := strings.TrimPrefix(f.file.Path, root)
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%d/%s", n, strings.TrimPrefix(f.file.Path, root))
		}
		taken[name] = true
		entry, err := w.CreateHeader(&zip.FileHeader{Name: strings.ToValidUTF8(name, "_"), Method: zip.Store, Modified: at})
		if err != nil {
			return nil, err
		}
		if _, err := entry.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return buf.Bytes(), err
}

// commonFolder is the longest folder, with its slash, that holds all files.
func commonFolder(files []attachment) string {
	root := ""
	for i, f := range files {
		folder := path.Dir(f.file.Path) + "/"
		if i == 0 {
			root = folder
		}
		for root != "" && !strings.HasPrefix(folder, root) {
			root = root[:strings.LastIndexByte(strings.TrimSuffix(root, "/"), '/')+1]
		}
	}
	if root == "./" {
		return ""
	}
	return root
}
