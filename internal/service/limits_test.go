package service

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jixiao/internal/config"
)

// A file that takes longer than it may, or is larger, goes where people look, with the limit and the
// way out beside it; the files that came with it are done, and nobody waits. Once the limit is wider
// the same file is taken.
func TestFilesBeyondALimit(t *testing.T) {
	for name, c := range map[string]struct {
		narrow func(*config.Config)
		says   []string
	}{
		"time":  {func(c *config.Config) { c.Limits.Time = time.Nanosecond }, []string{"时间超出限制", "jixiao.yaml"}},
		"cells": {func(c *config.Config) { c.Limits.Cells = 5 }, []string{"单元格过多", "cells", "jixiao.yaml"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := mailOffice(t, t.TempDir())
			wide := o.config.Limits
			c.narrow(o.config)
			o.start()
			o.drop("局/慢.xlsx", samples()["党建活动经费"])
			o.drain()
			o.wantSet("无法处理", "局/慢.xlsx", "局/慢.xlsx.说明.txt")
			note, err := os.ReadFile(filepath.Join(o.base, "无法处理", "局", "慢.xlsx.说明.txt"))
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.says {
				if !strings.Contains(string(note), want) {
					t.Errorf("the note lacks %q:\n%s", want, note)
				}
			}
			o.stop()
			o.config.Limits = wide
			o.start()
			defer o.stop()
			o.drop("局/快.xlsx", samples()["应急物资储备"])
			o.drain()
			o.wantSet("结果", "局/快.xlsx")
			o.drop("局/慢.xlsx", samples()["党建活动经费"])
			o.drain()
			o.want("收件")
			o.wantSet("结果", "局/快.xlsx", "局/慢.xlsx")
			o.wantSet("无法处理")
			checkMail(t, o)
		})
	}
}

// Who drops a .rar is not asked whether it is the right file but told how it can be taken.
func TestArchivesThatAreNotUnpacked(t *testing.T) {
	o := newOffice(t, t.TempDir())
	o.start()
	defer o.stop()
	o.drop("报送.rar", []byte("Rar!\x1a\x07\x00 and so on"))
	o.drain()
	failed, err := o.service.ledger.Failures(1)
	if err != nil || len(failed) != 1 || !strings.Contains(failed[0].Hint, "解压后把里面的自评表") {
		t.Errorf("%+v, %v", failed, err)
	}
}

// More files at once than the memory holds are found before the machine dies of them.
func TestDoctorKnowsTheMemory(t *testing.T) {
	cfg := config.Default("x")
	cfg.Jobs = 4
	if c := checkLimits(cfg, 1<<30); c.Grade != Doubt || !strings.Contains(c.Way, "limits.memory_mb") {
		t.Errorf("%+v", c)
	}
	if c := checkLimits(cfg, 1<<36); c.Grade != Good || !strings.Contains(c.Text, "2m") {
		t.Errorf("%+v", c)
	}
	if has := memory(); has < 64<<20 || has > 1<<50 {
		t.Error(fmt.Sprint("this machine has ", has, " bytes"))
	}
}
