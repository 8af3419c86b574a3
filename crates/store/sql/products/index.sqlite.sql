insert or replace into product_words (rowid, words) values ($1, $2)
