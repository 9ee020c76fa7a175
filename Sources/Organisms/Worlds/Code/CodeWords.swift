/// Names to write programs with. What trains any model is drawn from `known`; `heldOut` is only ever
/// measured on.
struct CodeWords: Sendable {
  let known: [String]
  let heldOut: [String]

  init(_ known: String, heldOut: String) {
    self.known = known.split(separator: " ").map(String.init)
    self.heldOut = heldOut.split(separator: " ").map(String.init)
  }
}

extension CodeWords {
  static let functions = CodeWords(
    "run main handle process lookup index view show start action serve work",
    heldOut: "perform execute")
  static let tables = CodeWords(
    "users orders items books notes films teams cities songs tickets",
    heldOut: "clients parcels")
  static let columns = CodeWords(
    "name email title code city label owner phone color tag", heldOut: "author region")
  static let files = CodeWords(
    "name file doc page image report photo item entry log", heldOut: "chapter sheet")
  static let folders = CodeWords(
    "data files uploads docs images reports public store media notes", heldOut: "archive shelf")
  static let hosts = CodeWords(
    "host target server device node site name address machine box", heldOut: "gateway peer")
  static let texts = CodeWords(
    "name query title comment message topic city user text word", heldOut: "remark subject")
  static let domains = CodeWords(
    "example.com shop.org news.net bank.com mail.org site.net files.com play.org",
    heldOut: "forum.io museum.org")
  static let links = CodeWords(
    "url link target next site goto address location", heldOut: "origin callback")
  static let amounts = CodeWords(
    "count amount number size quantity seats copies units", heldOut: "pieces boxes")
  static let payloads = CodeWords(
    "data body state payload config item record cart token profile", heldOut: "bundle parcel")
  static let secretFiles = CodeWords(
    "secret.key private.key id_rsa api.key token.key server.key secrets.txt password.txt",
    heldOut: "vault.key login.key")
  static let users = CodeWords(
    "admin root app web site shop bot mail", heldOut: "clerk guard")
  static let secrets = CodeWords(
    "hunter2 letmein s3cret opensesame p4ssw0rd swordfish tr0ub4dor qwerty12",
    heldOut: "m00nlight r0sebud")
  static let services = CodeWords(
    "shop mail bank news chat maps music photo", heldOut: "radio taxi")
  static let lists = CodeWords(
    "items values words lines numbers rows names parts", heldOut: "cells bits")
}
