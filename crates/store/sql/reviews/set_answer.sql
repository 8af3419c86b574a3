update reviews set answer_id = $3, answer_text = $4, answered_at = $5, comments = comments + $6, status = $7, urgency = $8,
  waits = $9, version = version + 1
where seller_id = $1 and place = $2
