where a.answer_id = $1
