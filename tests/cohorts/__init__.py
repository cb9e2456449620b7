"""Made-up patients, counted and printed as an honest paper would, and errors planted in what is printed.

`plan` says what kind of study it is, `patients` makes the people and what happens to them, `printing` prints a number
as a paper does, `paper` prints the whole study, `claims` what such a paper says of itself, `folder` writes it as a
package, `planted` spoils one number. Nothing here uses the code under test to count or to round.
"""
