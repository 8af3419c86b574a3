update questions set state = $3, stage = $4, waits = $5, turn = $6, answers = $7, others = $8, answer_id = $9, answer_text = $10,
  answered_at = $11, version = version + 1
where seller_id = $1 and place = $2
