package service

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// The files that tell systemd and launchd of a service are written here and not by the library,
// whose paths with blanks systemd does not find.

// systemdUnit is the unit that runs program with arguments on a workspace.
func systemdUnit(name, description, folder, program string, arguments []string) string {
	command := systemdQuote(program)
	for _, a := range arguments {
		command += " " + strings.ReplaceAll(systemdQuote(a), "$", "$$") // variables stand in arguments alone
	}
	return strings.NewReplacer("NAME", name, "ABOUT", strings.ReplaceAll(description, "%", "%%"), "FOLDER", systemdQuote(folder), "COMMAND", command).
		Replace(`[Unit]
Description=ABOUT
Wants=network-online.target
After=network-online.target remote-fs.target
RequiresMountsFor=FOLDER
StartLimitIntervalSec=0

[Service]
ExecStart=COMMAND
Restart=on-failure
RestartSec=30
TimeoutStopSec=180
EnvironmentFile=-/etc/default/NAME
EnvironmentFile=-/etc/sysconfig/NAME

[Install]
WantedBy=multi-user.target
`)
}

// systemdQuote writes one word as systemd.syntax(7) wants it; a per cent sign would else stand for
// something.
func systemdQuote(word string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%", "\n", `\n`).Replace(word) + `"`
}

// launchdList is the property list that runs program with arguments. A run that ends well (it was
// told to) is not started again.
func launchdList(name, program string, arguments []string) string {
	words := ""
	for _, word := range append([]string{program}, arguments...) {
		words += "\t\t<string>" + xmlText(word) + "</string>\n"
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>%s</string>
	<key>ProgramArguments</key>
	<array>
%s	</array>
	<key>RunAtLoad</key>
	<true/>
	<key>KeepAlive</key>
	<dict>
		<key>SuccessfulExit</key>
		<false/>
	</dict>
	<key>ThrottleInterval</key>
	<integer>30</integer>
	<key>ExitTimeOut</key>
	<integer>180</integer>
</dict>
</plist>
`, xmlText(name), words)
}

func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
