select question_id from questions where place = $1
