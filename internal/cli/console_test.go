package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// window plays a person before a window that the Explorer opened: typed is what is entered. It
// returns the command lines that were run, what was shown, and the exit code.
func window(ctx context.Context, args []string, typed string, code int) (lines [][]string, shown string, got int) {
	var out bytes.Buffer
	streams := Streams{In: strings.NewReader(typed), Out: &out, Err: &out}
	got = fromExplorer(ctx, append([]string{"jixiao.exe"}, args...), streams, func(_ context.Context, args []string) int {
		lines = append(lines, slices.Clone(args[1:]))
		return code
	})
	return lines, out.String(), got
}

// A clerk who drops forms on the icon must see the findings: the window may not vanish with them.
func TestDroppedFilesAreChecked(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "党建 活动经费.xlsx")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	lines, shown, code := window(t.Context(), []string{file, dir}, "\n", ExitFindings)
	if d := cmp.Diff([][]string{{"check", file, dir}}, lines); d != "" || code != ExitFindings {
		t.Errorf("code %d\n%s", code, d)
	}
	if !strings.HasSuffix(shown, "按回车键关闭窗口…") {
		t.Errorf("the window does not wait: %q", shown)
	}
}

// A shortcut with a command is run as it stands, and the window waits too.
func TestShortcutWithACommand(t *testing.T) {
	lines, shown, _ := window(t.Context(), []string{"score", t.TempDir(), "-o", "结果"}, "\n", ExitClean)
	if len(lines) != 1 || lines[0][0] != "score" || !strings.Contains(shown, "按回车键") {
		t.Errorf("%q\n%s", lines, shown)
	}
}

// A double-click must not flash a window away: the menu leads to every job a clerk has, survives
// nonsense, and ends on 0 or at the end of the input.
func TestMenu(t *testing.T) {
	dir := t.TempDir()
	earlier := dir + "-评分结果"
	if err := os.Mkdir(earlier, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, typed string
		want        [][]string
	}{
		{"leave", "0\n", nil},
		{"end of input", "", nil},
		{"nonsense", "check\n\n9\n0\n", nil},
		{"check", "1\n\"" + dir + "\"\n0\n", [][]string{{"check", dir}}},
		{"no path", "1\n\n0\n", nil},
		{"score beside", "2\r\n" + dir + "\r\n0\r\n", [][]string{{"score", dir, "-o", earlier + "2"}}},
		{"explain a code", "3\nL-FUND-05\n0\n", [][]string{{"explain", "L-FUND-05"}}},
		{"explain a target", "3\n≥90% 85% 10\n0\n", [][]string{{"explain", "≥90%", "85%", "--points", "10"}}},
		{"help, then check", "4\n1\n" + dir + "\n0\n", [][]string{{"--help"}, {"check", dir}}},
	} {
		lines, shown, _ := window(t.Context(), nil, c.typed, ExitClean)
		if d := cmp.Diff(c.want, lines); d != "" {
			t.Errorf("%s: (-want +got)\n%s", c.name, d)
		}
		if !strings.Contains(shown, "拖到 jixiao.exe") {
			t.Errorf("%s: no menu in %q", c.name, shown)
		}
	}
}

// Ctrl-C ends the menu instead of asking for ever.
func TestMenuInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, code := window(ctx, nil, strings.Repeat("9\n", 3), ExitClean); code != ExitInterrupted {
		t.Errorf("exit code %d", code)
	}
}

// Results never fall into an old folder, and a form's folder is named after the form.
func TestResultFolder(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "自评表.xlsx")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if got, want := resultFolder(file), filepath.Join(dir, "自评表-评分结果"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := resultFolder(dir+string(filepath.Separator)), dir+"-评分结果"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
