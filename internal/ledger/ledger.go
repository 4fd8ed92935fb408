// Package ledger is the durable journal of a folder: which files came in, what became of each,
// and which mail is owed to whom. Whatever is committed here survives a power cut; everything
// that the folder service does is decided by what stands here, so that it can be killed at any
// moment and go on.
package ledger

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the database driver
)

// Name is the file name of the ledger in its folder.
const Name = "ledger.db"

// Error says in Chinese why the ledger cannot be used and what to do.
type Error struct {
	Message, Hint string
	Err           error
}

// Error states the fact; Hint says what to do.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s(%v)", e.Message, e.Err)
	}
	return e.Message
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// ErrMissing reports that a folder has no ledger yet; only Read returns it.
var ErrMissing = errors.New("还没有台账")

// Ledger is an open ledger. It is safe for concurrent use; one process at a time may write.
type Ledger struct {
	db       *sql.DB
	identity string
	path     string
	file     os.FileInfo // the database as it was opened
}

// Open opens the ledger in dir, making it when there is none. A dir on a network share is
// refused: SQLite's locks and flushes cannot be trusted there. Mail that was being sent when the
// program was last killed is marked uncertain.
func Open(dir string) (*Ledger, error) {
	if kind := Remote(dir); kind != "" {
		return nil, &Error{
			Message: fmt.Sprintf("台账文件夹 %s 在网络共享上(%s),断网或断电时台账会损坏,不能使用", dir, kind),
			Hint:    "收件、结果等文件夹可以在共享上,台账要放本机磁盘:在 jixiao.yaml 的 folders.state 写一个本机文件夹,例如 " + localExample,
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, &Error{Message: "无法建立台账文件夹 " + dir, Hint: "请检查磁盘和写入权限", Err: err}
	}
	l, err := connect(dir, "rwc")
	if err != nil {
		return nil, err
	}
	if err := l.migrate(); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if err := errors.Join(l.resume(), l.readIdentity()); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if l.file, err = os.Stat(l.path); err != nil {
		return nil, errors.Join(broken(err), l.Close())
	}
	return l, nil
}

// Present returns an error when the database is no longer where it was opened: somebody moved or
// removed it, and what is committed now would be gone at the next start.
func (l *Ledger) Present() error {
	if now, err := os.Stat(l.path); err == nil && os.SameFile(l.file, now) {
		return nil
	}
	return &Error{
		Message: "台账 " + l.path + " 不见了,或者被换掉了,先停下来,免得以后对不上账",
		Hint:    "请把台账文件夹原样放回去,会自动继续;确实没有了,请停止服务再启动,会从头记账(已处理的原件都在“存档”里)",
	}
}

// Read opens the ledger in dir for looking at it, also while another process writes. It makes
// and changes nothing; without a ledger the error is ErrMissing.
func Read(dir string) (*Ledger, error) {
	if _, err := os.Stat(filepath.Join(dir, Name)); err != nil {
		return nil, ErrMissing
	}
	l, err := connect(dir, "rw")
	if err != nil {
		return nil, err
	}
	if found, err := l.version(); err != nil || found != version {
		if err == nil {
			err = wrongVersion(found)
		}
		return nil, errors.Join(err, l.Close())
	}
	if err := l.readIdentity(); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

const localExample = `C:\jixiao 或 /var/lib/jixiao`

func connect(dir, mode string) (*Ledger, error) {
	path, err := filepath.Abs(filepath.Join(dir, Name))
	if err != nil {
		return nil, err
	}
	at := path
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" {
		path = "/" + path
	}
	// FULL: a commit is on the disk when it returns, also after a power cut.
	query := url.Values{"mode": {mode}, "_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "journal_size_limit(16777216)",
	}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}).String())
	if err != nil {
		return nil, broken(err)
	}
	db.SetMaxOpenConns(1) // one writer; statements queue up instead of failing with "busy"
	return &Ledger{db: db, path: at}, nil
}

// Identity is a random name that tells this ledger from all others.
func (l *Ledger) Identity() string { return l.identity }

func (l *Ledger) readIdentity() error {
	return broken(l.db.QueryRow(`SELECT value FROM meta WHERE key = 'identity'`).Scan(&l.identity))
}

// Close closes the ledger.
func (l *Ledger) Close() error { return l.db.Close() }

// broken turns an error of the database into one that a person can act on.
func broken(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	switch {
	case strings.Contains(text, "disk is full"), strings.Contains(text, "database or disk is full"):
		return &Error{Message: "磁盘已满,台账无法写入", Hint: "请清理台账所在的磁盘,服务会自动继续", Err: err}
	case strings.Contains(text, "malformed"), strings.Contains(text, "not a database"):
		return &Error{Message: "台账文件已损坏", Hint: "请先停止服务,把台账文件夹改名保留后重新启动;原件都在“存档”里,可以重新放入“收件”", Err: err}
	}
	return &Error{Message: "台账出错", Hint: "请检查台账所在磁盘;运行 jixiao doctor 逐项检查", Err: err}
}

func (l *Ledger) version() (n int, err error) {
	if err = l.db.QueryRow(`PRAGMA user_version`).Scan(&n); err != nil {
		return 0, broken(err)
	}
	return n, nil
}

func wrongVersion(found int) error {
	if found > version {
		return &Error{Message: fmt.Sprintf("台账是更新版本的程序写的(版本 %d,本程序认得 %d)", found, version), Hint: "请使用最新版本的 jixiao"}
	}
	return &Error{Message: fmt.Sprintf("台账是旧版本(%d)", found), Hint: "启动一次 jixiao watch,台账会自动升级"}
}

// migrate brings the ledger to this program's version, each step in a transaction of its own.
func (l *Ledger) migrate() error {
	found, err := l.version()
	if err != nil {
		return err
	}
	if found > version {
		return wrongVersion(found)
	}
	for ; found < version; found++ {
		err := l.write(func(tx *sql.Tx) error {
			if _, err := tx.Exec(migrations[found]); err != nil {
				return err
			}
			_, err := tx.Exec(fmt.Sprintf(`PRAGMA user_version = %d`, found+1))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Check reads the whole ledger and returns an error when it is damaged.
func (l *Ledger) Check() error {
	var answer string
	if err := l.db.QueryRow(`PRAGMA quick_check`).Scan(&answer); err != nil {
		return broken(err)
	}
	if answer != "ok" {
		return broken(errors.New("malformed: " + answer))
	}
	return nil
}

// write runs do in one transaction: all of it is committed, or nothing.
func (l *Ledger) write(do func(*sql.Tx) error) error {
	tx, err := l.db.Begin()
	if err != nil {
		return broken(err)
	}
	if err := do(tx); err != nil {
		_ = tx.Rollback()
		return broken(err)
	}
	return broken(tx.Commit())
}

// queryer is a ledger or a transaction of it.
type queryer interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

// collect reads all rows of a query; the connection is free again when it returns.
func collect[T any](q queryer, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.Query(query, args...)
	if err != nil {
		return nil, broken(err)
	}
	defer func() { _ = rows.Close() }()
	var list []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, broken(err)
		}
		list = append(list, v)
	}
	return list, broken(rows.Err())
}

func scanText(rows *sql.Rows) (s string, err error) {
	err = rows.Scan(&s)
	return s, err
}

// millis is how times are stored; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n)
}
