delete from question_words where seller_id = $1 and place = $2
