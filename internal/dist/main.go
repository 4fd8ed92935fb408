// Command dist makes a release: the program for every system we ship to, each with the papers
// that belong to it in one archive, and a list of checksums. Run it at the top of the project:
//
//	go run ./internal/dist -o dist
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// targets are the systems we ship to: office PCs, small servers, domestic machines, Macs.
var targets = []string{"windows/amd64", "linux/amd64", "linux/arm64", "linux/loong64", "darwin/arm64"}

// papers go into every archive beside the program.
var papers = []string{"README.md", "CHANGELOG.md", "LICENSE"}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("dist", flag.ContinueOnError)
	out := flags.String("o", "dist", "folder for the archives")
	version := flags.String("version", "", "version; the newest of CHANGELOG.md by default")
	only := flags.String("targets", strings.Join(targets, ","), "systems to build for")
	if err := flags.Parse(args); err != nil {
		return err
	}
	log, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return fmt.Errorf("run this at the top of the project: %w", err)
	}
	if *version == "" {
		*version = newest(string(log))
	}
	if _, err := numeric(*version); err != nil {
		return err
	}
	if err := os.MkdirAll(*out, 0o777); err != nil {
		return err
	}
	var sums []string
	for target := range strings.SplitSeq(*only, ",") {
		if !slices.Contains(targets, target) {
			return fmt.Errorf("%s is not one of %s", target, strings.Join(targets, ", "))
		}
		line, err := ship(ctx, target, *version, *out)
		if err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
		fmt.Println(line)
		sums = append(sums, line)
	}
	return os.WriteFile(filepath.Join(*out, "SHA256SUMS"), []byte(strings.Join(sums, "\n")+"\n"), 0o666)
}

var heading = regexp.MustCompile(`(?m)^## (\d+\.\d+\.\d+\S*?)(?:$|[\s((])`)

// newest is the version of the first entry of the change log.
func newest(log string) string {
	if m := heading.FindStringSubmatch(log); m != nil {
		return m[1]
	}
	return ""
}

// ship builds for one target, packs the archive and returns its line of SHA256SUMS.
func ship(ctx context.Context, target, version, out string) (string, error) {
	system, machine, _ := strings.Cut(target, "/")
	temp, err := os.MkdirTemp("", "dist")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temp)
	program := filepath.Join(temp, "jixiao")
	if system == "windows" {
		program += ".exe"
	}
	if err := build(ctx, "./cmd/jixiao", system, machine, version, program); err != nil {
		return "", err
	}
	name := fmt.Sprintf("jixiao-%s-%s-%s", version, system, machine)
	pack := tarGz
	if name += ".tar.gz"; system == "windows" {
		name, pack = strings.TrimSuffix(name, ".tar.gz")+".zip", zipped
	}
	files, err := load(program)
	if err != nil {
		return "", err
	}
	data, err := pack(files, time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]) + "  " + name, os.WriteFile(filepath.Join(out, name), data, 0o666)
}

// build cross-compiles pkg without cgo, without the paths of this machine, with its version; a
// Windows program also gets its properties.
func build(ctx context.Context, pkg, system, machine, version, program string) (err error) {
	args := []string{"build", "-trimpath", "-ldflags", "-s -w -X jixiao/internal/cli.Version=" + version, "-o", program}
	if system == "windows" {
		object := filepath.Join(pkg, "resource_windows_"+machine+".syso")
		if err := writeResource(object, version); err != nil {
			return err
		}
		// The linker takes the object from the package's folder; it must not stay there.
		defer func() { err = errors.Join(err, os.Remove(object)) }()
	}
	cmd := exec.CommandContext(ctx, "go", append(args, pkg)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+machine)
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, text)
	}
	return nil
}

func writeResource(path, version string) error {
	data, err := resourceObject(machineAMD64, properties{
		Version: version, Product: "jixiao 绩效", Description: "绩效自评表检查、评分、汇总",
		Company: "jixiao", Copyright: "MIT", File: "jixiao.exe",
	})
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o666)
}
