package mail

import (
	"fmt"
	netmail "net/mail"
	"strings"
)

// parseAddress reads one address. Mail servers of county bureaus do not take addresses in other
// scripts, so only ASCII is accepted; the name before it may be Chinese.
func parseAddress(what, address string) (*netmail.Address, error) {
	a, err := netmail.ParseAddress(strings.TrimSpace(address))
	if err != nil {
		return nil, fmt.Errorf("%s地址 %q 不对,应像 name@example.com", what, address)
	}
	for i := 0; i < len(a.Address); i++ {
		if c := a.Address[i]; c <= ' ' || c > '~' {
			return nil, fmt.Errorf("%s地址 %q 里有空格、全角字符或中文,邮件服务器不接受", what, address)
		}
	}
	return a, nil
}

// CheckAddress reports whether address can be written to, as one Chinese sentence if not.
func CheckAddress(address string) error {
	_, err := parseAddress("邮箱", address)
	return err
}
