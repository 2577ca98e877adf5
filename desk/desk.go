// Package desk is what a subscriber or an operator can ask of Tocsin: subscribe, edit, test, recent, summary, sources,
// status. Its input and output are plain; it validates, counts quotas and checks permissions, and knows neither Discord
// nor SQL.
package desk
