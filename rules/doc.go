// Package rules holds what subscribers ask for: the rule language, its compiled index, and matching with reasons.
//
// # The path of a rule
//
// Parse, or a Reader for many rules, reads the language into an Expr: a scanner with code-point positions (scan.go), a recursive descent (parse.go), the
// table of fields (field.go), names made into ids by a Names (names.go). Expr.String prints it back, Expr.Words says it to
// people, Expr.Warnings tells of a rule that can never match or matches nearly everything. Options are those of
// /subscribe; Options.Source writes them in the language.
//
// An Item is a report as rules see it. Expr.Match walks the tree over an Item (eval.go, find.go): that is the definition
// of what a rule means. Expr.Why gives the words that met it, Expr.Explain goes clause by clause, for misses too.
//
// # What words mean
//
// A word of a rule is cut into tokens as a report is. It is met by a token that has the same stem under the language of
// the report; that is the folded word itself where the language has no stemmer. A word that is several tokens (drone-strike,
// 北京) is a phrase. The words of a phrase follow each other in one field; between them only hyphens, quotation marks, the
// full stop of an initialism and a possessive ending are passed over. word* compares folded beginnings, ="Exact Words"
// compares what is written, capitals included, from the beginning of a token to the end of one.
//
// # What events mean
//
// event:, class:, by:, target: and blamed: clauses that stand side by side, with OR or in lists among themselves, are met by
// one and the same event. An event that was denied, is hypothetical, historical or an exercise meets none of them.
// A report without any event counts as one event of class neutral without type and actors. -event:x says that no event
// is an x.
//
// # Many rules
//
// A Matcher tells which of many rules a report meets. A book (book.go) holds rules compiled to small programs over numbered
// features (record.go, compile.go) and finds the features of a report (vocabulary.go, readwords.go): words by the hashes
// of their stems (wordtable.go), phrases as a tree (phrasetable.go), beginnings (prefixtable.go), all in one kind of
// table (table.go). Linear runs all programs. Index posts each rule under the features of its cheapest member (access.go,
// postings.go), behind a guard that says what the others ask for (guard.go). What features cannot say (near:, exact
// phrases, one and the same event) the program asks of the report itself, after the features that must be there for
// it. Tests hold Index and Linear against Expr.Match.
//
// What matching costs is waiting for memory, which brings many things at a time when they are asked for in a row, and for
// branches that were foreseen wrongly. So all of it goes in rounds: what a round reads, the round before asked for;
// what is found is written down without deciding. See search in table.go.
//
// # Many reports
//
// To try a rule on stored reports, leave out those that have not what it needs (Expr.Needs) and try the rest on their stored
// tags. A rule that asks for words (Expr.ReadsText) needs no texts either: Expr.Ear says which words it would hear.
package rules
