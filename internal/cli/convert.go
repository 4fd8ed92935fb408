package cli

import (
	"github.com/urfave/cli/v2"

	"jixiao/internal/batch"
	"jixiao/internal/convert"
)

// startConverter lets b convert old formats when --convert asks for it; stop removes what that left on
// the disk.
func startConverter(c *cli.Context, b *batch.Batch) (stop func(), err error) {
	if !c.Bool("convert") {
		return func() {}, nil
	}
	office, err := convert.New(0)
	if err != nil {
		return nil, usage("请先安装 LibreOffice(libreoffice.org),或不加 --convert,用 WPS、Excel 把旧格式另存为 .xlsx", "--convert:%v", err)
	}
	b.Convert = func(data []byte) ([]byte, error) { return office.Convert(c.Context, data) }
	return func() { _ = office.Close() }, nil
}
