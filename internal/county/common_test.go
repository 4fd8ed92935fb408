package county

import "testing"

// The head of a city's summary must name the city only when every county lies in it.
func TestCommon(t *testing.T) {
	a := County{Name: "元氏县", City: "石家庄市", Province: "河北省"}
	b := County{Name: "赞皇县", City: "石家庄市", Province: "河北省"}
	c := County{Name: "成安县", City: "邯郸市", Province: "河北省"}
	d := County{Name: "金寨县", City: "六安市", Province: "安徽省"}
	for _, x := range []struct {
		list []County
		want string
	}{
		{[]County{a, b}, "石家庄市"}, {[]County{a, {}, b}, "石家庄市"}, {[]County{a, b, c}, "河北省"}, {[]County{a, d}, ""}, {nil, ""},
	} {
		if got := Common(x.list).Name; got != x.want {
			t.Errorf("Common(%v) = %q, want %q", x.list, got, x.want)
		}
	}
}
