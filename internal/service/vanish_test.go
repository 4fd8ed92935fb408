//go:build unix

package service

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Somebody tidies up and moves the hidden folder away while the service runs (Windows does not let
// them): nothing more is taken in or sent that no ledger would know of, the trouble is told, and work
// goes on when the folder is back.
func TestLedgerTakenAway(t *testing.T) {
	o := mailOffice(t, t.TempDir())
	o.start()
	defer o.stop()
	o.drop("一.xlsx", samples()["党建活动经费"])
	o.drain()
	before := len(o.taken())
	state := filepath.Join(o.base, ".jixiao")
	if err := os.Rename(state, state+"x"); err != nil {
		t.Fatal(err)
	}
	o.drop("二.xlsx", samples()["应急物资储备"])
	for range 5 {
		o.now = o.now.Add(o.config.Intake.Rescan)
		if _, err := o.service.Pass(context.Background()); err == nil || !strings.Contains(troubleText(err), "放回去") {
			t.Fatalf("%v", err)
		}
		if err := o.service.Deliver(context.Background()); err == nil {
			t.Fatal("mail goes on")
		}
	}
	o.want("收件", "二.xlsx")
	if len(o.taken()) != before {
		t.Error("mail was sent")
	}
	if err := os.Rename(state+"x", state); err != nil {
		t.Fatal(err)
	}
	o.drain()
	o.want("收件")
	o.wantSet("存档", "一.xlsx", "二.xlsx")
	checkMail(t, o)
}
