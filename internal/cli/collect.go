package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"jixiao/internal/batch"
	"jixiao/internal/intake"
)

// found is what a walk over the paths of a command line yields.
type found struct {
	files  []batch.Source
	others int // files in folders that are no workbooks and were passed over
}

// collect lists the workbooks named by paths, folders searched recursively, in the order of the
// paths and sorted within a folder. skip is a folder that is passed over: the output folder, so
// that a second run does not take its own results for input.
func collect(paths []string, skip string) (found, error) {
	var f found
	seen := map[string]bool{}
	add := func(path, rel string) {
		if abs, err := filepath.Abs(path); err == nil {
			if seen[abs] {
				return
			}
			seen[abs] = true
		}
		f.files = append(f.files, batch.Source{Path: path, Rel: rel})
	}
	skipAbs := ""
	if skip != "" {
		skipAbs, _ = filepath.Abs(skip)
	}
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return f, pathError(p, err)
		}
		if !info.IsDir() {
			add(p, filepath.Base(p))
			continue
		}
		prefix := ""
		if len(paths) > 1 {
			prefix = filepath.Base(filepath.Clean(p))
		}
		if err := f.walk(p, prefix, skipAbs, add); err != nil {
			return f, err
		}
	}
	f.separate()
	return f, nil
}

func (f *found) walk(root, prefix, skip string, add func(path, rel string)) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return pathError(path, err)
		}
		name := d.Name()
		if d.IsDir() {
			abs, _ := filepath.Abs(path)
			if path != root && (intake.Ignored(name, nil) || skip != "" && abs == skip) {
				return fs.SkipDir
			}
			return nil
		}
		if intake.Ignored(name, nil) || !d.Type().IsRegular() {
			return nil
		}
		if !intake.Workbook(name) {
			f.others++
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		add(path, filepath.Join(prefix, rel))
		return nil
	})
}

// separate gives files that would get the same place in the output folder numbered names:
// two files of one name from two folders on the command line must not overwrite each other.
func (f *found) separate() {
	taken := map[string]bool{}
	for i := range f.files {
		rel := f.files[i].Rel
		for n := 2; taken[strings.ToLower(rel)]; n++ {
			ext := filepath.Ext(f.files[i].Rel)
			rel = strings.TrimSuffix(f.files[i].Rel, ext) + "(" + strconv.Itoa(n) + ")" + ext
		}
		taken[strings.ToLower(rel)] = true
		f.files[i].Rel = rel
	}
}

func pathError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usage("请检查路径是否写对;路径中有空格时要加引号。", "找不到“%s”", path)
	case errors.Is(err, fs.ErrPermission):
		return usage("请换一个有权限的账户,或把文件复制到自己的文件夹。", "没有权限读取“%s”", path)
	}
	return usage("", "无法读取“%s”:%v", path, err)
}
