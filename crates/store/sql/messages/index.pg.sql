insert into message_words (seller_id, message_id, words) values ($1, $2, to_tsvector('simple', $3))
