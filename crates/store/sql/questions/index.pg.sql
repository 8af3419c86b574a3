insert into question_words (seller_id, place, words) values ($1, $2, to_tsvector('simple', $3))
