"""A small policy for tests of mutation: something of every sort that an edit can touch."""

from __future__ import annotations

SOURCE = "Who owes a fee, owes it to us or to another library."

CLAUSES = """policy lending "Lending"
  source text "text.txt"

party the Library "the Town Library"

party the Archive "the City Archive"

kind reader
  age is one of child, adult, senior

kind book
  price is an amount of money

fact a book is rare
fact a book is damaged
fact a reader holds a card
fact a reader owes a fee

act lend a book to a reader

question fees "A fee owed to whom?"
  about "to us or to another library" in the text
  reading us (plain) "Only to the Library"
  reading any "To any library"

define a reader is trusted
  when the reader holds a card
  and the age of the reader is one of adult, senior

assume cards "No child holds a card"
  never
    the age of a reader is child
    the reader holds a card

clause 1 "Lending"
  the Library may lend a book to a reader
  when the reader holds a card
  and any of
    reading fees as any
    it is not the case that the reader owes a fee

clause 2 "Rare books"
  the Library must not lend a book to a reader
  notwithstanding clause 1
  when the book is rare
  and the price of the book is at least $100
  except trusted when the reader is trusted

clause 3 "Repairs"
  clause 1 does not apply
  when the book is damaged
"""

CASES = """
promise children "No child is lent a rare and costly book"
  the Library must not lend a book to a reader
  when the book is rare
  and the price of the book is at least $100
  and the age of the reader is child

possible lending "Something can be lent"
  whether the Library may lend a book to a reader
  expect permitted

case common "Ana has a card and asks for a common book"
  reader Ana; book B
  given Ana holds a card
  and nothing else is so
  asking whether the Library may lend B to Ana
  expect permitted

case rare "Bea has no card and asks for a rare book"
  reader Bea; book B
  given B is rare
  and the age of Bea is adult
  and the price of B is $100
  and nothing else is so
  asking whether the Library may lend B to Bea
  expect prohibited

case damaged "A damaged book"
  reader Ana; book B
  given Ana holds a card
  and B is damaged
  and nothing else is so
  asking whether the Library may lend B to Ana
  expect silent
"""

LENDING = CLAUSES + CASES
