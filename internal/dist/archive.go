package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// packed is one file of an archive.
type packed struct {
	name string
	mode fs.FileMode
	data []byte
}

// load reads the program and the papers.
func load(program string) ([]packed, error) {
	var files []packed
	for i, path := range append([]string{program}, papers...) {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		mode := fs.FileMode(0o644)
		if i == 0 {
			mode = 0o755
		}
		files = append(files, packed{filepath.Base(path), mode, data})
	}
	return files, nil
}

// zipped and tarGz pack files with one date, so that the same input gives the same bytes.
func zipped(files []packed, date time.Time) ([]byte, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: date}
		h.SetMode(f.mode)
		e, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := e.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return buf.Bytes(), err
}

func tarGz(files []packed, date time.Time) ([]byte, error) {
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(z)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Mode: int64(f.mode), Size: int64(len(f.data)), ModTime: date, Typeflag: tar.TypeReg}
		if err := w.WriteHeader(h); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	err = z.Close()
	return buf.Bytes(), err
}
