package blank

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"jixiao/internal/layout"
)

// job is one blank form with what another program is to type into it.
type job struct {
	In    string  `json:"in"`
	Out   string  `json:"out"`
	Sheet string  `json:"sheet"`
	Cells []typed `json:"cells"`
}

// writer is a program that people make workbooks with.
type writer struct {
	name  string
	ready *exec.Cmd // says whether it is there
	write func(t *testing.T, dir string, jobs []job) *exec.Cmd
}

// script is a writer that fills in the forms of a job list.
func script(name string, ready *exec.Cmd, command ...string) writer {
	return writer{name, ready, func(t *testing.T, dir string, jobs []job) *exec.Cmd {
		list, err := json.Marshal(jobs)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "jobs.json")
		if err := os.WriteFile(path, list, 0o600); err != nil {
			t.Fatal(err)
		}
		return exec.Command(command[0], append(command[1:], path)...)
	}}
}

// python is the system's own interpreter, which the packages of the distribution belong to.
const python = "/usr/bin/python3"

var writers = []writer{
	script("openpyxl", exec.Command(python, "-c", "import openpyxl"), python, "testdata/fill_openpyxl.py"),
	script("exceljs", exec.Command("node", "-e", "require('exceljs')"), "node", "testdata/fill_exceljs.mjs"),
	script("SheetJS", exec.Command("node", "-e", "require('xlsx')"), "node", "testdata/fill_sheetjs.mjs"),
	{"LibreOffice", exec.Command("soffice", "--version"), resave},
}

// resave types the values into the forms and lets LibreOffice save them.
func resave(t *testing.T, dir string, jobs []job) *exec.Cmd {
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "xlsx", "--outdir", filepath.Dir(jobs[0].Out)}
	for _, j := range jobs {
		data, err := os.ReadFile(j.In)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(j.In, withExcelize(t, data, j.Cells), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, j.In)
	}
	return exec.Command("soffice", args...)
}

// Departments fill in forms with whatever program they have; each writes cells, merges and numbers in its
// own way, and all must read the same.
func TestOtherWriters(t *testing.T) {
	for _, w := range writers {
		t.Run(w.name, func(t *testing.T) {
			if out, err := w.ready.CombinedOutput(); err != nil {
				if os.Getenv("CI") == "true" {
					t.Fatalf("%s is not installed: %v\n%s", w.name, err, out)
				}
				t.Logf("%s is not installed, nothing compared: %v", w.name, err)
				return
			}
			w.compare(t)
		})
	}
}

func (w writer) compare(t *testing.T) {
	set := layout.Builtin()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	for _, d := range []string{in, out} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	var jobs []job
	var filled []*filler
	for i, l := range set.Layouts {
		f, data := export(t, l, set)
		r := fill(l, f, uint64(1000+i))
		j := job{In: filepath.Join(in, l.Name+".xlsx"), Out: filepath.Join(out, l.Name+".xlsx"), Sheet: FormSheet, Cells: r.cells}
		if err := os.WriteFile(j.In, data, 0o600); err != nil {
			t.Fatal(err)
		}
		jobs, filled = append(jobs, j), append(filled, r)
	}
	if said, err := w.write(t, dir, jobs).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for i, j := range jobs {
		data, err := os.ReadFile(j.Out)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := filled[i].want.differences(read(t, data, set)); diff != "" {
			t.Errorf("%s:\n%s", set.Layouts[i].Name, diff)
		}
	}
}
