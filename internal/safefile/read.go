package safefile

import (
	"os"
	"time"
)

// ReadFile returns the content of a file. One that is in use is tried again as WriteFile tries to rename:
// virus scanners, indexers and a program that is just saving let go within a second. An error is that of
// the last try, as of os.ReadFile; IsBusy tells one that is still in use.
func ReadFile(path string) ([]byte, error) { return readFile(path, os.ReadFile, time.Sleep) }

func readFile(path string, read func(string) ([]byte, error), sleep func(time.Duration)) ([]byte, error) {
	wait := renameFirstWait
	for try := 1; ; try++ {
		data, err := read(path)
		if err == nil || try == renameTries || kindOf(err, path) != KindBusy {
			return data, err
		}
		sleep(wait)
		wait *= 2
	}
}

// IsBusy reports the error of a file that another program holds.
func IsBusy(err error, path string) bool { return err != nil && kindOf(err, path) == KindBusy }
