module tocsin/feed/peerbench

go 1.26.0

require (
	github.com/mmcdole/gofeed v1.4.2
	tocsin v0.0.0
)

require (
	code.dny.dev/ssrf v0.3.0 // indirect
	github.com/abadojack/whatlanggo v1.0.1 // indirect
	github.com/blevesearch/snowballstem v0.9.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/mmcdole/goxpp/v2 v2.0.0 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace tocsin => ../..
