// Command jixiao checks, scores and summarises budget self-evaluation workbooks (绩效自评表).
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"jixiao/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Main(ctx, os.Args, cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
